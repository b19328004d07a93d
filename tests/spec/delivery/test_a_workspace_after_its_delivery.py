"""What was delivered stays open only while the rules say yes: asked each day, closed, opened again, emptied."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gateway.domain.audit import Event
from gateway.domain.chain import trace
from gateway.domain.errors import NeighbourUnavailable, Refused, StepRefused
from gateway.domain.ruling import Ruling
from gateway.domain.workspace import State, Sweep
from gateway.ports.rules import Question
from spark_jobs.papers.paper import Digest, Kind
from spark_jobs.papers.workspaces import WorkspaceOrder
from tests.spec.access_request.test_decisions_against_a_study import order
from tests.support import builders
from tests.support.builders import AUDITOR, COORDINATOR, FOREIGN_KEY, ORDER, PERMIT, RESEARCHER, STEWARD_A, WORKSPACE
from tests.support.fakes import FakeTurns, World, allow, refuse, silent
from tests.support.standing import BARRED

CLOSED_FOR = "E10-nothing-against"
DAY = timedelta(days=1)


def delivered() -> World:
    """Delivered, and nothing for the rules to empty."""
    world = World()
    world.delivered()
    world.rules.answers[Question.EMPTY] = refuse("R01-kept-long-enough")
    return world


def closed() -> World:
    """Closed by the day's sweep, and the runner has answered."""
    world = delivered()
    world.rules.answers[Question.KEEP_OPEN] = refuse(CLOSED_FOR)
    assert list(world.house.round()) == []
    world.settle()
    assert list(world.house.round()) == []
    assert world.workspace().state is State.CLOSED
    return world


def last_order(world: World) -> WorkspaceOrder:
    return WorkspaceOrder.of(world.paper(world.workspace().orders[-1]))


def times_asked(world: World, question: Question = Question.KEEP_OPEN) -> int:
    return sum(asked is question for asked, _ in world.rules.asked)


# ---- the day's sweep -------------------------------------------------------------------------------------------------


def test_each_workspace_is_asked_about_once_a_day() -> None:
    world = delivered()

    for _ in range(3):
        assert list(world.house.round()) == []

    assert times_asked(world) == 1
    assert world.memory.events()[-1] == "workspace.all_asked"
    assert world.ledger[-1].subject == "2026-11-22"


def test_the_day_is_a_swedish_one_and_begins_at_midnight_there() -> None:
    world = delivered()
    world.clock.at = datetime(2026, 11, 22, 22, 59, tzinfo=UTC)
    world.house.round()

    world.clock.pass_by(timedelta(minutes=1))
    world.house.round()

    assert times_asked(world) == 2
    assert world.ledger[-1].subject == "2026-11-23"


def test_missed_days_are_made_up_for_at_the_next_turn_and_once() -> None:
    world = delivered()
    world.house.round()
    world.rules.answers[Question.KEEP_OPEN] = refuse(CLOSED_FOR)

    world.clock.pass_by(9 * DAY)
    world.house.round()
    world.house.round()

    assert times_asked(world) == 2
    assert world.workspace().state is State.CLOSING


def test_a_gateway_that_was_started_anew_does_not_sweep_a_day_twice() -> None:
    world = delivered()
    world.house.round()

    again = World(memory=world.memory, box=world.box, rules=world.rules)
    again.house.round()

    assert times_asked(again) == 1


def test_two_gateways_that_both_believe_it_is_their_turn_close_once() -> None:
    world = delivered()
    other = World(memory=world.memory, box=world.box, ids=world.ids, turns=FakeTurns())
    other.rules.answers[Question.EMPTY] = refuse("R01-kept-long-enough")

    def closes(question: Question, facts: Mapping[str, Any]) -> Ruling:
        if other.rules.answers.pop("first", None):
            other.rules.answers[Question.KEEP_OPEN] = refuse(CLOSED_FOR)
            other.house.round()
        return refuse(CLOSED_FOR)(question, facts)

    other.rules.answers["first"] = allow
    world.rules.answers[Question.KEEP_OPEN] = closes
    world.house.round()

    assert len(world.workspace().orders) == 1
    assert world.memory.events().count("workspace.closing_ordered") == 1
    assert world.memory.events().count("workspace.all_asked") == 1


def test_where_nothing_was_delivered_no_day_is_kept() -> None:
    world = World()
    world.delivering()
    lines = len(world.ledger)

    assert list(world.house.round()) == []

    assert len(world.ledger) == lines


