"""
Identity numbers of people who do not exist.

Personal and coordination numbers carry the serials 238 (women) and 239 (men), which the tax agency publishes for
tests. There is one of each for a day and a sex; who comes after that carries a number with day 00, which is nobody's.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from spark_jobs.synthetic.arrays import Chance, Flags, Ints, Texts, within_group, year_month_day

FIRST_YEAR, LAST_YEAR = 1920, 2025
_YEARS = LAST_YEAR - FIRST_YEAR + 1
_COORDINATION = 60
_SPREAD = 60_000  # 12 months, 500 serials of a sex, 10 last digits


class NumberPool:
    """Gives each birth day and sex once; keeps count over the chunks of one region."""

    def __init__(self, chance: Chance) -> None:
        keys = chance.random((2, _YEARS, 366))
        keys[:, :, 365] += 2.0  # the 366th day comes last, so that years of 365 days never meet it
        self._order = np.argsort(keys, axis=-1)
        self._taken = np.zeros(2 * _YEARS, np.int64)

    def draw(self, *, female: Flags, year: Ints) -> tuple[Ints, Ints]:
        """A birth day and a number of 12 digits for each resident, no number twice."""
        group = female.astype(np.int64) * _YEARS + (year - FIRST_YEAR)
        slot = self._taken[group] + within_group(group)
        self._taken += np.bincount(group, minlength=2 * _YEARS)
        length = 365
        beyond = slot >= length
        of_year = self._order[group // _YEARS, group % _YEARS, np.where(beyond, 0, slot)]
        birth = _new_year(year) + of_year
        numbers = personal_number(birth, female=female)
        late, late_birth = _invisible(year, slot - length, female=female)
        return np.where(beyond, late_birth, birth), np.where(beyond, late, numbers)


def personal_number(birth: Ints, *, female: Flags) -> Ints:
    """The published test number of that day and sex, with its check digit."""
    return _dated(birth, female=female, added=0)


def coordination_number(number: Ints) -> Ints:
    """The coordination number that became this personal number: day plus 60, and the check digit that follows."""
    bare = number // 10 + _COORDINATION * 1_000
    valid = number // 10_000 % 100 > 0
    return bare * 10 + np.where(valid, check_digit(bare % 10**9, width=9), number % 10)


def reserve_number(year: Ints, counter: Ints, *, female: Flags) -> Ints:
    """A reserve number in the form of Region Stockholm: 99, year, five digits (the last by sex), check digit."""
    scattered = counter * 31_337 % 50_000
    bare = (year % 100) * 100_000 + scattered * 2 + np.where(female, 0, 1)
    return (99 * 10**10 + year * 10**6) + (bare % 10**5) * 10 + check_digit(bare, width=7)


def check_digit(digits: Ints, *, width: int) -> Ints:
    """Luhn's digit for numbers of an odd width: every other digit, from the first, counts double."""
    total = np.zeros_like(digits)
    for place in range(width):
        digit = digits // 10 ** (width - 1 - place) % 10
        doubled = digit * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return -total % 10


def written(numbers: Ints, *, dashed: Flags) -> Texts:
    """The numbers as text, with a dash before the last four where asked."""
    plain = pa.array(numbers).cast(pa.string())
    parted = pc.binary_join_element_wise(
        pc.utf8_slice_codeunits(plain, 0, 8), pc.utf8_slice_codeunits(plain, 8, 12), "-"
    )
    result: Texts = pc.if_else(pa.array(dashed), parted, plain).to_numpy(zero_copy_only=False)
    return result


def _dated(birth: Ints, *, female: Flags, added: int) -> Ints:
    year, month, day = year_month_day(birth)
    bare = ((year * 100 + month) * 100 + day + added) * 1_000 + np.where(female, 238, 239)
    return bare * 10 + check_digit(bare % 10**9, width=9)


def _invisible(year: Ints, counter: Ints, *, female: Flags) -> tuple[Ints, Ints]:
    """Numbers with day 00, and a birth day in their month."""
    counter = np.clip(counter, 0, None)
    if counter.size and int(counter.max()) >= _SPREAD:
        raise ValueError("More residents of one year than there are numbers with day 00.")
    month, rest = counter % 12 + 1, counter // 12
    serial = rest % 500 * 2 + np.where(female, 0, 1)
    number = (((year * 100 + month) * 100) * 1_000 + serial) * 10 + rest // 500
    birth = (np.datetime64("1970-01", "M") + ((year - 1970) * 12 + month - 1)).astype("datetime64[D]")
    return number, birth.astype(np.int64) + counter % 28


def _new_year(year: Ints) -> Ints:
    first = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return first.astype(np.int64)
