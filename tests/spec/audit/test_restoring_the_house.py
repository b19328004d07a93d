"""A restore is a line of the ledger: it tells what was lost, and excuses nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.domain.audit import Event
from gateway.domain.errors import LedgerBroken
from gateway.domain.heads import Lost
from spark_jobs.papers.paper import Kind
from tests.support import builders
from tests.support.builders import AUDITOR, GATEWAY_KEY
from tests.support.fakes import World


def cut(world: World, *, to: int) -> None:
    """The store as a backup of that line gives it back."""
    world.memory.ledger = world.memory.ledger[:to]


def with_a_head() -> World:
    world = World()
    world.drafted()
    world.house.ledger.keep_head()
    return world


def test_a_restore_that_loses_nothing_says_so() -> None:
    world = with_a_head()

    lost = world.house.ledger.restored()

    assert lost is None
    assert (world.ledger[-1].event, world.ledger[-1].because) == (Event.HOUSE_RESTORED, ())
    assert world.house.audit.verify(by=AUDITOR).lost == ()


def test_the_lines_that_only_heads_remember_are_named_by_number() -> None:
    world = with_a_head()
    cut(world, to=3)

    lost = world.house.ledger.restored()

    assert lost is not None
    assert (lost.first, lost.last) == (3, 4)
    assert world.ledger[-1].because == ("lines-lost", "3", "4")


def test_what_was_lost_is_told_by_every_later_verification_and_is_no_fault() -> None:
    world = with_a_head()
    cut(world, to=3)
    world.house.ledger.restored()
    world.house.ledger.keep_head()
    world.clock.pass_by(timedelta(days=40))

    found = world.house.audit.verify(by=AUDITOR)

    assert found.faults == ()
    assert found.lost == (
        f"lines 3 to 4 were lost; what stands there now was written after a restore on {builders.TODAY.isoformat()}.",
    )


def test_a_cut_after_the_restore_is_found_as_ever() -> None:
    world = with_a_head()
    cut(world, to=3)
    world.house.ledger.restored()
    world.clock.pass_by(timedelta(hours=1))
    for _ in range(3):
        world.house.ledger.tell(Event.HOUSE_OPENED)
    world.house.ledger.keep_head()
    cut(world, to=5)

    assert world.house.audit.verify(by=AUDITOR).faults == (
        "the ledger ends at line 4; a signed head stands at line 6: it was cut.",
    )


def test_a_head_that_was_signed_after_the_restore_excuses_nothing() -> None:
    world = with_a_head()
    cut(world, to=3)
    world.house.ledger.restored()
    later = (builders.NOW + timedelta(days=1)).isoformat()
    body = {"sequence": 4, "digest": "sha256:0", "at": later}
    world.heads.beside.append(GATEWAY_KEY.sign(Kind.LEDGER_HEAD, body).to_json())

    assert world.house.audit.verify(by=AUDITOR).faults == (
        "the ledger ends at line 3; a signed head stands at line 4: it was cut.",
    )


def test_a_ledger_that_does_not_hold_is_not_restored() -> None:
    world = with_a_head()
    line = world.memory.ledger[1]
    world.memory.ledger[1] = replace(line, entry=replace(line.entry, actor="somebody-else"))
    cut(world, to=3)

    with pytest.raises(LedgerBroken, match="line 1 was changed"):
        world.house.ledger.restored()

    assert len(world.memory.ledger) == 3


def test_a_head_that_cannot_be_believed_stops_a_restore() -> None:
    world = with_a_head()
    world.heads.kept[9] = b"{}"

    with pytest.raises(LedgerBroken, match="a signed head does not hold"):
        world.house.ledger.restored()


def test_lines_can_be_lost_twice() -> None:
    world = with_a_head()
    cut(world, to=3)
    world.house.ledger.restored()
    world.house.ledger.keep_head()
    cut(world, to=2)

    lost = world.house.ledger.restored()

    assert lost is not None
    assert (lost.first, lost.last) == (2, 4)
    assert world.house.audit.verify(by=AUDITOR).faults == ()


def test_only_the_entry_of_a_restore_tells_of_lost_lines() -> None:
    entry = builders.entry()

    assert Lost.of(replace(entry, because=("lines-lost", "1", "2"))) is None
    assert Lost.of(replace(entry, event=Event.HOUSE_RESTORED, because=("something-else", "1", "2"))) is None
