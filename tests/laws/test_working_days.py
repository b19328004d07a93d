"""Laws of Swedish working days and of the periods that are counted in them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.domain.deadline import Duty, Unit
from gateway.domain.working_days import (
    days_off,
    easter,
    is_working_day,
    months_after,
    working_day,
    working_days_after,
)
from tests.support import builders

DAY = timedelta(days=1)
DAYS = some.dates(min_value=date(2005, 1, 1), max_value=date(2150, 12, 31))
OFF_IN_2026 = {
    "2026-01-01 2026-01-06 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-06-06 2026-06-19 2026-06-20 2026-10-31",
    "2026-12-24 2026-12-25 2026-12-26 2026-12-31",
}
"""As the almanac has them; Easter Day and Whit Sunday are Sundays in any case."""


def test_the_days_off_of_a_year_are_those_of_the_almanac() -> None:
    printed = {date.fromisoformat(day) for line in OFF_IN_2026 for day in line.split()}

    assert days_off(2026) == printed


@pytest.mark.parametrize(
    ("year", "midsummer", "all_saints"),
    [
        (2025, date(2025, 6, 21), date(2025, 11, 1)),
        (2026, date(2026, 6, 20), date(2026, 10, 31)),
        (2027, date(2027, 6, 26), date(2027, 11, 6)),
    ],
)
def test_the_days_that_move_fall_where_the_almanac_has_them(year: int, midsummer: date, all_saints: date) -> None:
    assert {midsummer - DAY, midsummer, all_saints} < days_off(year)


@pytest.mark.parametrize(
    "printed", "1818-03-22 2008-03-23 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2038-04-25".split()
)
def test_easter_falls_where_the_almanac_has_it(printed: str) -> None:
    assert easter(int(printed[:4])) == date.fromisoformat(printed)


@given(some.integers(1583, 4000))
def test_easter_is_that_of_another_computation(year: int) -> None:
    assert easter(year) == by_gauss(year)


def by_gauss(year: int) -> date:
    """Gauss's own rule, with his two exceptions."""
    century = year // 100
    solar = (15 - (13 + 8 * century) // 25 + century - century // 4) % 30
    moon = (19 * (year % 19) + solar) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + (4 + century - century // 4) % 7) % 7
    late = (moon, sunday) == (29, 6) or ((moon, sunday) == (28, 6) and (11 * solar + 11) % 30 < 19)
    return date(year, 3, 22) + (moon + sunday - 7 * late) * DAY


@given(DAYS)
def test_a_period_never_ends_on_a_day_off_and_never_earlier_for_it(day: date) -> None:
    found = working_day(day)

    assert is_working_day(found)
    assert not any(is_working_day(day + skipped * DAY) for skipped in range((found - day).days))
    assert (found - day).days <= 6


@given(DAYS, some.integers(1, 60))
def test_so_many_working_days_lie_between(day: date, count: int) -> None:
    last = working_days_after(day, count)

    between = [day + passed * DAY for passed in range(1, (last - day).days + 1)]
    assert sum(is_working_day(one) for one in between) == count
    assert is_working_day(last)


@given(DAYS, some.integers(-120, 120))
def test_months_end_on_the_day_of_the_same_number_or_on_the_last(day: date, months: int) -> None:
    found = months_after(day, months)

    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day == day.day or (found.day < day.day and (found + DAY).day == 1)


@given(DAYS, some.sampled_from(Duty))
def test_who_begins_later_never_has_to_end_earlier(day: date, duty: Duty) -> None:
    term = builders.terms()[duty]

    assert term.due(day) <= term.due(day + DAY)
    assert term.due(day) <= term.due(day, prolonged=True)
    assert (term.due(day) < day) is (term.unit is Unit.MONTHS_BEFORE)
