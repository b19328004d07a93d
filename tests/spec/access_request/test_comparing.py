"""Asked for against approved: thing by thing, today and from then on."""

from datetime import date
from functools import cache
from typing import Any, cast

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.domain.amendment import Changes
from gateway.domain.coverage import Comparison, Coverage, State, coverage
from gateway.domain.errors import Invalid
from gateway.domain.ruling import Compared
from gateway.wiring import POLICIES
from tests.support import builders
from tests.support.builders import COORDINATOR, PROJECT, REQUEST, RESEARCHER
from tests.support.fakes import TableRules, World

TODAY = builders.TODAY


@cache
def rules() -> EmbeddedRules:
    return EmbeddedRules(POLICIES, demo=True)


def world_under_the_houses_rules(**changes: Any) -> World:
    """A draft whose rules are those that come with the house."""
    world = World(rules=cast(TableRules, rules()))
    project = world.opened()
    world.house.access_request.draft(project=project.id, application=builders.application(**changes), by=RESEARCHER)
    return world


def compared(world: World) -> dict[str, Coverage]:
    return {found.what: found for found in world.house.access_request.compare(REQUEST, by=RESEARCHER)}


def test_a_request_within_its_approval_is_covered_in_every_part() -> None:
    found = compared(world_under_the_houses_rules())

    assert {one.kind for one in found.values()} == {"column", "dataset", "period", "persons", "population"}
    assert {one.state for one in found.values()} == {State.COVERED}


def test_more_persons_than_approved_are_named_and_nothing_else_is() -> None:
    found = compared(world_under_the_houses_rules(expected_persons=501))

    assert [one.what for one in found.values() if one.state is not State.COVERED] == ["501"]


def test_what_an_amendment_to_come_covers_is_covered_from_its_first_day() -> None:
    world = world_under_the_houses_rules(expected_persons=800)
    ahead = builders.amendment(legal_force_on=date(2026, 12, 24))
    world.house.project.record_amendment(PROJECT, amendment=ahead, by=COORDINATOR)

    found = compared(world)["800"]

    assert (found.state, found.day) == (State.COVERED_FROM, date(2026, 12, 24))


def test_what_an_amendment_to_come_takes_away_is_covered_until_the_day_before() -> None:
    world = world_under_the_houses_rules(expected_persons=400)
    fewer = builders.amendment(legal_force_on=date(2026, 12, 24), changes=Changes(maximum_persons=300))
    world.house.project.record_amendment(PROJECT, amendment=fewer, by=COORDINATOR)

    found = compared(world)["400"]

    assert (found.state, found.day) == (State.COVERED_UNTIL, date(2026, 12, 23))


def test_what_was_not_covered_before_an_amendment_is_not_held_against_it_today() -> None:
    world = world_under_the_houses_rules(expected_persons=800)
    until_now = builders.amendment(changes=Changes(maximum_persons=900))  # from February
    world.house.project.record_amendment(PROJECT, amendment=until_now, by=COORDINATOR)

    found = compared(world)["800"]

    assert (found.state, found.day) == (State.COVERED, None)


def test_before_any_decision_is_in_force_what_is_written_is_compared() -> None:
    world = world_under_the_houses_rules()
    without_a_day = builders.ethics_approval(legal_force_on=None, started_on=None)
    world.house.project.record_approval(PROJECT, approval=without_a_day, by=COORDINATOR)

    assert {one.state for one in compared(world).values()} == {State.COVERED}


def test_without_an_approval_there_is_nothing_to_compare_with() -> None:
    world = World()
    project = world.house.project.open(title="Bleeding", principal="ki", by=RESEARCHER)
    world.house.access_request.draft(project=project.id, application=builders.application(), by=RESEARCHER)

    with pytest.raises(Invalid) as nothing:
        world.house.access_request.compare(REQUEST, by=RESEARCHER)

    assert nothing.value.reason == "no-approval"


def test_comparing_leaves_an_entry_and_changes_nothing() -> None:
    world = world_under_the_houses_rules()
    before = world.request()

    world.house.access_request.compare(REQUEST, by=RESEARCHER)

    assert world.request() == before
    assert world.ledger[-1].event == "access_request.read"


def thing(*, covered: bool) -> list[Compared]:
    return [Compared(kind="persons", what="400", covered=covered)]


@pytest.mark.parametrize(
    ("turns", "state", "day"),
    [
        ([True, True, True], State.COVERED, None),
        ([False, False, False], State.NOT_COVERED, None),
        ([False, True, True], State.COVERED_FROM, date(2027, 1, 1)),
        ([False, False, True], State.COVERED_FROM, date(2028, 1, 1)),
        ([True, True, False], State.COVERED_UNTIL, date(2027, 12, 31)),
        ([True, False, True], State.COVERED_UNTIL, date(2026, 12, 31)),
    ],
)
def test_over_time_a_thing_is_covered_from_or_until_a_day(turns: list[bool], state: State, day: date | None) -> None:
    days = [(date(2026, 1, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 12, 31)), (date(2028, 1, 1), None)]
    comparisons = [
        Comparison(first=first, last=last, things=thing(covered=covered))
        for (first, last), covered in zip(days, turns, strict=True)
    ]

    (found,) = coverage(comparisons, on=TODAY)

    assert (found.state, found.day) == (state, day)


def test_what_is_over_is_not_looked_at_and_what_has_not_begun_is_covered_from_its_first_day() -> None:
    over = Comparison(first=date(2025, 1, 1), last=date(2025, 12, 31), things=thing(covered=False))
    ahead = Comparison(first=date(2027, 3, 1), last=None, things=thing(covered=True))

    (found,) = coverage([over, ahead], on=TODAY)

    assert (found.state, found.day) == (State.COVERED_FROM, date(2027, 3, 1))