def test_one_workspace_that_cannot_be_asked_about_does_not_keep_the_day_from_being_done() -> None:
    world = delivered()
    other = builders.workspace(id="workspace-a", permit="permit-gone", extract="order-gone")
    world.memory.nouns["workspaces"]["workspace-a"] = other
    astray = replace(world.permit(), id="permit-gone", access_request="gone")
    world.memory.nouns["permits"]["permit-gone"] = astray

    troubles = world.house.round()

    assert [trouble.code for trouble in troubles] == ["not-found"]
    assert times_asked(world) == 1
    assert world.memory.events()[-1] == "workspace.all_asked"


# ---- closing ---------------------------------------------------------------------------------------------------------


def test_what_the_rules_no_longer_allow_is_closed_by_a_signed_order_that_says_why() -> None:
    world = delivered()
    world.rules.answers[Question.KEEP_OPEN] = refuse(CLOSED_FOR)

    world.house.round()

    workspace, order = world.workspace(), last_order(world)
    paper = world.box.taken["closing-1"]
    assert (workspace.state, workspace.because) == (State.CLOSING, (CLOSED_FOR,))
    assert (paper.kind, paper.digest) == (Kind.WORKSPACE_ORDER, workspace.orders[-1])
    assert (order.workspace, order.state, order.turn, order.because) == (WORKSPACE, "closed", 1, (CLOSED_FOR,))
    assert (order.follows, order.permit) == (world.extract().receipt, world.permit().paper)
    assert world.paper(Digest(order.ruling)).body["question"] == "delivery/keep_open"
    assert "workspace.closing_ordered" in world.memory.events()


def test_the_runners_answer_is_taken_in_with_the_head_of_its_journal() -> None:
    world = closed()

    settled = [entry for entry in world.ledger if entry.event == "workspace.settled"]

    assert [entry.journal_head for entry in settled] == [builders.JOURNAL]


def test_while_the_runner_has_not_answered_nothing_new_is_written() -> None:
    world = delivered()
    world.rules.answers[Question.KEEP_OPEN] = refuse(CLOSED_FOR)
    world.house.round()
    lines = len(world.ledger)

    world.house.round()

    assert (world.workspace().state, len(world.ledger)) == (State.CLOSING, lines)


def test_nobody_is_let_in_while_it_is_closed_even_where_the_rules_say_yes() -> None:
    world = closed()

    with pytest.raises(StepRefused, match="closed"):
        world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)


def test_an_order_that_the_runner_could_not_follow_is_told_and_given_again_the_next_day() -> None:
    world = delivered()
    world.rules.answers[Question.KEEP_OPEN] = refuse(CLOSED_FOR)
    world.house.round()
    world.tell("closing-1", "failed", sequence=1, code="storage-failed", sentence="The place is full.")

    world.house.round()
    assert world.workspace().trouble == ("storage-failed", "The place is full.")
    assert world.ledger[-1].because == ("storage-failed",)
    world.clock.pass_by(DAY)
    world.house.round()

    assert (world.workspace().state, world.workspace().trouble) == (State.CLOSING, ())
    assert (last_order(world).id, last_order(world).turn) == ("closing-2", 2)


def test_an_answer_that_is_not_its_own_is_not_believed() -> None:
    world = delivered()
    world.rules.answers[Question.KEEP_OPEN] = refuse(CLOSED_FOR)
    world.house.round()
    body = builders.status_body("closing-7", "closed", sequence=1)
    world.box.tell("closing-1", 1, builders.by_runner(Kind.STATUS, body))

    with pytest.raises(NeighbourUnavailable, match="not its own"):
        world.house.workspace.settle(WORKSPACE)

    assert world.workspace().state is State.CLOSING


def test_a_workspace_without_an_order_has_nothing_to_settle() -> None:
    world = delivered()

    assert world.house.workspace.settle(WORKSPACE) == world.workspace()


def test_only_the_house_sweeps() -> None:
    world = delivered()
    world.rules.answers["sweep"] = refuse("W01-may-act")

    with pytest.raises(Refused, match="W01-may-act"):
        world.house.workspace.sweep(WORKSPACE, by=RESEARCHER)


# ---- silence ---------------------------------------------------------------------------------------------------------


def test_silent_rules_close_nothing_and_open_nothing_and_the_sweep_is_repeated() -> None:
    world = delivered()
    world.rules.answers[Question.KEEP_OPEN] = silent

    assert [trouble.code for trouble in world.house.round()] == ["neighbour-unavailable"]
    assert world.workspace().state is State.OPEN
    assert world.memory.nouns["sweeps"] == {}
    del world.rules.answers[Question.KEEP_OPEN]
    assert list(world.house.round()) == []

    assert "2026-11-22" in world.memory.nouns["sweeps"]


