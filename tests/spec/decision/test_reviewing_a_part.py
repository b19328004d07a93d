"""Each controller decides on its own part of a request, once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from catalog.model import ControllerId
from gateway.domain.access_request import AccessRequest, Status
from gateway.domain.actor import HOUSE
from gateway.domain.disclosure_review import Keepable, Outcome
from gateway.domain.errors import Invalid, NeighbourUnavailable, Refused, Stale, StepRefused
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question
from spark_jobs.papers.paper import Kind
from tests.support import builders
from tests.support.builders import COORDINATOR, REFUSES, STEWARD_A, STEWARD_B
from tests.support.fakes import World, allow, refuse, silent


def test_there_is_one_part_for_each_controller_whose_rows_are_asked_for() -> None:
    world = World()
    request = world.submitted(builders.application(selection=builders.selection("birka", "alvik")))

    parts = world.house.decision.parts(request.id, by=COORDINATOR)

    assert [(part.controller, part.datasets, part.review) for part in parts] == [
        ("alvik", ("alvik",), None),
        ("birka", ("birka",), None),
    ]
    assert world.ledger[-1].event == "access_request.read"


def test_a_decision_on_a_part_is_a_paper_that_names_request_and_ruling() -> None:
    world = World()
    request = world.submitted()

    review = world.review("alvik")

    paper = world.paper(review.paper)
    assert paper.kind is Kind.PART_DECISION
    assert paper.body["access_request"] == request.paper
    assert paper.body["ruling"] == review.ruling
    assert (paper.body["controller"], paper.body["decider"], paper.body["outcome"]) == ("alvik", "alma", "granted")
    assert world.ledger[-1].papers == (review.paper, review.ruling)


def test_a_refused_part_keeps_its_reasons() -> None:
    world = World()
    world.submitted()

    review = world.review("alvik", REFUSES)

    assert review.finding.outcome is Outcome.REFUSED
    assert world.paper(review.paper).body["reasons"] == "The group is too small."
    assert world.request().status is Status.SUBMITTED


def test_the_rules_are_told_the_finding_and_whose_part_it_is() -> None:
    world = World()
    world.submitted()

    world.review("birka", REFUSES)

    facts = world.rules.facts(Question.REVIEW)
    assert facts["part"] == {"controller": "birka", "kind": "public"}
    assert facts["review"] == {
        "controller": "birka",
        "decider": "bengt",
        "in_place_of": None,
        "outcome": "refused",
        "reasons": "The group is too small.",
        "datasets": ["birka"],
        "units": 1,
        "capacity": "head_of_operations",
        "kept": [],
        "answers": [],
    }


def test_a_decision_that_somebody_stays_stands_on_its_paper_with_its_reasons() -> None:
    world = World()
    world.submitted()
    kept = builders.finding(kept=(Keepable.PROTECTED_IDENTITY, Keepable.CARE_BLOCK, Keepable.CARE_BLOCK))

    review = world.review("alvik", kept)

    assert world.paper(review.paper).body["kept"] == ["care_block", "protected_identity"]
    assert world.rules.facts(Question.REVIEW)["review"]["kept"] == ["care_block", "protected_identity"]


@pytest.mark.parametrize("reasons", ["", " \n"])
def test_whoever_keeps_somebody_says_why(reasons: str) -> None:
    world = World()
    world.submitted()

    with pytest.raises(Invalid) as fault:
        world.review("alvik", builders.finding(reasons=reasons, kept=(Keepable.PROTECTED_IDENTITY,)))

    assert (fault.value.where, fault.value.reason) == ("reasons", "empty")
    assert world.memory.nouns["reviews"] == {}


def test_a_part_is_decided_once() -> None:
    world = World()
    world.submitted()
    first = world.review("alvik")

    with pytest.raises(StepRefused, match="once"):
        world.review("alvik", REFUSES)

    assert world.memory.nouns["reviews"] == {first.id: first}


def at(status: Status) -> World:
    world = World()
    request = world.submitted()
    world.memory.nouns["access_requests"][request.id] = replace(request, status=status)
    return world


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.SUBMITTED])
def test_only_a_submitted_request_is_decided_on(status: Status) -> None:
    world = at(status)

    with pytest.raises(StepRefused, match=status):
        world.review("alvik")

    assert world.memory.nouns["reviews"] == {}


def test_a_controller_that_is_not_asked_has_no_part() -> None:
    world = World()
    world.submitted(builders.application(selection=builders.selection("alvik")))

    with pytest.raises(Invalid) as fault:
        world.review("birka")

    assert fault.value.reason == "no-such-part"


def test_who_may_decide_is_for_the_rules_to_say() -> None:
    world = World()
    world.submitted()
    world.rules.answers["review"] = refuse("W02-within-reach")

    with pytest.raises(Refused, match="W02-within-reach"):
        world.review("alvik", by=STEWARD_B)

    assert world.rules.facts(Question.ACT)["part"] == {"controller": "alvik", "kind": "public"}
    assert world.memory.nouns["reviews"] == {}


def test_a_finding_that_the_rules_refuse_leaves_only_its_ruling_and_its_entry() -> None:
    world = World()
    world.submitted()
    world.rules.answers[Question.REVIEW] = refuse("D01-part-reasoned")
    papers = set(world.memory.papers)

    with pytest.raises(Refused):
        world.review("alvik", builders.finding(Outcome.REFUSED, ""))

    assert world.memory.nouns["reviews"] == {}
    assert set(world.memory.papers) - papers == set(world.ledger[-1].papers)
    assert world.ledger[-1].because == ("D01-part-reasoned",)


def test_silent_rules_decide_no_part() -> None:
    world = World()
    world.submitted()
    world.rules.answers[Question.REVIEW] = silent

    with pytest.raises(NeighbourUnavailable):
        world.review("alvik")

    assert world.memory.nouns["reviews"] == {}
    assert world.ledger[-1].event == "neighbour.silent"


def test_of_two_parts_decided_at_the_same_moment_the_second_reads_again() -> None:
    world = World()
    world.submitted()

    def birka_decides_meanwhile(question: Question, facts: Mapping[str, Any]) -> Ruling:
        del world.rules.answers[Question.REVIEW]
        world.review("birka")
        return allow(question, facts)

    world.rules.answers[Question.REVIEW] = birka_decides_meanwhile

    with pytest.raises(Stale):
        world.review("alvik")

    assert [review.controller for review in world.memory.work().reviews.find()] == ["birka"]
    assert world.review("alvik").controller == "alvik"


def decided(world: World) -> list[str]:
    return list(world.house.permit.due())


def test_a_request_is_due_when_its_last_part_is_decided() -> None:
    world = World()
    request: AccessRequest = world.submitted()
    world.review("alvik")
    world.review("birka")
    assert decided(world) == []

    world.review("cedra", REFUSES)

    assert decided(world) == [request.id]


def test_a_decision_is_not_issued_before_the_last_part() -> None:
    world = World()
    request = world.submitted()
    world.review("alvik")

    with pytest.raises(StepRefused, match="not decided yet"):
        world.house.permit.issue(request.id, by=HOUSE)


def test_a_steward_decides_for_every_dataset_of_the_controller() -> None:
    entries = (
        builders.dataset("alvik"),
        builders.dataset("alvik-archive", controller="alvik"),
        *builders.registers(),
    )
    world = World(catalog=builders.catalog_of(*entries))
    world.submitted(builders.application(selection=builders.selection("alvik", "alvik-archive")))

    review = world.house.decision.review(
        builders.REQUEST, controller=ControllerId("alvik"), finding=builders.finding(), by=STEWARD_A
    )

    assert review.datasets == ("alvik", "alvik-archive")
