"""The same walk with the rules that come with the house: what the tables of the other chapters stand in for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import cast

import pytest

from catalog.model import Catalog
from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.domain.access_request import Application, Status
from gateway.domain.case_number import CaseNumber
from gateway.domain.delivery import Progress
from gateway.domain.errors import Refused
from gateway.domain.ethics import AgainstKind, DecisionAgainst, EthicsApproval
from gateway.wiring import POLICIES
from tests.support import builders
from tests.support.builders import (
    AUDITOR,
    COORDINATOR,
    DATASETS,
    ORDER,
    PERMIT,
    RESEARCHER,
    STEWARD_A,
    STEWARD_B,
    STRANGER,
    TERMS,
)
from tests.support.fakes import TableRules, World


@cache
def rules() -> EmbeddedRules:
    return EmbeddedRules(POLICIES, demo=True)


def prepared(
    approval: EthicsApproval | None = None, application: Application | None = None, catalog: Catalog | None = None
) -> World:
    """A draft whose people are trained and have accepted the terms."""
    world = World(rules=cast(TableRules, rules()), catalog=catalog or builders.catalog_of())
    rooms = world.house
    project = rooms.project.open(title="Bleeding", principal="ki", by=RESEARCHER)
    for actor in (RESEARCHER, replace(RESEARCHER, id="bo")):
        rooms.project.register(actor.id, name=actor.id.title(), organisation="ki", by=COORDINATOR)
        rooms.project.train(actor.id, on=date(2026, 1, 12), until=date(2028, 1, 11), by=COORDINATOR)
        rooms.project.accept_terms(version=TERMS, by=actor)
    rooms.project.record_approval(project.id, approval=approval or builders.ethics_approval(), by=RESEARCHER)
    world.verified()
    world.memory.documents[builders.some_digest("the decision's document")] = b"the decision's document"
    rooms.access_request.draft(project=project.id, application=application or builders.application(), by=RESEARCHER)
    return world


def decided(*, refusing: Sequence[str] = ()) -> World:
    world = prepared()
    world.house.access_request.submit(builders.REQUEST, by=RESEARCHER)
    for controller in DATASETS:
        world.review(controller, builders.REFUSES if controller in refusing else None)
    return world


def test_a_study_walks_from_its_draft_to_its_receipt() -> None:
    world = decided(refusing=["birka"])

    troubles = [*world.house.round()]
    world.answer(world.extract())
    troubles += world.house.round()
    world.confirm(world.extract())
    troubles += world.house.round()

    assert troubles == []
    assert world.extract().progress is Progress.DELIVERED
    assert world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)
    assert world.house.extraction.attrition(ORDER, by=STEWARD_A).delivered_persons == 385
    assert world.house.audit.verify(by=AUDITOR).faults == ()
    assert world.house.audit.chain(PERMIT, by=AUDITOR)[0].holds


def test_an_approval_that_lapsed_is_named_and_leaves_only_its_entry() -> None:
    lapsed = builders.ethics_approval(
        decided_on=date(2023, 3, 3), legal_force_on=date(2023, 3, 28), started_on=date(2025, 6, 1)
    )
    world = prepared(lapsed)

    with pytest.raises(Refused, match="E03-started-in-time"):
        world.house.access_request.submit(builders.REQUEST, by=RESEARCHER)

    assert world.request().status is Status.DRAFT
    assert "E03-started-in-time" in world.ledger[-1].because


def test_more_persons_than_approved_are_refused() -> None:
    world = prepared(application=builders.application(expected_persons=501))

    with pytest.raises(Refused, match="E07-cohort-within-approval"):
        world.house.access_request.submit(builders.REQUEST, by=RESEARCHER)


def test_a_column_that_the_approval_does_not_cover_is_refused() -> None:
    scope = replace(builders.ethics_approval().scope, groups=("demographics",))
    world = prepared(builders.ethics_approval(scope=scope))

    with pytest.raises(Refused, match="E06-within-approved-scope"):
        world.house.access_request.submit(builders.REQUEST, by=RESEARCHER)


def test_only_that_controllers_steward_decides_its_part() -> None:
    world = prepared()
    world.house.access_request.submit(builders.REQUEST, by=RESEARCHER)

    with pytest.raises(Refused, match="W02-within-reach"):
        world.review("alvik", by=STEWARD_B)

    assert world.memory.nouns["reviews"] == {}


def test_nobody_in_the_project_decides_a_part_of_it() -> None:
    world = prepared(application=builders.application(named_persons=(STEWARD_A.id,)))
    world.house.project.register(STEWARD_A.id, name="Alma", organisation="alvik", by=COORDINATOR)
    world.house.project.train(STEWARD_A.id, on=date(2026, 1, 1), until=date(2028, 1, 1), by=COORDINATOR)
    request = world.request()
    world.memory.nouns["access_requests"][request.id] = replace(
        request, status=Status.SUBMITTED, paper=builders.some_digest("the request")
    )

    with pytest.raises(Refused, match="D02-no-conflict-of-interest"):
        world.review("alvik", by=STEWARD_A)


def test_where_nobody_granted_the_request_ends_as_refused() -> None:
    world = decided(refusing=DATASETS)

    troubles = list(world.house.round())

    assert troubles == []
    assert world.request().status is Status.REFUSED
    assert world.memory.nouns["permits"] == {}


def test_more_persons_counted_than_approved_are_not_delivered() -> None:
    world = decided()
    world.house.round()
    world.answer(world.extract(), cohort_persons=516, delivered_persons=501)

    world.house.round()

    assert world.extract().progress is Progress.EXTRACTED
    assert "E07-cohort-within-approval" in world.extract().held_because


def test_a_stranger_sees_no_request_and_a_researcher_no_count_by_reason() -> None:
    world = decided()
    world.house.round()
    world.answer(world.extract())
    world.house.round()

    assert list(world.house.access_request.list(after=None, limit=9, by=STRANGER)) == []
    with pytest.raises(Refused, match="W01-may-act"):
        world.house.extraction.attrition(ORDER, by=RESEARCHER)


def test_an_order_against_the_study_closes_its_workspace_until_it_is_lifted() -> None:
    world = delivered()
    standing = DecisionAgainst(
        case_number=CaseNumber.parse("Ö 32-2026/3.1"),
        kind=AgainstKind.SUPERVISION_ORDER,
        decided_on=date(2026, 11, 20),
    )
    world.house.project.record_decision_against(builders.PROJECT, decision=standing, by=COORDINATOR)

    with pytest.raises(Refused, match="E10-nothing-against"):
        world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)

    lifted = replace(standing, lifted_on=builders.TODAY)
    world.house.project.record_decision_against(builders.PROJECT, decision=lifted, by=COORDINATOR)
    assert world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)


def test_an_approval_that_turns_out_to_have_lapsed_closes_the_workspace() -> None:
    world = delivered()
    too_late = builders.ethics_approval(
        decided_on=date(2023, 3, 3), legal_force_on=date(2023, 3, 28), started_on=date(2025, 6, 1)
    )
    world.house.project.record_approval(builders.PROJECT, approval=too_late, by=COORDINATOR)

    with pytest.raises(Refused, match="E03-started-in-time"):
        world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER)


def test_a_researcher_does_not_lift_what_was_decided_against_the_study() -> None:
    world = delivered()
    lifted = DecisionAgainst(
        case_number=CaseNumber.parse("Ö 32-2026/3.1"),
        kind=AgainstKind.REVOKED,
        decided_on=date(2026, 11, 20),
        lifted_on=date(2026, 11, 21),
    )

    with pytest.raises(Refused, match="W01-may-act"):
        world.house.project.record_decision_against(builders.PROJECT, decision=lifted, by=RESEARCHER)


def delivered() -> World:
    """Delivered into its workspace."""
    world = decided()
    troubles = [*world.house.round()]
    world.answer(world.extract())
    troubles += world.house.round()
    world.confirm(world.extract())
    troubles += world.house.round()
    assert troubles == []
    return world
