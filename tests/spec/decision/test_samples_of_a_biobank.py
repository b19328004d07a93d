"""Rows that come from a biobank's samples leave where the controller and whoever answers for the biobank said yes."""

from dataclasses import replace

import pytest

from gateway.domain.access_request import Status
from gateway.domain.actor import Actor
from gateway.domain.audit import Event
from gateway.domain.disclosure_review import Outcome
from gateway.domain.errors import Invalid, Refused, StepRefused
from spark_jobs.papers.paper import Kind
from tests.spec.delivery.test_a_study_under_the_houses_own_rules import prepared
from tests.support import builders
from tests.support.builders import BIOBANK, COORDINATOR, DATASETS, HEAD, PERMIT, REFUSES, REQUEST, RESEARCHER
from tests.support.fakes import World
from tests.support.standing import sampled

OTHERS = replace(HEAD, id="folke", biobanks=("468",))


def parts_decided(world: World, *, refusing: tuple[str, ...] = ()) -> World:
    """By every controller."""
    for controller in DATASETS:
        world.review(controller, REFUSES if controller in refusing else None)
    return world


def asked_of_alvik_alone() -> World:
    application = builders.application(selection=builders.selection("alvik"))
    world = prepared(builders.approval_of_samples(), application, builders.catalog_with_samples())
    world.house.access_request.submit(REQUEST, by=RESEARCHER)
    return world


def test_a_permit_needs_the_controller_and_the_biobank() -> None:
    world = sampled()

    parts_decided(world)
    before = list(world.house.permit.due())
    world.decide_samples()
    permit = world.house.permit.issue(REQUEST)

    assert before == []
    assert permit is not None
    assert permit.controllers == DATASETS


def test_it_does_not_matter_who_decides_first() -> None:
    world = sampled()

    world.decide_samples()
    before = list(world.house.permit.due())
    parts_decided(world)

    assert (before, list(world.house.permit.due())) == ([], [REQUEST])


def test_without_the_biobanks_decision_the_rules_issue_nothing_and_the_decision_lets_it_go_on() -> None:
    world = parts_decided(sampled())

    with pytest.raises(Refused) as refused:
        world.house.permit.issue(REQUEST)
    held = world.request().held_because
    world.decide_samples()

    assert refused.value.because == held == ("B01-samples-granted",)
    assert world.house.permit.due() == [REQUEST]


def test_what_holds_a_request_for_another_reason_is_not_let_go_by_the_biobank() -> None:
    world = parts_decided(sampled())
    held = ("E02-approval-in-force",)
    world.memory.nouns["access_requests"][REQUEST] = replace(world.request(), held_because=held)

    world.decide_samples()

    assert world.request().held_because == held


def test_what_the_biobank_withholds_is_not_in_the_permit() -> None:
    world = parts_decided(sampled())

    world.decide_samples(REFUSES)
    permit = world.house.permit.issue(REQUEST)

    assert permit is not None
    assert permit.controllers == permit.selection.datasets() == ("birka", "cedra")


def test_where_the_biobank_withholds_everything_the_request_ends_as_refused() -> None:
    world = asked_of_alvik_alone()
    world.review("alvik")

    world.decide_samples(REFUSES)

    assert world.house.permit.issue(REQUEST) is None
    assert world.request().status is Status.REFUSED


def test_a_biobank_whose_rows_the_controller_refuses_is_not_waited_for() -> None:
    world = parts_decided(sampled(), refusing=("alvik",))

    permit = world.house.permit.issue(REQUEST)

    assert permit is not None
    assert permit.controllers == ("birka", "cedra")


