"""The ledger is evidence: looking at it is a line of it, and a change of it is found."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from gateway.domain.audit import Event, LedgerLine
from gateway.domain.errors import Invalid, LedgerBroken, NotFound, Refused
from gateway.domain.sought import Sought
from gateway.services import verification
from gateway.services.verification import Verification
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import Kind
from spark_jobs.papers.trust import KeyRole, TrustFile
from tests.support import builders
from tests.support.builders import AUDITOR, FOREIGN_KEY, GATEWAY_KEY, RESEARCHER, RUNNER_KEY, pinned
from tests.support.fakes import FakeLedger, Memory, World, line_after, refuse


def faults(world: World) -> tuple[str, ...]:
    return world.house.audit.verify(by=AUDITOR).faults


def test_reading_the_ledger_is_a_line_of_it() -> None:
    world = World()
    world.drafted()
    lines = len(world.ledger)

    read = world.house.audit.read(after=1, limit=2, by=AUDITOR).lines

    assert [line.sequence for line in read] == [2, 3]
    assert len(world.ledger) == lines + 1
    assert (world.ledger[-1].event, world.ledger[-1].actor) == ("audit.ledger_read", "gustav")


def test_a_question_is_a_line_that_tells_what_was_asked_and_its_pages_are_none() -> None:
    world = World()
    world.drafted()
    asked = Sought(actor="anna", last=builders.TODAY)

    first = world.house.audit.read(asked, limit=1, by=AUDITOR)
    lines = len(world.ledger)
    second = world.house.audit.read(asked=first.asked, after=first.lines[-1].sequence, limit=9, by=AUDITOR)

    assert len(world.ledger) == lines
    assert world.ledger[first.asked].because == ("actor:anna", "last:2026-11-22")
    assert {line.entry.actor for line in (*first.lines, *second.lines)} == {"anna"}
    assert second.asked == first.asked


def test_a_question_is_answered_as_the_ledger_stood_and_never_finds_itself() -> None:
    world = World()
    world.drafted()

    first = world.house.audit.read(Sought(actor="gustav"), limit=9, by=AUDITOR)
    again = world.house.audit.read(Sought(actor="gustav"), limit=9, by=AUDITOR)

    assert [line.sequence for line in first.lines] == []
    assert [line.sequence for line in again.lines] == [first.asked]


def test_nobody_goes_on_with_a_question_of_somebody_else_or_with_what_is_none() -> None:
    world = World()
    world.drafted()
    asked = world.house.audit.read(limit=1, by=AUDITOR).asked
    other = replace(AUDITOR, id="greta")

    for place, by in ((asked, other), (0, AUDITOR), (999, AUDITOR)):
        with pytest.raises(NotFound):
            world.house.audit.read(asked=place, limit=1, by=by)


def test_a_period_that_ends_before_it_begins_is_no_question() -> None:
    with pytest.raises(Invalid, match="ends before"):
        Sought(first=builders.TODAY, last=builders.TODAY - timedelta(days=1))


def test_lines_are_found_by_the_datasets_and_controllers_they_were_about() -> None:
    world = World()
    world.ordered(refusing=["birka"])

    def events(**about: Any) -> set[str]:
        found = world.house.audit.read(Sought(**about), limit=99, by=AUDITOR).lines
        return {line.entry.event.value for line in found}

    asked = {"access_request.drafted", "access_request.submitted", "disclosure_review.decided", "permit.issued"}
    assert events(controller="alvik") == asked | {"extract.ordered"}
    assert events(dataset="alvik") == asked | {"extract.ordered"}
    assert events(controller="birka") == asked
    decided = world.house.audit.read(Sought(controller="birka", event=Event.PART_REVIEWED), limit=9, by=AUDITOR).lines
    assert [line.entry.actor for line in decided] == [builders.STEWARDS["birka"].id]


def test_what_was_refused_is_found_by_what_it_was_about() -> None:
    world = World()
    world.submitted()
    world.rules.answers["return"] = refuse("W01-may-act")

    with pytest.raises(Refused):
        world.house.access_request.send_back(builders.REQUEST, because="why?", by=RESEARCHER)

    found = world.house.audit.read(Sought(dataset="alvik", event=Event.VERB_REFUSED), limit=9, by=AUDITOR).lines
    assert [line.entry.verb for line in found] == ["return"]


def test_a_dataset_and_many_requests_are_what_a_line_is_about_or_not() -> None:
    world = World()
    world.submitted()
    world.clock.pass_by(timedelta(days=400))
    world.house.deadline.remind()
    world.house.access_request.list(after=None, limit=5, by=RESEARCHER)

    about = {entry.subject: entry.datasets for entry in world.ledger}
    assert about["alvik"] == ("alvik",)
    assert about["access-requests"] == ()


def test_a_long_ledger_is_verified_in_steps_that_each_look_for_themselves() -> None:
    world = World()
    world.delivered()
    world.house.ledger.keep_head()
    lines, steps = len(world.ledger), list[Verification]()

    after: int | None = -1
    while after is not None:
        steps.append(world.house.audit.verify(after=after, limit=4, by=AUDITOR))
        after = steps[-1].next

    assert [step.lines for step in steps] == [4] * 4
    assert sum(step.lines for step in steps) == lines + 1
    assert [step.heads for step in steps] == [0, 0, 0, 1]
    assert [step.faults for step in steps] == [()] * 4
    assert world.memory.events()[lines:] == ["audit.verification_begun", "audit.ledger_verified"]
    assert sum(step.lines for step in world.house.audit.steps(limit=5)) == lines + 2


def test_a_fault_is_found_in_its_step_whatever_is_broken_where_the_steps_meet() -> None:
    world = World()
    world.delivered()
    world.house.ledger.keep_head()
    line = world.memory.ledger[5]
    world.memory.ledger[5] = replace(line, entry=replace(line.entry, actor="somebody-else"))
    world.memory.unreadable = {3, 7, 8}
    world.heads.beside.append(b"no head")

    steps = list(world.house.audit.steps(limit=4))

    assert [step.next for step in steps] == [3, 7, 11, None]
    assert [fault for step in steps for fault in step.faults] == [
        "line 3 is no entry any more.",
        "line 5 was changed after it was written.",
        "line 7 is no entry any more.",
        "line 8 is no entry any more.",
        *(fault for fault in steps[-1].faults),
    ]
    assert [fault for fault in steps[-1].faults if "a signed head does not hold" in fault]


def test_a_step_that_begins_where_no_line_is_looks_at_none() -> None:
    world = World()
    world.drafted()
    world.house.ledger.keep_head()

    step = world.house.audit.verify(after=99, by=AUDITOR)

    assert (step.lines, step.next, step.faults) == (0, None, ())


def test_a_step_that_finds_something_is_a_line_of_its_own() -> None:
    world = World()
    world.delivered()
    line = world.memory.ledger[5]
    world.memory.ledger[5] = replace(line, entry=replace(line.entry, actor="somebody-else"))

    world.house.audit.verify(after=3, limit=4, by=AUDITOR)

    assert (world.ledger[-1].event, world.ledger[-1].because) == ("audit.ledger_verified", ("ledger-broken",))


def test_lines_that_questions_pass_over_are_named_a_piece_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    world.drafted()
    monkeypatch.setattr(
        FakeLedger, "astray", lambda self, lines: [line.sequence for line in lines if line.sequence < 2]
    )
    monkeypatch.setattr(verification, "PIECE", 2)

    assert [fault[:6] for fault in faults(world)] == ["line 0", "line 1"]


def test_whoever_may_not_read_the_ledger_is_in_it() -> None:
    world = World()
    world.rules.answers["read-ledger"] = refuse("W01-may-act")

    with pytest.raises(Refused):
        world.house.audit.read(after=-1, limit=10, by=RESEARCHER)

    assert (world.ledger[-1].event, world.ledger[-1].verb) == ("verb.refused", "read-ledger")


def test_a_ledger_that_holds_is_told_with_what_was_looked_at() -> None:
    world = World()
    world.delivered()
    world.house.ledger.keep_head()

    verification = world.house.audit.verify(by=AUDITOR)

    assert verification.faults == ()
    assert (verification.lines, verification.heads) == (15, 1)
    assert verification.papers == sum(len(entry.papers) for entry in world.ledger)
    assert (world.ledger[-1].event, world.ledger[-1].because) == ("audit.ledger_verified", ())


def test_an_empty_ledger_has_no_head_to_sign() -> None:
    world = World()

    world.house.ledger.keep_head()

    assert list(world.heads.all()) == []


def test_what_is_no_verb_is_told_as_well() -> None:
    world = World()

    world.house.ledger.tell(Event.HOUSE_OPENED)

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
    world.house.ledger.keep_head()
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
    world.house.ledger.keep_head()
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
    world.house.ledger.keep_head()
    old = pinned(GATEWAY_KEY, KeyRole.GATEWAY, last=date(2026, 12, 31))
    world.trust = TrustFile(keys=(old, pinned(RUNNER_KEY, KeyRole.RUNNER)))
    world.clock.pass_by(timedelta(days=400))

    assert faults(world) == ()


def test_an_empty_ledger_beside_signed_heads_is_not_this_house() -> None:
    world = World()
    world.drafted()
    world.house.ledger.same_house()
    world.house.ledger.keep_head()
    world.house.ledger.same_house()
    world.memory = Memory()

    with pytest.raises(LedgerBroken, match="not the store"):
        world.house.ledger.same_house()


def test_a_house_without_a_line_and_without_a_head_is_new() -> None:
    world = World()

    world.house.ledger.same_house()

    assert world.ledger == []
