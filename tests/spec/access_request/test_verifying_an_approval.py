"""An approval is held against the decision itself by somebody outside the project; a correction makes that void."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import cast

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.domain.access_request import Status
from gateway.domain.actor import Actor
from gateway.domain.amendment import Changes
from gateway.domain.errors import Invalid, Refused
from gateway.domain.ethics import Condition, Document
from gateway.ports.rules import Question
from gateway.wiring import POLICIES
from spark_jobs.papers.paper import Digest, Kind
from tests.support import builders
from tests.support.builders import CASE_NUMBER, COORDINATOR, DATASETS, PROJECT, REQUEST, RESEARCHER, STEWARD_A
from tests.support.fakes import TableRules, World, refuse

VERIFIED = "E11-approval-verified"
LETTER = builders.some_digest("the decision's document")


@cache
def rules() -> EmbeddedRules:
    return EmbeddedRules(POLICIES, demo=True)


def decided(*, verified: bool) -> World:
    """Submitted under the house's own rules, and granted by everybody."""
    world = World(rules=cast(TableRules, rules()))
    world.opened()
    for actor in (RESEARCHER, replace(RESEARCHER, id="bo")):
        world.house.project.train(actor.id, on=builders.TODAY, until=builders.TODAY, by=COORDINATOR)
        world.house.project.accept_terms(version=builders.TERMS, by=actor)
    if verified:
        world.verified()
    world.house.access_request.draft(project=PROJECT, application=builders.application(), by=RESEARCHER)
    world.house.access_request.submit(REQUEST, by=RESEARCHER)
    for dataset in DATASETS:
        world.review(dataset)
    return world


def test_a_verification_is_a_paper_that_names_the_record_and_the_document() -> None:
    world = World()
    project = world.opened()

    verification = world.verified(by=STEWARD_A)

    paper = world.paper(verification.paper)
    assert paper.kind is Kind.ETHICS_VERIFICATION
    assert (paper.body["of"], paper.body["document"]) == (project.ethics_paper, LETTER)
    assert (verification.by, verification.on) == ("alma", builders.TODAY)
    assert world.ledger[-1].event == "ethics_approval.verified"


def test_the_rules_are_told_who_verified_which_paper() -> None:
    world = World()
    project = world.opened()
    world.verified()
    world.house.project.read(PROJECT, by=RESEARCHER)

    (told,) = world.rules.facts(Question.ACT)["ethics_approval"]["decisions"]

    assert told == {
        "case_number": CASE_NUMBER,
        "paper": project.ethics_paper,
        "documents": [LETTER],
        "verification": {"of": project.ethics_paper, "document": LETTER, "by": "klara", "on": "2026-11-22"},
    }


def test_a_correction_makes_it_void() -> None:
    world = World()
    world.opened()
    world.verified()

    corrected = builders.ethics_approval(maximum_persons=900)
    project = world.house.project.record_approval(PROJECT, approval=corrected, by=RESEARCHER)

    assert [decision.verification for decision in project.decisions()] == [None]
    assert project.attested_on(builders.TODAY) == ()


def test_only_decisions_in_force_are_told() -> None:
    world = World()
    world.opened()
    later = builders.amendment(legal_force_on=date(2026, 11, 23), changes=Changes(maximum_persons=900))

    project = world.house.project.record_amendment(PROJECT, amendment=later, by=RESEARCHER)

    assert [decision.case_number for decision in project.decisions_on(builders.TODAY)] == [CASE_NUMBER]
    tomorrow = project.decisions_on(date(2026, 11, 23))
    assert [decision.case_number for decision in tomorrow] == [CASE_NUMBER, f"{CASE_NUMBER}-02"]


@pytest.mark.parametrize(
    ("case_number", "document", "reason"),
    [("2024-99999", LETTER, "no-decision"), (CASE_NUMBER, builders.some_digest("another letter"), "no-document")],
)
def test_what_is_not_on_record_is_not_verified(case_number: str, document: Digest, reason: str) -> None:
    world = World()
    world.opened()

    with pytest.raises(Invalid) as fault:
        world.house.project.verify_approval(PROJECT, case_number=case_number, document=document, by=COORDINATOR)

    assert fault.value.reason == reason
    assert world.ledger[-1].because == (reason,)


def test_where_nothing_is_approved_nothing_is_verified() -> None:
    world = World()
    world.house.project.open(title="Bleeding", principal="ki", by=RESEARCHER)

    with pytest.raises(Invalid) as fault:
        world.verified()

    assert fault.value.reason == "no-approval"


@pytest.mark.parametrize("by", [RESEARCHER, replace(COORDINATOR, id="anna")])
def test_nobody_in_the_project_verifies_it(by: Actor) -> None:
    world = World(rules=cast(TableRules, rules()))
    world.opened()

    with pytest.raises(Refused, match="D02-no-conflict-of-interest"):
        world.verified(by=by)


def test_an_approval_that_nobody_verified_is_a_warning_when_a_request_is_submitted() -> None:
    world = decided(verified=False)

    assert world.request().warnings == (VERIFIED,)
    ruled = world.paper(world.request().ruling)
    assert (ruled.body["allows"], ruled.body["warnings"]) == (True, [VERIFIED])


