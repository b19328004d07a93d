"""
Which provider knows whom, and by which number.

A provider's person row stands for one number. Who changed number, or once came in without a known one, may stand in
two rows of the same provider: the second holds for a span of days.
"""

from dataclasses import dataclass

import numpy as np

from spark_jobs.synthetic.arrays import NEVER, NO_DAY, Chance, Flags, Ints, year_month_day
from spark_jobs.synthetic.disease import Health
from spark_jobs.synthetic.numbers import reserve_number
from spark_jobs.synthetic.people import FIRST_DAY, Residents

_SHARE = {"norrmalm": (0.58, 0.10), "sankt-brita": (0.42, 0.12), "malarhojden": (0.88, 0.0)}
_RESERVE = 0.016


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """
    One provider's person rows (`resident`, `number`), and per resident the row and the second row (NEVER: none).

    The second row holds from `other_from` to `other_until`, both days inside.
    """

    resident: Ints
    number: Ints
    row: Ints
    other_row: Ints
    other_from: Ints
    other_until: Ints

    def row_on(self, resident: Ints, days: Ints) -> Ints:
        """The person row under which each of these residents was written up on that day."""
        other = self.other_row[resident]
        inside = (other != NEVER) & (days >= self.other_from[resident]) & (days <= self.other_until[resident])
        return np.where(inside, other, self.row[resident])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """Who was once given a reserve number, where, which one and in which days (NO_DAY: nobody)."""

    provider: Ints
    number: Ints
    start: Ints


def draw_reserves(chance: Chance, residents: Residents, health: Health, *, before: int) -> Reserve:
    """Some residents came in without a known number; `before` counts the reserve numbers given out already."""
    total = residents.total
    given = (chance.random(total) < _RESERVE) & (residents.earlier == 0)
    lasts = (residents.last_day - FIRST_DAY - 200).clip(1)
    drawn = FIRST_DAY + (chance.random(total) * lasts).astype(np.int64)
    start = np.maximum(np.where(health.bleeds_on != NO_DAY, health.bleeds_on - 1, drawn), residents.birth)
    year, _, _ = year_month_day(start)
    counter = before + np.cumsum(given) - 1
    number = reserve_number(year, counter, female=residents.female)
    return Reserve(
        provider=np.where(given, chance.integers(0, 2, total), NEVER),
        number=np.where(given, number, 0),
        start=np.where(given, start, NO_DAY),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who is known to one provider, the one at `place` among all, and the reserve numbers of all."""

    place: int
    here: Flags
    reserve: Reserve


def draw_known(chance: Chance, residents: Residents, health: Health, reserve: Reserve) -> list[Known]:
    """Per provider, who is known there: several for most, at least one for all, a hospital for whoever bled."""
    lean = np.clip(health.frailty + (residents.last_day - residents.birth) / 365.25 / 100, -0.5, 1.2)
    known = [chance.random(residents.total) < share + slope * lean for share, slope in _SHARE.values()]
    known[2] |= ~(known[0] | known[1])
    bled = health.bleeds_on != NO_DAY
    known[0] |= bled & (health.bled_at == 0)
    known[1] |= bled & (health.bled_at == 1)
    return [
        Known(place=place, here=flags | (reserve.provider == place), reserve=reserve)
        for place, flags in enumerate(known)
    ]


def draw_presence(chance: Chance, residents: Residents, known: Known) -> Presence:
    """One provider's person rows, in an order that tells nothing about anyone."""
    number, other = _numbers(chance, residents, known.place)
    reserve, unknown = known.reserve, known.reserve.provider == known.place
    other_number = np.where(unknown, reserve.number, np.where(other, residents.earlier, 0))
    two = known.here & (other_number != 0)
    owner = np.r_[np.flatnonzero(known.here), np.flatnonzero(two)]
    shuffled = chance.permutation(owner.size)
    row, other_row = np.full(residents.total, NEVER, np.int64), np.full(residents.total, NEVER, np.int64)
    place_of = np.argsort(shuffled)
    row[known.here], other_row[two] = np.split(place_of, [int(known.here.sum())])
    return Presence(
        resident=owner[shuffled],
        number=np.r_[number[known.here], other_number[two]][shuffled],
        row=row,
        other_row=other_row,
        other_from=np.where(unknown, reserve.start, FIRST_DAY),
        other_until=np.where(unknown, reserve.start + 120, residents.changed_on - 1),
    )


def _numbers(chance: Chance, residents: Residents, place: int) -> tuple[Ints, Flags]:
    """The number a provider knows, and whether it knows the earlier one too; primary care mostly knows both."""
    two, draw = residents.earlier != 0, chance.random(residents.total)
    both = two & (draw < (0.5 if place == 2 else 0.25))
    only_earlier = two & ~both & (draw < 0.65)
    return np.where(only_earlier, residents.earlier, residents.number), both