def test_the_decision_is_a_paper_on_which_the_permit_rests() -> None:
    world = parts_decided(sampled())

    part = world.decide_samples()
    permit = world.house.permit.issue(REQUEST)

    assert part.decision is not None
    assert permit is not None
    paper = world.paper(part.decision.paper)
    assert paper.kind is Kind.SAMPLE_DECISION
    assert (paper.body["biobank"], paper.body["body"], paper.body["decider"]) == ("914", "Region Stockholm", HEAD.id)
    assert paper.body["access_request"] == world.request().paper
    assert paper.digest in permit.rests_on
    assert [entry.papers for entry in world.ledger if entry.event is Event.SAMPLES_DECIDED] == [
        (paper.digest, part.decision.ruling)
    ]


def test_the_chain_of_the_permit_holds_with_it() -> None:
    world = parts_decided(sampled())
    world.decide_samples()
    world.house.permit.issue(REQUEST)

    found, papers = world.house.audit.chain(PERMIT, by=RESEARCHER)

    assert found.holds
    assert Kind.SAMPLE_DECISION in {paper.kind for paper in papers}


@pytest.mark.parametrize(
    ("by", "because"),
    [
        (OTHERS, ("W02-within-reach",)),
        (replace(HEAD, biobanks=()), ("W02-within-reach",)),
        (builders.STEWARD_A, ("W01-may-act", "W02-within-reach")),
        (replace(HEAD, id="bo"), ("D02-no-conflict-of-interest",)),
    ],
)
def test_nobody_else_decides_and_nobody_in_the_project(by: Actor, because: tuple[str, ...]) -> None:
    world = sampled()

    with pytest.raises(Refused) as refused:
        world.decide_samples(by=by)

    assert refused.value.because == because
    assert world.request().samples == ()


def test_whoever_answers_for_a_biobank_decides_on_no_others_samples() -> None:
    world = sampled()

    with pytest.raises(Invalid, match="no samples"):
        world.decide_samples(biobank="468", by=replace(HEAD, biobanks=("468", "914")))


def test_samples_are_decided_on_once() -> None:
    world = sampled()
    world.decide_samples()

    with pytest.raises(StepRefused, match="made once"):
        world.decide_samples(REFUSES)


def test_a_request_that_came_back_is_not_decided_on_and_its_next_version_begins_anew() -> None:
    world = sampled()
    world.decide_samples()
    world.house.access_request.send_back(REQUEST, because="say which samples", by=COORDINATOR)

    with pytest.raises(StepRefused, match="returned"):
        world.decide_samples()

    assert world.request().samples == ()


def test_a_refusal_says_why() -> None:
    world = sampled()

    with pytest.raises(Refused) as refused:
        world.decide_samples(builders.finding(Outcome.REFUSED, " "))

    assert refused.value.because == ("D07-finding-reasoned",)


def test_an_approval_that_does_not_name_the_biobank_is_not_enough() -> None:
    world = prepared(catalog=builders.catalog_with_samples())

    with pytest.raises(Refused) as refused:
        world.house.access_request.submit(REQUEST, by=RESEARCHER)

    assert refused.value.because == ("B02-collection-approved",)


def test_an_amendment_may_add_the_biobank() -> None:
    changes = replace(builders.amendment().changes, biobanks=(BIOBANK.number,))
    project = builders.project().amended_by(
        builders.amendment(changes=changes), paper=builders.some_digest("the amendment")
    )

    approval = project.approval_on(builders.TODAY)

    assert approval is not None
    assert approval.scope.biobanks == ("914",)


def test_whoever_may_see_the_request_may_see_what_was_decided() -> None:
    world = sampled()
    world.decide_samples()

    for by in (RESEARCHER, builders.STEWARD_A, HEAD, COORDINATOR, builders.AUDITOR):
        request, (part,) = world.house.decision.samples(REQUEST, by=by)
        assert (request.id, part.biobank, part.datasets) == (REQUEST, BIOBANK, ("alvik",))
        assert part.decision is not None


def test_a_request_about_no_samples_waits_for_no_biobank() -> None:
    world = World()
    world.decided()

    _, parts = world.house.decision.samples(REQUEST, by=RESEARCHER)

    assert list(parts) == []
    assert world.house.permit.due() == [REQUEST]
