"""A part may be granted with conditions: the project accepts each, on a paper, before there is a permit."""

from dataclasses import replace
from functools import cache
from typing import cast

import pytest

from catalog.model import ControllerId
from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.domain.access_request import Status
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.errors import Invalid, Refused, StepRefused
from gateway.domain.ethics import Condition
from gateway.ports.rules import Question
from gateway.wiring import POLICIES
from spark_jobs.papers.paper import Kind
from tests.support import builders
from tests.support.builders import COORDINATOR, REQUEST, RESEARCHER
from tests.support.fakes import TableRules, World, refuse

NO_LINKING = replace(builders.finding(), conditions=(Condition(id="c1", text="no linking with other registers"),))
UNMET = "D03-conditions-accepted"


@cache
def rules() -> EmbeddedRules:
    return EmbeddedRules(POLICIES, demo=True)


def accept(world: World, controller: str = "alvik", condition: str = "c1") -> DisclosureReview:
    return world.house.decision.accept(REQUEST, controller=ControllerId(controller), condition=condition, by=RESEARCHER)


def granted_with_a_condition(world: World) -> World:
    """Everybody grants, one of them with a condition."""
    world.submitted()
    world.review("alvik", NO_LINKING)
    world.review("birka")
    world.review("cedra")
    return world


def test_the_condition_stands_on_the_paper_of_the_part() -> None:
    world = granted_with_a_condition(World())

    review = world.house.decision.parts(REQUEST, by=RESEARCHER)[0].review

    assert review is not None
    assert world.paper(review.paper).body["conditions"] == [{"id": "c1", "text": "no linking with other registers"}]
    assert not review.has_accepted("c1")


def test_accepting_is_a_paper_that_follows_the_part() -> None:
    world = granted_with_a_condition(World())

    review = accept(world)

    (accepted,) = review.accepted
    paper = world.paper(accepted.paper)
    assert paper.kind is Kind.PART_ACCEPTANCE
    assert (paper.body["of"], paper.body["condition"], paper.body["by"]) == (review.paper, "c1", "anna")
    assert world.ledger[-1].event == "disclosure_review.condition_accepted"


def test_the_permit_rests_on_what_was_accepted_and_the_rules_are_told() -> None:
    world = granted_with_a_condition(World())
    accepted = accept(world).accepted[0].paper

    permit = world.house.permit.issue(REQUEST)

    assert permit is not None
    assert accepted in permit.rests_on
    told = world.rules.facts(Question.ISSUE)["permit"]["parts"]
    assert [part["conditions"] for part in told] == [
        [{"id": "c1", "text": "no linking with other registers", "accepted": True}],
        [],
        [],
    ]
    traced, _ = world.house.audit.chain(permit.id, by=builders.AUDITOR)
    assert traced.faults == ()


def test_under_the_houses_rules_a_permit_waits_until_it_is_accepted() -> None:
    world = World(rules=cast(TableRules, rules()))
    world.opened()
    world.verified()
    for actor in (RESEARCHER, replace(RESEARCHER, id="bo")):
        world.house.project.train(actor.id, on=builders.TODAY, until=builders.TODAY, by=COORDINATOR)
        world.house.project.accept_terms(version=builders.TERMS, by=actor)
    world.house.access_request.draft(project=builders.PROJECT, application=builders.application(), by=RESEARCHER)
    world.house.access_request.submit(REQUEST, by=RESEARCHER)
    for controller, finding in (("alvik", NO_LINKING), ("birka", None), ("cedra", None)):
        world.review(controller, finding)
    world.house.round()
    assert world.request().held_because == (UNMET,)

    accept(world)

    assert list(world.house.round()) == []
    assert world.request().status is Status.DECIDED


def test_a_request_that_is_held_for_another_reason_stays_held() -> None:
    world = granted_with_a_condition(World())
    world.rules.answers[Question.ISSUE] = refuse("E03-started-in-time")
    with pytest.raises(Refused):
        world.house.permit.issue(REQUEST)

    accept(world)

    assert world.request().held_because == ("E03-started-in-time",)


def test_a_condition_is_accepted_once() -> None:
    world = granted_with_a_condition(World())
    accept(world)

    with pytest.raises(StepRefused, match="accepted already"):
        accept(world)


@pytest.mark.parametrize(("controller", "condition"), [("alvik", "c2"), ("birka", "c1")])
def test_what_nobody_asked_for_is_not_accepted(controller: str, condition: str) -> None:
    world = granted_with_a_condition(World())

    with pytest.raises(Invalid) as fault:
        accept(world, controller, condition)

    assert fault.value.reason == "no-condition"


def test_a_part_that_is_not_decided_has_no_conditions() -> None:
    world = World()
    world.submitted()

    with pytest.raises(StepRefused, match="not decided"):
        accept(world)


def test_nobody_outside_the_project_accepts_for_it() -> None:
    world = granted_with_a_condition(World())
    world.rules.answers["accept-condition"] = refuse("W02-within-reach")

    with pytest.raises(Refused):
        accept(world)

    review = world.house.decision.parts(REQUEST, by=RESEARCHER)[0].review
    assert review is not None
    assert review.accepted == ()
