"""Under the house's own rules: the day's edge, the leap day, a second approval, and fields that nobody knows."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import cast

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.domain.case_number import CaseNumber
from gateway.domain.errors import StepRefused
from gateway.domain.ethics import EthicsApproval
from gateway.ports.rules import Question
from gateway.wiring import POLICIES
from tests.policy.cases import valid
from tests.spec.api.calling import Caller, decision, written
from tests.support import builders
from tests.support.builders import COORDINATOR, PROJECT, REQUEST, RESEARCHER
from tests.support.fakes import FakeClock, TableRules, World

IN_FORCE, STARTED = "E02-approval-in-force", "E03-started-in-time"


@cache
def rules() -> EmbeddedRules:
    return EmbeddedRules(POLICIES, demo=True)


def missing(approval: EthicsApproval, *, at: datetime) -> frozenset[str]:
    """What the rules miss when that request is checked at that moment."""
    world = World(rules=cast(TableRules, rules()), clock=FakeClock(at=at))
    world.opened(approval)
    world.house.access_request.draft(project=PROJECT, application=builders.application(), by=RESEARCHER)
    return world.house.access_request.check(REQUEST, by=RESEARCHER).missing & {IN_FORCE, STARTED}


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (datetime(2026, 11, 22, 22, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 0, 0, tzinfo=UTC), True),
    ],
)
def test_the_day_begins_at_midnight_in_sweden_and_nowhere_else(at: datetime, found: bool) -> None:
    tomorrow = builders.ethics_approval(legal_force_on=date(2026, 11, 23), started_on=None)

    assert (IN_FORCE not in missing(tomorrow, at=at)) is found


@pytest.mark.parametrize(("started_on", "found"), [(date(2026, 2, 28), True), (date(2026, 3, 1), False)])
def test_two_years_from_a_leap_day_end_on_the_last_of_february(started_on: date, found: bool) -> None:
    approval = builders.ethics_approval(
        decided_on=date(2024, 2, 1), legal_force_on=date(2024, 2, 29), started_on=started_on
    )

    assert (STARTED not in missing(approval, at=builders.NOW)) is found


def test_a_study_has_one_approval_and_a_second_one_carries_nothing_that_was_asked_under_the_first() -> None:
    world = World()
    world.decided()
    second = builders.ethics_approval(case_number=CaseNumber.parse("2025-09999"))
    project = world.house.project.record_approval(PROJECT, approval=second, by=COORDINATOR)

    with pytest.raises(StepRefused):
        world.house.permit.issue(REQUEST)

    assert [decided.case_number for decided in project.decisions()] == ["2025-09999"]
    assert world.memory.nouns["permits"] == {}


@pytest.mark.parametrize("question", Question)
def test_a_field_that_nobody_knows_is_no_ground(question: Question) -> None:
    facts = valid(question)
    overriding = {"allow": True, "grounds": sorted(rules().ask(question, facts).required_grounds)}

    ruling = rules().ask(question, {"today": facts["today"], **overriding})

    assert not ruling.allows
    assert ruling.grounds == frozenset()


@pytest.mark.parametrize(
    "where", ["ethics_approval", "ethics_approval/scope", "access_request", "access_request/applicant"]
)
def test_a_field_that_nobody_knows_is_told_with_its_place_and_nothing_is_written(where: str) -> None:
    call = Caller()
    project = call.post("/projects", {"title": "Bleeding", "principal": "ki"}).json()["id"]
    paper, _, inside = where.partition("/")
    body = decision() if paper == "ethics_approval" else {**written(), "project": project}
    (body[inside] if inside else body)["approved_by_anna"] = True

    path = f"/projects/{project}/ethics-approval"
    answer = call.put(path, body) if paper == "ethics_approval" else call.post("/access-requests", body)

    assert answer.status_code == 422
    assert "approved_by_anna" in answer.text
    assert call.get(f"/projects/{project}").json()["ethics_approval"] is None
    assert call.get("/access-requests").json()["items"] == []


def test_somebody_of_whom_nothing_is_on_record_is_not_trained() -> None:
    world = World(rules=cast(TableRules, rules()))
    world.opened()
    stranger = replace(builders.application(), named_persons=("anna", "nobody"))
    world.house.access_request.draft(project=PROJECT, application=stranger, by=RESEARCHER)

    assert "T02-people-trained" in world.house.access_request.check(REQUEST, by=RESEARCHER).missing
