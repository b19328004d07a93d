"""Laws of amendments: what an approval covers on a day does not hang on who recorded what first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.domain.amendment import Amendment, Changes, EthicsRecord
from gateway.domain.case_number import CaseNumber
from gateway.domain.errors import Invalid
from gateway.domain.ethics import ApprovalOutcome, EthicsApproval
from tests.support import builders

BASE = builders.ethics_approval()
DAYS = some.dates(min_value=date(2025, 3, 3), max_value=date(2027, 12, 31))
ANY_DAY = some.dates(min_value=date(2024, 1, 1), max_value=date(2029, 12, 31))


def numbered(place: int) -> str:
    return f"2025-01234-{place + 2:02d}"


@some.composite
def amendments(draw: some.DrawFn) -> Sequence[Amendment]:
    """Up to six, each on a day of its own, each changing the approval or one of those before it."""
    days = draw(some.lists(DAYS, max_size=6, unique=True))
    found: list[Amendment] = []
    for place, day in enumerate(days):
        parents = [BASE.case_number.normal, *(one.case_number.normal for one in found)]
        found.append(
            Amendment(
                case_number=CaseNumber.parse(numbered(place)),
                amends=draw(some.sampled_from(parents)),
                outcome=draw(some.sampled_from(ApprovalOutcome)),
                decided_on=day,
                legal_force_on=draw(some.sampled_from([None, day])),
                immediate_effect=draw(some.booleans()),
                changes=Changes(
                    datasets=draw(some.sampled_from([(), ("karolinska",), ("karolinska", DATASET)])),
                    groups=draw(some.sampled_from([(), ("laboratory",), ("diagnoses",)])),
                    maximum_persons=draw(some.none() | some.integers(1, 5000)),
                    period_to=draw(some.none() | some.just(date(2026, 12, 31))),
                ),
            )
        )
    return found


DATASET = "danderyd"


def recorded(found: Sequence[Amendment], base: EthicsApproval = BASE) -> EthicsRecord:
    record = EthicsRecord(approval=base)
    for amendment in found:
        record = record.amended_by(amendment)
    return record


@given(amendments(), ANY_DAY)
def test_the_order_of_recording_changes_nothing(found: Sequence[Amendment], day: date) -> None:
    record = recorded(found)

    assert replace(record, amendments=record.amendments[::-1]).on(day) == record.on(day)


@given(amendments(), ANY_DAY)
def test_what_was_refused_or_is_not_in_force_yet_changes_nothing(found: Sequence[Amendment], day: date) -> None:
    idle = [one for one in found if one.in_force_from is None or one.in_force_from > day]
    kept = tuple(one for one in found if one not in idle)

    assert recorded(found).on(day) == EthicsRecord(approval=BASE, amendments=_still_linked(kept)).on(day)


def _still_linked(found: Sequence[Amendment]) -> tuple[Amendment, ...]:
    """Without those whose chain to the approval is broken."""
    known = {BASE.case_number.normal}
    linked = []
    for one in found:
        if one.amends in known:
            known.add(one.case_number.normal)
            linked.append(one)
    return tuple(linked)


@given(amendments(), ANY_DAY)
def test_texts_are_only_ever_added(found: Sequence[Amendment], day: date) -> None:
    today, later = recorded(found).on(day), recorded(found).on(day + timedelta(days=400))

    assert set(BASE.scope.datasets) <= set(today.scope.datasets) <= set(later.scope.datasets)
    assert set(BASE.scope.groups) <= set(today.scope.groups) <= set(later.scope.groups)


@given(amendments())
def test_the_timeline_has_every_day_once_and_says_what_the_day_says(found: Sequence[Amendment]) -> None:
    record = recorded(found)

    stretches = list(record.timeline())

    assert stretches[0].first == BASE.in_force_from
    assert stretches[-1].last is None
    for stretch, following in pairwise(stretches):
        assert stretch.last == following.first - timedelta(days=1)
        assert stretch.decisions != following.decisions
    for stretch in stretches:
        assert stretch.approval == record.on(stretch.first) == record.on(stretch.last or date(2029, 12, 31))


@given(amendments(), ANY_DAY)
def test_people_conditions_and_start_of_the_approval_stay(found: Sequence[Amendment], day: date) -> None:
    effective = recorded(found).on(day)

    assert (effective.started_on, effective.decided_on) == (BASE.started_on, BASE.decided_on)
    assert (effective.investigator, effective.case_number) == (BASE.investigator, BASE.case_number)


def amendment(number: str = numbered(0), **changes: Any) -> Amendment:
    """In force since September 2025: up to 900 persons, and nothing besides."""
    days = {"decided_on": date(2025, 9, 1), "legal_force_on": date(2025, 9, 25)}
    written = {**days, "changes": Changes(maximum_persons=900), **changes}
    return builders.amendment(case_number=CaseNumber.parse(number), **written)


def refused(record: EthicsRecord, amendment: Amendment) -> str:
    with pytest.raises(Invalid) as unfit:
        record.amended_by(amendment)
    return unfit.value.reason


def test_an_amendment_of_a_decision_that_nobody_recorded_is_refused() -> None:
    assert refused(EthicsRecord(approval=BASE), amendment(amends="2013/1850-31/1")) == "amendment-unlinked"


def test_amendments_that_change_one_another_in_a_circle_are_refused() -> None:
    first, second = amendment(numbered(0)), amendment(numbered(1), amends=numbered(0), changes=Changes())
    record = EthicsRecord(approval=BASE).amended_by(first).amended_by(second)

    assert refused(record, replace(first, amends=numbered(1))) == "amendment-loop"
    assert refused(record, replace(first, amends=numbered(0))) == "amendment-loop"


def test_an_amendment_under_the_approvals_own_number_is_refused() -> None:
    assert refused(EthicsRecord(approval=BASE), amendment(builders.CASE_NUMBER)) == "two-approvals"


def test_two_amendments_of_one_day_may_not_set_one_value_differently() -> None:
    record = EthicsRecord(approval=BASE).amended_by(amendment(numbered(0)))
    twin = amendment(numbered(1))

    assert refused(record, replace(twin, changes=Changes(maximum_persons=901))) == "amendments-overlap"
    assert record.amended_by(twin).on(date(2026, 1, 1)).maximum_persons == 900
    assert record.amended_by(replace(twin, legal_force_on=date(2025, 9, 26))).on(date(2026, 1, 1)) is not None


def test_an_amendment_after_which_the_period_would_end_before_it_begins_is_refused() -> None:
    backwards = amendment(changes=Changes(period_to=date(2014, 12, 31)))

    assert refused(EthicsRecord(approval=BASE), backwards) == "dates-order"


def test_an_amendment_of_the_same_number_corrects_what_was_recorded() -> None:
    record = (
        EthicsRecord(approval=BASE).amended_by(amendment()).amended_by(amendment(changes=Changes(maximum_persons=7)))
    )

    assert len(record.amendments) == 1
    assert record.on(date(2026, 1, 1)).maximum_persons == 7


def test_on_the_last_day_before_its_legal_force_an_amendment_changes_nothing_and_on_that_day_it_does() -> None:
    record = EthicsRecord(approval=BASE).amended_by(amendment())

    assert record.on(date(2025, 9, 24)).maximum_persons == 500
    assert record.on(date(2025, 9, 25)).maximum_persons == 900


def test_an_amendment_of_one_that_was_refused_changes_nothing() -> None:
    refused_one = amendment(numbered(0), outcome=ApprovalOutcome.REFUSED)
    record = EthicsRecord(approval=BASE).amended_by(refused_one)

    record = record.amended_by(amendment(numbered(1), amends=numbered(0)))

    assert record.on(date(2027, 1, 1)) == BASE


def test_an_approval_without_a_first_day_has_no_timeline() -> None:
    record = EthicsRecord(approval=builders.ethics_approval(legal_force_on=None, started_on=None))

    assert list(record.timeline()) == []


def test_without_an_approval_no_decision_counts_on_any_day() -> None:
    undecided = builders.project(ethics_approval=None, ethics_paper=None)

    assert undecided.decisions_on(builders.TODAY) == ()