def test_silent_rules_leave_a_closed_workspace_closed() -> None:
    world = closed()
    world.rules.answers[Question.KEEP_OPEN] = silent
    world.clock.pass_by(DAY)

    world.house.round()

    assert world.workspace().state is State.CLOSED


# ---- opening again ---------------------------------------------------------------------------------------------------


def test_the_next_sweep_opens_it_when_the_ground_is_there_again() -> None:
    world = closed()
    del world.rules.answers[Question.KEEP_OPEN]
    world.clock.pass_by(DAY)

    world.house.round()
    assert (world.workspace().state, last_order(world).state, last_order(world).turn) == (State.OPENING, "open", 2)
    with pytest.raises(StepRefused):
        world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)
    world.settle()
    world.house.round()

    assert (world.workspace().state, world.workspace().because) == (State.OPEN, ())
    assert world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)
    assert last_order(world).follows == world.workspace().orders[0]


@pytest.mark.parametrize("name", [WORKSPACE, ORDER, PERMIT])
def test_asking_again_does_not_wait_for_the_next_day(name: str) -> None:
    world = closed()
    del world.rules.answers[Question.KEEP_OPEN]

    world.house.decision.ask_again(name, by=COORDINATOR)
    world.house.round()

    assert world.workspace().state is State.OPENING


def test_asking_again_about_what_is_open_finds_nothing_held() -> None:
    world = delivered()

    with pytest.raises(StepRefused, match="Nothing is held"):
        world.house.decision.ask_again(WORKSPACE, by=COORDINATOR)


def test_what_is_recorded_on_the_study_is_asked_about_in_the_next_round() -> None:
    world = delivered()
    world.house.round()
    world.rules.answers[Question.KEEP_OPEN] = refuse(CLOSED_FOR)

    world.house.project.record_approval(builders.PROJECT, approval=builders.ethics_approval(), by=RESEARCHER)
    assert list(world.house.workspace.due()) == [WORKSPACE]
    world.house.round()

    assert world.workspace().state is State.CLOSING
    assert list(world.house.workspace.due()) == []


def test_another_reason_for_being_closed_is_told_without_another_order() -> None:
    world = closed()
    world.rules.answers[Question.KEEP_OPEN] = refuse("T01-permit-valid")
    world.clock.pass_by(DAY)

    world.house.round()

    assert world.workspace().because == ("T01-permit-valid",)
    assert len(world.workspace().orders) == 1
    assert "workspace.asked" in world.memory.events()


# ---- emptying --------------------------------------------------------------------------------------------------------


def emptying() -> World:
    world = closed()
    del world.rules.answers[Question.EMPTY]
    world.clock.pass_by(DAY)
    world.house.round()
    assert world.workspace().state is State.EMPTYING
    return world


def test_a_closed_workspace_whose_time_is_over_is_emptied_and_certified() -> None:
    world = emptying()
    assert world.paper(Digest(last_order(world).ruling)).body["question"] == "delivery/empty"
    world.settle()

    assert list(world.house.round()) == []

    workspace = world.workspace()
    assert workspace.state is State.EMPTIED
    assert world.paper(workspace.certificate).kind is Kind.DELETION_CERTIFICATE
    line = next(entry for entry in reversed(world.ledger) if entry.event == "workspace.settled")
    assert line.papers == (workspace.certificate,)


def test_what_is_being_emptied_is_never_opened_again() -> None:
    world = emptying()
    del world.rules.answers[Question.KEEP_OPEN]
    world.clock.pass_by(DAY)
    world.house.round()
    assert world.workspace().state is State.EMPTYING
    world.settle()
    world.house.round()
    world.clock.pass_by(DAY)

    world.house.project.record_approval(builders.PROJECT, approval=builders.ethics_approval(), by=RESEARCHER)
    world.house.round()

    assert world.workspace().state is State.EMPTIED


def test_an_open_workspace_is_closed_before_it_is_emptied() -> None:
    world = World()
    world.delivered()
    world.rules.answers[Question.KEEP_OPEN] = refuse("T01-permit-valid")

    world.house.round()

    assert world.workspace().state is State.CLOSING
    assert times_asked(world, Question.EMPTY) == 0


def test_silent_rules_empty_nothing() -> None:
    world = closed()
    world.rules.answers[Question.EMPTY] = silent
    world.clock.pass_by(DAY)

    world.house.round()

    assert (world.workspace().state, len(world.workspace().orders)) == (State.CLOSED, 1)


