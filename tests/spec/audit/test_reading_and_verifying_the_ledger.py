"""The ledger is evidence: looking at it is a line of it, and a change of it is found."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gateway.domain.audit import Event, LedgerLine
from gateway.domain.errors import LedgerBroken, Refused
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import Kind
from spark_jobs.papers.trust import KeyRole, TrustFile
from tests.support import builders
from tests.support.builders import AUDITOR, FOREIGN_KEY, GATEWAY_KEY, RESEARCHER, RUNNER_KEY, pinned
from tests.support.fakes import Memory, World, line_after, refuse


def faults(world: World) -> tuple[str, ...]:
    return world.house.audit.verify(by=AUDITOR).faults


def test_reading_the_ledger_is_a_line_of_it() -> None:
    world = World()
    world.drafted()
    lines = len(world.ledger)

    read = world.house.audit.read(after=1, limit=2, by=AUDITOR)

    assert [line.sequence for line in read] == [2, 3]
    assert len(world.ledger) == lines + 1
    assert (world.ledger[-1].event, world.ledger[-1].actor) == ("audit.ledger_read", "gustav")


def test_whoever_may_not_read_the_ledger_is_in_it() -> None:
    world = World()
    world.rules.answers["read-ledger"] = refuse("W01-may-act")

    with pytest.raises(Refused):
        world.house.audit.read(after=-1, limit=10, by=RESEARCHER)

    assert (world.ledger[-1].event, world.ledger[-1].verb) == ("verb.refused", "read-ledger")


def test_a_ledger_that_holds_is_told_with_what_was_looked_at() -> None:
    world = World()
    world.delivered()
    world.house.audit.keep_head()

    verification = world.house.audit.verify(by=AUDITOR)

    assert verification.faults == ()
    assert (verification.lines, verification.heads) == (15, 1)
    assert verification.papers == sum(len(entry.papers) for entry in world.ledger)
    assert (world.ledger[-1].event, world.ledger[-1].because) == ("audit.ledger_verified", ())


def test_an_empty_ledger_has_no_head_to_sign() -> None:
    world = World()

    world.house.audit.keep_head()

    assert list(world.heads.all()) == []


def test_what_is_no_verb_is_told_as_well() -> None:
    world = World()

    world.house.audit.tell(Event.HOUSE_OPENED)

    assert [(entry.event, entry.actor, entry.subject) for entry in world.ledger] == [("house.opened", "house", "house")]


def test_a_changed_line_is_named() -> None:
    world = World()
    world.drafted()
    line = world.memory.ledger[3]
    world.memory.ledger[3] = replace(line, entry=replace(line.entry, actor="somebody-else"))

    assert faults(world) == ("line 3 was changed after it was written.",)

    assert world.ledger[-1].because == ("ledger-broken",)


def test_a_line_that_was_changed_together_with_its_digest_does_not_fit_the_next() -> None:
    world = World()
    world.drafted()
    line = world.memory.ledger[3]
    entry = replace(line.entry, actor="somebody-else")
    digest = LedgerLine.digest_for(sequence=3, previous=line.previous, entry=entry)
    world.memory.ledger[3] = replace(line, entry=entry, digest=digest)

    assert faults(world) == ("line 4 does not follow the line before it.",)


def test_a_ledger_written_anew_from_a_line_on_contradicts_its_signed_head() -> None:
    world = World()
    world.drafted()
    world.house.audit.keep_head()
    lines = world.memory.ledger[:3]
    for line in world.memory.ledger[3:]:
        lines.append(line_after(lines, replace(line.entry, actor="somebody-else")))
    world.memory.ledger = lines

    assert faults(world) == ("line 4 is not the line that was signed as head.",)


def test_a_missing_line_is_named() -> None:
    world = World()
    world.drafted()
    del world.memory.ledger[2]

    assert faults(world) == ("line 2 is missing: line 3 stands in its place.",)


def test_a_first_line_that_is_missing_is_named() -> None:
    world = World()
    world.drafted()
    del world.memory.ledger[0]

    assert faults(world) == ("line 0 is missing: line 1 stands in its place.",)


def test_a_cut_across_a_signed_head_is_named() -> None:
    world = World()
    world.drafted()
    world.house.audit.keep_head()
    del world.memory.ledger[3:]

    assert faults(world) == ("the ledger ends at line 2; a signed head stands at line 4: it was cut.",)


def test_a_line_that_is_no_entry_any_more_is_named_and_the_walk_goes_on() -> None:
    world = World()
    world.drafted()
    world.memory.unreadable = {1}
    line = world.memory.ledger[3]
    world.memory.ledger[3] = replace(line, entry=replace(line.entry, subject="project-9"))

    found = world.house.audit.examine(world.memory.work())

    assert found.faults == ("line 1 is no entry any more.", "line 3 was changed after it was written.")
    assert found.lines == 5


def test_an_unreadable_line_after_a_gap_is_named_once() -> None:
    world = World()
    world.drafted()
    del world.memory.ledger[1:4]
    world.memory.unreadable = {4}

    found = world.house.audit.examine(world.memory.work())

    assert found.faults == ("line 4 is no entry any more.",)


def test_a_paper_that_is_missing_is_named_with_its_line() -> None:
    world = World()
    request = world.submitted()
    assert request.paper is not None
    del world.memory.papers[request.paper]

    (fault,) = faults(world)

    assert fault.startswith(f"line 5 tells of the paper {request.paper}, and it does not hold: There is no paper")


def test_a_paper_that_was_changed_is_named_with_its_line() -> None:
    world = World()
    request = world.submitted()
    assert request.paper is not None
    paper = world.paper(request.paper)
    world.memory.papers[request.paper] = replace(paper, body={**paper.body, "expected_persons": 4000})

    (fault,) = faults(world)

    assert "line 5" in fault
    assert "was changed after it was signed" in fault


def test_a_paper_whose_signature_was_changed_is_named() -> None:
    world = World()
    request = world.submitted()
    assert request.paper is not None
    paper = world.paper(request.paper)
    world.memory.papers[request.paper] = replace(paper, signature=bytes(64))

    (fault,) = faults(world)

    assert "The signature of this access-request does not hold" in fault


def head_of(world: World, **changes: object) -> dict[str, object]:
    line = world.memory.ledger[-1]
    said = {"sequence": line.sequence, "digest": line.digest, "at": builders.NOW.isoformat()}
    return {**said, **changes}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sequence": "4"}, "It is no head of a ledger."),
        ({"at": "yesterday"}, "It does not say when it was signed."),
    ],
)
def test_a_head_that_says_nothing_is_none(changes: dict[str, object], why: str) -> None:
    world = World()
    world.drafted()
    world.heads.keep(GATEWAY_KEY.sign(Kind.LEDGER_HEAD, head_of(world, **changes)), sequence=4)

    assert faults(world) == (f"a signed head does not hold: {why}",)


def test_another_paper_of_the_gateway_is_no_head() -> None:
    world = World()
    world.drafted()
    world.heads.keep(GATEWAY_KEY.sign(Kind.RECEIPT, head_of(world)), sequence=4)

    assert faults(world) == ("a signed head does not hold: It is no head of a ledger.",)


@pytest.mark.parametrize("key", [FOREIGN_KEY, RUNNER_KEY], ids=["unknown key", "key of the other plane"])
def test_a_head_that_the_gateway_did_not_sign_is_none(key: SigningKey) -> None:
    world = World()
    world.drafted()
    world.heads.keep(key.sign(Kind.LEDGER_HEAD, head_of(world)), sequence=4)

    (fault,) = faults(world)

    assert fault.startswith("a signed head does not hold:")


def test_a_head_that_is_no_paper_is_none() -> None:
    world = World()
    world.drafted()
    world.heads.kept[4] = b"{}"

    (fault,) = faults(world)

    assert fault.startswith("a signed head does not hold:")


def test_a_head_outlives_the_key_that_signed_it() -> None:
    world = World()
    world.drafted()
    world.house.audit.keep_head()
    old = pinned(GATEWAY_KEY, KeyRole.GATEWAY, last=date(2026, 12, 31))
    world.trust = TrustFile(keys=(old, pinned(RUNNER_KEY, KeyRole.RUNNER)))
    world.clock.pass_by(timedelta(days=400))

    assert faults(world) == ()


def test_an_empty_ledger_beside_signed_heads_is_not_this_house() -> None:
    world = World()
    world.drafted()
    world.house.audit.same_house()
    world.house.audit.keep_head()
    world.house.audit.same_house()
    world.memory = Memory()

    with pytest.raises(LedgerBroken, match="not the store"):
        world.house.audit.same_house()


def test_a_house_without_a_line_and_without_a_head_is_new() -> None:
    world = World()

    world.house.audit.same_house()

    assert world.ledger == []
