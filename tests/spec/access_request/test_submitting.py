"""A request is submitted: the rules are asked, the snapshots are bound, the first paper is signed."""

from dataclasses import replace
from typing import Any

import pytest

from gateway.domain.access_request import AccessRequest, Status
from gateway.domain.errors import Invalid, NeighbourUnavailable, Refused, StepRefused
from gateway.ports.rules import Question
from spark_jobs.papers.paper import Kind
from tests.support import builders
from tests.support.builders import FOREIGN_KEY, GATEWAY_KEY, RESEARCHER
from tests.support.fakes import World, refuse, silent


def submit(world: World, draft: AccessRequest) -> AccessRequest:
    return world.house.access_request.submit(draft.id, by=RESEARCHER)


def test_a_submitted_request_has_its_day_its_paper_and_its_ruling() -> None:
    world = World()

    request = world.submitted()

    assert request == world.request()
    assert request.status is Status.SUBMITTED
    assert request.submitted_at == builders.NOW
    assert world.ledger[-1].papers == (request.paper, request.ruling)


def test_the_paper_says_what_was_asked_and_is_signed_by_the_gateway() -> None:
    world = World()
    request = world.submitted()

    paper = world.paper(request.paper)

    assert paper.kind is Kind.ACCESS_REQUEST
    assert paper.key_id == GATEWAY_KEY.key_id
    assert paper.digest == request.paper
    assert paper.body["version"] == 1
    assert paper.body["purpose"] == "53.1.e"
    assert len(paper.body["columns"]) == 9


def test_the_paper_binds_the_snapshots_and_the_approval() -> None:
    world = World()

    request = world.submitted()

    published = {name: world.box.published[name].digest for name in builders.DATASETS}
    assert request.snapshots == published
    assert world.paper(request.paper).body["snapshots"] == published
    assert set(published.values()) <= set(world.memory.papers)
    approval = world.house.project.read(request.project, by=RESEARCHER).ethics_paper
    assert world.paper(request.paper).body["ethics_approval"] == approval


def test_the_ruling_is_a_paper_with_everything_that_was_told() -> None:
    world = World()

    request = world.submitted()

    ruling = world.paper(request.ruling).body
    assert ruling["about"] == [request.paper]
    assert ruling["allows"] is True
    assert ruling["facts"] == world.rules.facts(Question.SUBMIT)


def test_the_rules_are_told_the_day_in_sweden_once_per_verb() -> None:
    world = World()
    world.clock.at = builders.NOW.replace(hour=23, minute=30)

    world.submitted()

    assert world.rules.facts(Question.SUBMIT)["today"] == "2026-11-23"


def test_a_refusal_names_its_reason_and_leaves_only_its_ruling_and_its_entry() -> None:
    world = World()
    draft = world.drafted()
    before = world.memory.copy()
    world.rules.answers[Question.SUBMIT] = refuse("E03-started-in-time")

    with pytest.raises(Refused, match="E03-started-in-time"):
        submit(world, draft)

    assert world.request().status is Status.DRAFT
    assert world.memory.nouns == before.nouns
    assert [world.memory.papers[one].kind for one in world.memory.papers.keys() - before.papers.keys()] == [Kind.RULING]
    assert [entry.because for entry in world.ledger[len(before.ledger) :]] == [("E03-started-in-time",)]


def test_silent_rules_allow_nothing_and_change_nothing() -> None:
    world = World()
    draft = world.drafted()
    world.rules.answers[Question.SUBMIT] = silent

    with pytest.raises(NeighbourUnavailable):
        submit(world, draft)

    assert world.request() == draft
    assert (world.ledger[-1].event, world.ledger[-1].because) == ("neighbour.silent", ("rules",))


def test_silence_on_who_may_do_what_allows_nothing_either() -> None:
    world = World()
    draft = world.drafted()
    world.rules.answers[Question.ACT] = silent

    with pytest.raises(NeighbourUnavailable):
        submit(world, draft)

    assert world.request() == draft


def test_whoever_may_not_submit_learns_nothing_of_the_order_box() -> None:
    world = World()
    draft = world.drafted()
    world.box.down = True
    world.rules.answers["submit"] = refuse("W02-within-reach")

    with pytest.raises(Refused):
        submit(world, draft)


def test_without_an_approval_on_record_nothing_is_submitted() -> None:
    world = World()
    draft = world.drafted()
    project = world.memory.nouns["projects"][draft.project]
    world.memory.nouns["projects"][draft.project] = replace(project, ethics_approval=None, ethics_paper=None)

    with pytest.raises(Invalid) as fault:
        submit(world, draft)

    assert fault.value.reason == "no-approval"
    assert world.ledger[-1].because == ("no-approval",)


def test_a_dataset_that_has_no_snapshot_is_not_asked_for_yet() -> None:
    world = World()
    draft = world.drafted()
    del world.box.published["birka"]

    with pytest.raises(Invalid, match="birka") as fault:
        submit(world, draft)

    assert fault.value.reason == "no-snapshot"
    assert world.request() == draft


def test_a_snapshot_that_nobody_trusts_is_none() -> None:
    world = World()
    draft = world.drafted()
    world.box.publish("birka", builders.snapshot(builders.dataset("birka"), key=FOREIGN_KEY))

    with pytest.raises(NeighbourUnavailable, match="not in the trust file"):
        submit(world, draft)

    assert world.request() == draft


@pytest.mark.parametrize(
    "changes", [{"dataset": "alvik"}, {"controller": "alvik"}, {"namespace": "se-elsewhere"}], ids=lambda one: str(one)
)
def test_a_snapshot_of_another_dataset_is_not_taken_for_this_one(changes: dict[str, Any]) -> None:
    world = World()
    draft = world.drafted()
    world.box.publish("birka", builders.snapshot(builders.dataset("birka"), **changes))

    with pytest.raises(NeighbourUnavailable, match="tells of another"):
        submit(world, draft)

    assert world.request() == draft


def test_a_paper_of_another_kind_is_no_snapshot() -> None:
    world = World()
    draft = world.drafted()
    status = builders.status_body("birka", "taken", sequence=1)
    world.box.publish("birka", builders.by_runner(Kind.STATUS, status))

    with pytest.raises(NeighbourUnavailable, match="expected"):
        submit(world, draft)


def test_a_signed_snapshot_that_is_not_in_its_form_is_no_answer() -> None:
    world = World()
    draft = world.drafted()
    world.box.publish("birka", builders.RUNNER_KEY.sign(Kind.SNAPSHOT, {"dataset": "birka"}))

    with pytest.raises(NeighbourUnavailable, match="snapshot"):
        submit(world, draft)


def test_what_is_submitted_is_not_submitted_again() -> None:
    world = World()
    request = world.submitted()

    with pytest.raises(StepRefused):
        submit(world, request)

    assert world.request() == request
    assert world.ledger[-1].because == ("step-refused",)


def test_people_who_are_not_on_record_are_told_to_the_rules_without_terms_or_training() -> None:
    world = World()
    draft = world.drafted(builders.application(named_persons=("disa",)))

    submit(world, draft)

    named = world.rules.facts(Question.SUBMIT)["access_request"]["named_persons"]
    assert {one["id"]: one["terms_version"] for one in named} == {"anna": None, "bo": None, "disa": None}