def test_an_emptied_workspace_without_its_certificate_is_not_believed() -> None:
    world = emptying()
    world.tell(last_order(world).id, "emptied", sequence=1)

    with pytest.raises(NeighbourUnavailable, match="certifies nothing"):
        world.house.workspace.settle(WORKSPACE)


@pytest.mark.parametrize(
    "changes", [{"workspace": "workspace-b"}, {"id": "emptying-9"}, {"workspace_order": builders.some_digest("x")}]
)
def test_a_certificate_of_something_else_is_not_believed(changes: dict[str, Any]) -> None:
    world = emptying()
    world.settle(**changes)

    with pytest.raises(NeighbourUnavailable, match="another order"):
        world.house.workspace.settle(WORKSPACE)


def test_a_certificate_that_nobody_pinned_is_not_believed() -> None:
    world = emptying()
    world.settle(key=FOREIGN_KEY)

    with pytest.raises(NeighbourUnavailable, match="not believed"):
        world.house.workspace.settle(WORKSPACE)


# ---- the evidence ----------------------------------------------------------------------------------------------------


def test_the_chain_goes_on_to_the_certificate() -> None:
    world = emptying()
    world.settle()
    world.house.round()

    traced, papers = world.house.audit.chain(PERMIT, by=AUDITOR)

    assert traced.faults == ()
    kinds = [paper.kind for paper in papers]
    assert kinds.count(Kind.WORKSPACE_ORDER) == 2
    assert kinds.count(Kind.DELETION_CERTIFICATE) == 1
    assert world.house.audit.verify(by=AUDITOR).faults == ()


def test_a_certificate_that_leaves_out_a_file_of_the_manifest_breaks_the_chain() -> None:
    world = emptying()
    world.settle()
    world.house.round()
    manifest = world.paper(world.extract().manifest)
    file = {"path": "alvik/person/part-00000.parquet", "bytes": 9, "sha256": builders.some_digest("rows")}
    fuller = builders.RUNNER_KEY.sign(Kind.MANIFEST, {**manifest.body, "files": [file]})
    certificate = world.paper(world.workspace().certificate)
    named = builders.RUNNER_KEY.sign(Kind.DELETION_CERTIFICATE, {**certificate.body, "manifest": fuller.digest})
    _, papers = world.house.audit.chain(PERMIT, by=AUDITOR)

    faults = trace([*papers, fuller, named], world.trust).faults

    assert [fault for fault in faults if "not among those that are gone" in fault] == list(faults)
    assert len(faults) == 1


def test_a_closed_workspace_that_is_settled_stays_settled() -> None:
    world = closed()

    assert world.house.workspace.settle(WORKSPACE) == world.workspace()
    assert world.house.workspace.of_extract(ORDER) == world.workspace()
    assert world.house.workspace.of_extract("order-9") is None


# ---- what changed while it was delivered -----------------------------------------------------------------------------


def swept_already(world: World) -> World:
    """The day is done, whatever is delivered later on it."""
    with world.memory.work() as work:
        work.sweeps.add(Sweep(id=world.clock.now().date().isoformat(), at=world.clock.now(), workspaces=1))
        work.commit(builders.entry(Event.WORKSPACES_SWEPT))
    world.rules.answers[Question.EMPTY] = refuse("R01-kept-long-enough")
    return world


def test_what_was_recorded_before_the_receipt_is_asked_about_at_once_though_the_day_was_swept() -> None:
    world = World()
    world.confirm(world.delivering())
    world.house.project.record_decision_against(builders.PROJECT, decision=order(), by=COORDINATOR)
    swept_already(world).rules.answers[Question.KEEP_OPEN] = refuse(CLOSED_FOR)

    assert list(world.house.round()) == []

    assert world.workspace().state is State.CLOSING
    assert world.box.taken["closing-1"].kind is Kind.WORKSPACE_ORDER


def test_who_was_barred_before_the_receipt_is_asked_about_at_once_though_the_day_was_swept() -> None:
    world = World()
    world.confirm(world.delivering())
    barring = world.house.barring.bar(**{**BARRED, "whom": "anna"}, by=COORDINATOR)
    world.house.barring.confirm(barring.id, by=STEWARD_A)
    swept_already(world).rules.answers[Question.KEEP_OPEN] = refuse(CLOSED_FOR)

    assert list(world.house.round()) == []

    assert world.workspace().state is State.CLOSING


def test_where_nothing_changed_before_the_receipt_the_day_is_not_asked_about_again() -> None:
    world = World()
    world.confirm(world.delivering())
    swept_already(world)

    assert list(world.house.round()) == []

    assert (world.workspace().state, times_asked(world)) == (State.OPEN, 0)
