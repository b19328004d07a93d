"""
Swedish working days, and periods counted in days, working days and months.

A period is counted from a day that is not itself in it, and its last day is inside. Counted in months it ends on the
day of the same number, or on the month's last (lag (1930:173) 1 §; regulation (EEC, Euratom) 1182/71 art. 3). A last
day that is none to work on gives way to the next that is (2 § of the same act; art. 3(4)).
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the computus of Meeus, Jones and Butcher."""
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 100 % 4) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def days_off(year: int) -> frozenset[date]:
    """
    The holidays that no Sunday is needed for (lag (1989:253)), and the three eves that count as such (1930:173, 2 §).

    The list is that of 2005 and later.
    """
    sunday, midsummer = easter(year), _saturday(date(year, 6, 20))
    fixed = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
    return frozenset(
        {
            *(date(year, month, day) for month, day in fixed),
            *(sunday + days * DAY for days in (-2, 1, 39)),  # Good Friday, Easter Monday, Ascension Day
            midsummer - DAY,
            midsummer,
            _saturday(date(year, 10, 31)),  # All Saints' Day
        }
    )


def is_working_day(day: date) -> bool:
    """Neither Saturday, Sunday, a holiday, nor one of the three eves."""
    return day.weekday() < SATURDAY and day not in days_off(day.year)


def working_day(day: date) -> date:
    """That day, or the next that is one to work on."""
    while not is_working_day(day):
        day += DAY
    return day


def working_days_after(day: date, count: int) -> date:
    """The last of so many working days after that day."""
    for _ in range(count):
        day = working_day(day + DAY)
    return day


def months_after(day: date, months: int) -> date:
    """The day of the same number so many months later (earlier, below 0), or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _saturday(first: date) -> date:
    """The first Saturday from that day on."""
    return first + (SATURDAY - first.weekday()) % 7 * DAY