def test_it_carries_no_permit_until_somebody_has_verified_it() -> None:
    world = decided(verified=False)
    world.house.round()
    assert world.request().held_because == (VERIFIED,)

    verification = world.verified()

    assert list(world.house.round()) == []
    assert world.request().status is Status.DECIDED
    (permit,) = world.memory.nouns["permits"].values()
    assert verification.paper in permit.rests_on


def test_what_is_held_for_another_reason_stays_held() -> None:
    world = World()
    world.decided()
    world.rules.answers[Question.ISSUE] = refuse("E03-started-in-time")
    with pytest.raises(Refused):
        world.house.permit.issue(REQUEST)

    world.verified()

    assert world.request().held_because == ("E03-started-in-time",)


def test_an_amendment_in_force_is_verified_itself() -> None:
    world = World(rules=cast(TableRules, rules()))
    world.opened()
    world.verified()
    letter = Document(title="Ändring", digest=builders.some_digest("the amendment's document"))
    amendment = builders.amendment(documents=(letter,))
    world.house.project.record_amendment(PROJECT, amendment=amendment, by=RESEARCHER)
    world.house.access_request.draft(project=PROJECT, application=builders.application(), by=RESEARCHER)

    assert VERIFIED in world.house.access_request.check(REQUEST, by=RESEARCHER).warnings
    world.house.project.verify_approval(
        PROJECT, case_number=f"{CASE_NUMBER}-02", document=Digest(letter.digest), by=COORDINATOR
    )
    assert VERIFIED not in world.house.access_request.check(REQUEST, by=RESEARCHER).warnings


def conditioned() -> World:
    """Under the house's own rules, an approval with a condition."""
    world = World(rules=cast(TableRules, rules()))
    approval = builders.ethics_approval(conditions=(Condition(id="c1", text="ask again after a year"),))
    world.opened(approval)
    world.house.access_request.draft(project=PROJECT, application=builders.application(), by=RESEARCHER)
    return world


def test_a_condition_is_acknowledged_by_the_project_on_a_paper() -> None:
    world = conditioned()
    assert "E08-conditions-acknowledged" in world.house.access_request.check(REQUEST, by=RESEARCHER).missing

    project = world.house.project.acknowledge(PROJECT, case_number=CASE_NUMBER, condition="c1", by=RESEARCHER)

    assert "E08-conditions-acknowledged" in world.house.access_request.check(REQUEST, by=RESEARCHER).grounds
    paper = world.paper(project.acknowledgements[0].paper)
    assert paper.kind is Kind.ETHICS_ACKNOWLEDGEMENT
    assert (paper.body["of"], paper.body["condition"], paper.body["by"]) == (project.ethics_paper, "c1", "anna")
    assert "ethics_condition.acknowledged" in world.memory.events()
    assert project.attested_on(builders.TODAY) == (paper.digest,)


def test_a_correction_asks_for_it_anew() -> None:
    world = conditioned()
    world.house.project.acknowledge(PROJECT, case_number=CASE_NUMBER, condition="c1", by=RESEARCHER)

    corrected = builders.ethics_approval(conditions=(Condition(id="c1", text="ask again after a month"),))
    world.house.project.record_approval(PROJECT, approval=corrected, by=RESEARCHER)

    assert "E08-conditions-acknowledged" in world.house.access_request.check(REQUEST, by=RESEARCHER).missing


def test_a_condition_that_the_decision_does_not_have_is_not_acknowledged() -> None:
    world = conditioned()

    with pytest.raises(Invalid) as fault:
        world.house.project.acknowledge(PROJECT, case_number=CASE_NUMBER, condition="c2", by=RESEARCHER)

    assert fault.value.reason == "no-condition"


def test_nobody_outside_the_project_takes_a_condition_upon_it() -> None:
    with pytest.raises(Refused, match="W01-may-act"):
        conditioned().house.project.acknowledge(PROJECT, case_number=CASE_NUMBER, condition="c1", by=COORDINATOR)


def test_the_chain_tells_who_verified_and_who_acknowledged() -> None:
    world = World()
    world.opened(builders.ethics_approval(conditions=(Condition(id="c1", text="no minors"),)))
    world.verified()
    world.house.project.acknowledge(PROJECT, case_number=CASE_NUMBER, condition="c1", by=RESEARCHER)
    world.house.access_request.draft(project=PROJECT, application=builders.application(), by=RESEARCHER)
    world.house.access_request.submit(REQUEST, by=RESEARCHER)
    for dataset in DATASETS:
        world.review(dataset)
    world.house.permit.issue(REQUEST)

    traced, _ = world.house.audit.chain(builders.PERMIT, by=builders.AUDITOR)

    assert traced.faults == ()
    kinds = {link.paper.kind for link in traced.links}
    assert {Kind.ETHICS_VERIFICATION, Kind.ETHICS_ACKNOWLEDGEMENT} <= kinds
