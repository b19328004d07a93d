"""Any change of any line of the ledger is found, and every entry can be read back as it was written."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.domain.audit import AuditEntry, Event, LedgerLine, entry_json, entry_of
from spark_jobs.papers.paper import Digest, canonical
from tests.support import builders
from tests.support.fakes import Memory, World

FEW = settings(max_examples=settings().max_examples // 3)
"""Each case walks a whole study, or signs: a third as many as the profile says."""

words = st.sampled_from(["", "anna", "request-1", 'Åsa "Ö"\n', "€\x00😀"])
digests = st.builds(builders.some_digest, words)
entries = st.builds(
    AuditEntry,
    at=st.datetimes(timezones=st.just(UTC)),
    actor=words,
    event=st.sampled_from(Event),
    subject=words,
    project=st.none() | words,
    because=st.lists(words, max_size=3).map(tuple),
    papers=st.just(()),
    verb=st.none() | words,
    acting_as=st.lists(words, max_size=3).map(tuple),
    journal_head=st.none() | digests,
)


@given(entries)
def test_an_entry_is_read_back_as_it_was_written(entry: AuditEntry) -> None:
    text = canonical(entry_json(entry))

    assert entry_of(json.loads(text)) == entry


def ledger_of(said: list[AuditEntry]) -> World:
    world = World(memory=Memory())
    for entry in said:
        world.memory.work().commit(entry)
    world.house.ledger.keep_head()
    return world


def faults(world: World) -> tuple[str, ...]:
    return world.house.audit.examine(world.memory.work()).faults


CHANGES: dict[str, Any] = {
    "at": datetime(1999, 1, 1, tzinfo=UTC),
    "actor": "somebody else",
    "event": Event.HOUSE_CLOSED,
    "subject": "something else",
    "project": "another project",
    "because": ("X",),
    "verb": "another verb",
    "acting_as": ("X",),
    "journal_head": builders.some_digest("another head"),
}


@FEW
@given(st.lists(entries, min_size=1, max_size=5), st.data())
def test_any_change_of_any_line_is_found(said: list[AuditEntry], data: st.DataObject) -> None:
    world = ledger_of(said)
    assert faults(world) == ()
    place = data.draw(st.integers(0, len(said) - 1))
    field = data.draw(st.sampled_from(sorted(CHANGES)))
    line = world.memory.ledger[place]

    world.memory.ledger[place] = replace(line, entry=replace(line.entry, **{field: CHANGES[field]}))

    assert faults(world) or getattr(line.entry, field) == CHANGES[field]


@FEW
@given(st.lists(entries, min_size=2, max_size=5), st.data())
def test_any_change_of_a_lines_own_fields_is_found(said: list[AuditEntry], data: st.DataObject) -> None:
    world = ledger_of(said)
    place = data.draw(st.integers(0, len(said) - 1))
    line = world.memory.ledger[place]
    other = data.draw(
        st.sampled_from(
            [
                replace(line, sequence=line.sequence + 1),
                replace(line, previous=builders.some_digest("other")),
                replace(line, digest=builders.some_digest("other")),
            ]
        )
    )

    world.memory.ledger[place] = other

    assert faults(world)


@FEW
@given(st.lists(entries, min_size=1, max_size=5, unique_by=lambda entry: str(entry_json(entry))), st.data())
def test_any_line_taken_away_or_moved_is_found(said: list[AuditEntry], data: st.DataObject) -> None:
    world = ledger_of(said)
    lines = list(world.memory.ledger)
    kept = data.draw(st.lists(st.sampled_from(lines), max_size=len(lines), unique_by=lambda line: line.sequence))

    world.memory.ledger = kept

    assert faults(world) or kept == lines


@given(entries, st.integers(0, 9), digests)
def test_a_lines_digest_covers_its_place(entry: AuditEntry, sequence: int, previous: Digest) -> None:
    here = LedgerLine.digest_for(sequence=sequence, previous=previous, entry=entry)

    assert here != LedgerLine.digest_for(sequence=sequence + 1, previous=previous, entry=entry)
