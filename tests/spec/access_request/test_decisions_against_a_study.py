"""What is decided against a study later: on record by the coordinator, and standing until it is lifted."""

from datetime import date

import pytest

from gateway.domain.case_number import CaseNumber
from gateway.domain.errors import Invalid
from gateway.domain.ethics import AgainstKind, DecisionAgainst
from gateway.ports.rules import Question
from spark_jobs.papers.paper import Kind
from tests.support.builders import COORDINATOR, PROJECT, RESEARCHER
from tests.support.fakes import World


def order(*, lifted_on: date | None = None) -> DecisionAgainst:
    """A supervision order of the appeals board."""
    return DecisionAgainst(
        case_number=CaseNumber.parse("Ö 32-2026/3.1"),
        kind=AgainstKind.SUPERVISION_ORDER,
        decided_on=date(2026, 11, 1),
        lifted_on=lifted_on,
    )


def test_a_decision_against_the_study_is_a_paper_that_follows_the_approval() -> None:
    world = World()
    approved = world.opened()

    project = world.house.project.record_decision_against(PROJECT, decision=order(), by=COORDINATOR)

    (recorded,) = project.against
    paper = world.paper(recorded.paper)
    assert paper.kind is Kind.ETHICS_DECISION_AGAINST
    assert (paper.body["follows"], paper.body["kind"]) == (approved.ethics_paper, "supervision_order")
    assert world.ledger[-1].event == "ethics_decision_against.recorded"


def test_the_rules_know_it_from_now_on() -> None:
    world = World()
    world.opened()
    world.house.project.record_decision_against(PROJECT, decision=order(), by=COORDINATOR)
    world.house.project.read(PROJECT, by=RESEARCHER)

    (told,) = world.rules.facts(Question.ACT)["ethics_approval"]["against"]

    assert (told["case_number"], told["lifted_on"]) == ("Ö 32-2026/3.1", None)


def test_that_it_was_lifted_takes_its_place() -> None:
    world = World()
    world.opened()
    world.house.project.record_decision_against(PROJECT, decision=order(), by=COORDINATOR)

    lifted = order(lifted_on=date(2026, 11, 20))
    project = world.house.project.record_decision_against(PROJECT, decision=lifted, by=COORDINATOR)

    assert project.decisions_against() == (lifted,)


def test_where_nothing_was_approved_nothing_is_decided_against_it() -> None:
    world = World()
    project = world.house.project.open(title="Bleeding", principal="ki", by=RESEARCHER)

    with pytest.raises(Invalid) as fault:
        world.house.project.record_decision_against(project.id, decision=order(), by=COORDINATOR)

    assert fault.value.reason == "no-approval"


def test_it_is_not_lifted_before_it_was_made() -> None:
    with pytest.raises(Invalid) as fault:
        order(lifted_on=date(2026, 10, 31))

    assert (fault.value.reason, fault.value.where) == ("dates-order", "decision_against/lifted_on")
