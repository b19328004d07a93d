"""
By what the lines of the ledger are found: marks beside the chain, written with each line, read by the place of a line.

The chain is the evidence, and these are a way into it: a verification asks that every line is found by what it tells.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, func, insert, select, update

from gateway.adapters.sql import tables
from gateway.domain.audit import LedgerLine
from gateway.domain.day import swedish_day
from gateway.domain.sought import Mark, Sought, marks_of

T = TypeVar("T")

Told = tuple[str, str, int]
"""By a mark's name and value, in the line at that place."""

OWN = ("subject", "project", "actor", "event", "verb", "way")
"""What an entry tells by itself: the rest of its marks stands nowhere else."""

AT_ONCE = 400
"""So many values stand in one question to the store."""

_MARKS, _PLACES = tables.ledger_marks.alias("walked"), tables.ledger_places.alias("walked")


def mark(connection: Connection, lines: Sequence[LedgerLine]) -> None:
    """Write down by what these new lines are found, in their writer's own transaction."""
    days = {line.sequence: swedish_day(line.entry.at) for line in lines}
    marks = [
        {"name": name, "value": value, "sequence": line.sequence, "day": days[line.sequence]}
        for line in lines
        for name, value in dict.fromkeys(marks_of(line.entry))
    ]
    connection.execute(insert(tables.ledger_marks), marks)
    connection.execute(insert(tables.ledger_places), [_place(line, days[line.sequence]) for line in lines])
    for day in sorted(set(days.values())):
        _extend(connection, day, [sequence for sequence, told in days.items() if told == day])


def places(connection: Connection, sought: Sought, *, after: int, before: int | None, limit: int) -> Sequence[int]:
    """Where the lines stand that answer it: what few lines have is walked in order, and asked for the rest."""
    marks = sought.marks()
    walked = _MARKS if marks else _PLACES
    query = select(walked.c.sequence).where(walked.c.sequence > after).order_by(walked.c.sequence).limit(limit)
    if before is not None:
        query = query.where(walked.c.sequence < before)
    if sought.first is not None or sought.last is not None:
        first, last = _stretch(connection, sought)
        query = query.where(walked.c.sequence >= first, walked.c.sequence <= last, *_days(walked.c.day, sought))
    if marks:
        query = query.where(*_is(walked, marks[0]))
    for other in marks[1:]:
        asked = tables.ledger_marks.alias()
        query = query.where(
            select(asked.c.sequence).where(*_is(asked, other), asked.c.sequence == walked.c.sequence).exists()
        )
    return list(connection.execute(query).scalars())


def astray(connection: Connection, lines: Sequence[LedgerLine]) -> list[int]:
    """Those of these lines, in their order, that are not found by all that their entries tell, or by their day."""
    days = {line.sequence: swedish_day(line.entry.at) for line in lines}
    told = [(*mark, line.sequence) for line in lines for mark in marks_of(line.entry) if mark[0] in OWN]
    marked = _marked(connection, told)
    lost = {mark[2] for mark in told if marked.get(mark) != days[mark[2]]}
    placed = _placed(connection, list(days))
    return sorted(lost | {place for place, day in days.items() if placed.get(place) != day})


def _marked(connection: Connection, told: Sequence[Told]) -> Mapping[Told, date]:
    """Those of these marks that are there, each with its day."""
    marks, found = tables.ledger_marks.c, dict[Told, date]()
    query = select(marks.sequence, marks.day)
    by_mark: dict[Mark, list[int]] = {}
    for name, value, sequence in told:
        by_mark.setdefault((name, value), []).append(sequence)
    # Many lines have a few marks between them: asked by mark, it is one walk for each.
    for (name, value), sequences in by_mark.items():
        for some in _at_once(sequences):
            rows = connection.execute(query.where(*_is(tables.ledger_marks, (name, value)), marks.sequence.in_(some)))
            found.update({(name, value, row.sequence): row.day for row in rows})
    return found


def _placed(connection: Connection, sequences: Sequence[int]) -> Mapping[int, date]:
    """The day that each of these places is said to be of."""
    place = tables.ledger_places.c
    found: dict[int, date] = {}
    for some in _at_once(sequences):
        rows = connection.execute(select(place.sequence, place.day).where(place.sequence.in_(some)))
        found.update((row.sequence, row.day) for row in rows)
    return found


def _at_once(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[begin : begin + AT_ONCE] for begin in range(0, len(values), AT_ONCE))


def _is(marks: FromClause, mark: Mark) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return marks.c.name == mark[0], marks.c.value == mark[1]


def _days(day: ColumnElement[Any], sought: Sought) -> list[ColumnElement[bool]]:
    first = [day >= sought.first] if sought.first is not None else []
    return [*first, day <= sought.last] if sought.last is not None else first


def _stretch(connection: Connection, sought: Sought) -> tuple[int, int]:
    """Between which places all lines of these days stand; an empty stretch where there is none."""
    days = tables.ledger_days
    query = select(func.min(days.c.first), func.max(days.c.last)).where(*_days(days.c.day, sought))
    first, last = connection.execute(query).one()
    return (0, -1) if first is None else (first, last)


def _place(line: LedgerLine, day: Any) -> dict[str, Any]:
    about = {"datasets": json.dumps(line.entry.datasets), "controllers": json.dumps(line.entry.controllers)}
    return {"sequence": line.sequence, "day": day, **about}


def _extend(connection: Connection, day: Any, sequences: Sequence[int]) -> None:
    days = tables.ledger_days
    known = connection.execute(update(days).where(days.c.day == day).values(last=max(sequences)))
    if known.rowcount == 0:
        connection.execute(insert(days).values(day=day, first=min(sequences), last=max(sequences)))
