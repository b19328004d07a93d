"""The chain of lines: read here, added to by the unit of work's commit alone."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from gateway.adapters.sql import finding, tables
from gateway.adapters.sql.stores import Read
from gateway.domain.audit import FIRST, AuditEntry, Event, LedgerLine, Link, entry_json, entry_of
from gateway.domain.errors import LedgerBroken
from gateway.domain.sought import Sought
from spark_jobs.papers.paper import Digest, canonical

PIECE = 500
"""So many lines are fetched at once."""


class SqlLedger:
    """For reading."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def lines(self, *, after: int = -1, limit: int | None = None) -> Iterable[LedgerLine]:
        """In order. Raises LedgerBroken, naming the line, for one that is no entry any more."""
        query = select(tables.ledger).where(tables.ledger.c.sequence > after).order_by(tables.ledger.c.sequence)
        if limit is not None:
            query = query.limit(limit)
        # Piece by piece: a verification walks a ledger of any length.
        with self._read().execute(query, execution_options={"yield_per": PIECE}) as rows:
            yield from _lines(rows)

    def found(self, sought: Sought, /, *, after: int = -1, before: int | None = None, limit: int) -> list[LedgerLine]:
        """At most `limit` lines that answer it, in order, between these two places."""
        places = finding.places(self._read(), sought, after=after, before=before, limit=limit)
        query = (
            select(tables.ledger, tables.ledger_places.c.datasets, tables.ledger_places.c.controllers)
            .join(tables.ledger_places, tables.ledger_places.c.sequence == tables.ledger.c.sequence)
            .order_by(tables.ledger.c.sequence)
        )
        found: list[LedgerLine] = []
        for begin in range(0, len(places), PIECE):
            some = tables.ledger.c.sequence.in_(places[begin : begin + PIECE])
            rows = self._read().execute(query.where(some)).all()
            found.extend(_about(line, row) for line, row in zip(_lines(rows), rows, strict=True))
        return found

    def links(self, places: Sequence[int], /) -> Mapping[int, Link]:
        """By place, how each line that stands there says that it is tied into the chain."""
        line, found = tables.ledger.c, {}
        for begin in range(0, len(places), PIECE):
            some = line.sequence.in_(places[begin : begin + PIECE])
            for row in self._read().execute(select(line.sequence, line.previous, line.digest).where(some)):
                found[row.sequence] = Link(previous=Digest(row.previous), digest=Digest(row.digest))
        return found

    def astray(self, lines: Sequence[LedgerLine], /) -> list[int]:
        """Those that a question would not find."""
        return finding.astray(self._read(), lines) if lines else []

    def head(self) -> LedgerLine | None:
        """The last line."""
        query = select(tables.ledger).order_by(tables.ledger.c.sequence.desc()).limit(1)
        return next(_lines(self._read().execute(query).all()), None)

    def last(self, event: Event, /) -> LedgerLine | None:
        """The last line that tells of that: what is sought stands in the canonical text of no other entry."""
        told = tables.ledger.c.entry.contains(f'"event":"{event.value}"', autoescape=True)
        query = select(tables.ledger).where(told).order_by(tables.ledger.c.sequence.desc()).limit(1)
        return next(_lines(self._read().execute(query).all()), None)


def append(connection: Connection, entries: Sequence[AuditEntry]) -> LedgerLine:
    """Chain these entries to the last line, inside the caller's transaction; what the last of them became."""
    line = SqlLedger(lambda: connection).head()
    lines = []
    for entry in entries:
        line = _after(line, entry)
        lines.append(line)
    if line is None or not lines:
        raise ValueError("nothing is committed without an entry")
    connection.execute(insert(tables.ledger), [_row(each) for each in lines])
    finding.mark(connection, lines)
    return line


def stands(connection: Connection, line: LedgerLine) -> bool:
    """Whether exactly this line stands in its place."""
    place = select(tables.ledger.c.digest).where(tables.ledger.c.sequence == line.sequence)
    return connection.execute(place).scalar_one_or_none() == line.digest


def _after(last: LedgerLine | None, entry: AuditEntry) -> LedgerLine:
    sequence, previous = (last.sequence + 1, last.digest) if last else (0, FIRST)
    digest = LedgerLine.digest_for(sequence=sequence, previous=previous, entry=entry)
    return LedgerLine(sequence=sequence, previous=previous, entry=entry, digest=digest)


def _row(line: LedgerLine) -> dict[str, Any]:
    return {"sequence": line.sequence, "previous": line.previous, "entry": _text(line.entry), "digest": line.digest}


def _about(line: LedgerLine, row: Row[Any]) -> LedgerLine:
    datasets, controllers = tuple(json.loads(row.datasets)), tuple(json.loads(row.controllers))
    return replace(line, entry=replace(line.entry, datasets=datasets, controllers=controllers))


def _text(entry: AuditEntry) -> str:
    return canonical(entry_json(entry)).decode("utf-8")


def _lines(rows: Iterable[Row[Any]]) -> Iterator[LedgerLine]:
    for row in rows:
        try:
            entry = entry_of(json.loads(row.entry))
        except (KeyError, TypeError, ValueError):
            raise LedgerBroken([f"line {row.sequence} is no entry any more"]) from None
        if _text(entry) != row.entry:
            # Another spelling of the same entry is a change as well: what the digest covers is what must lie here.
            raise LedgerBroken([f"line {row.sequence} was changed after it was written"])
        previous, digest = Digest(row.previous), Digest(row.digest)
        yield LedgerLine(sequence=row.sequence, previous=previous, entry=entry, digest=digest)
