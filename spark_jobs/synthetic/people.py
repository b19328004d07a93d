"""The residents of one chunk: birth, death, sex, numbers, names and addresses."""

from dataclasses import dataclass

import numpy as np

from spark_jobs.synthetic import names
from spark_jobs.synthetic.arrays import NO_DAY, Chance, Flags, Floats, Ints, Texts, day
from spark_jobs.synthetic.numbers import LAST_YEAR, NumberPool, coordination_number

FIRST_DAY, LAST_DAY = day("2015-01-01"), day("2025-12-31")
"""The years that the region's records cover."""

# Shares of five-year bands of age, from 0, at the end of the last year: much like Sweden's, with more of the old.
_BANDS = (4.4, 5.0, 5.4, 5.4, 5.0, 5.5, 6.2, 6.0, 5.6, 5.7, 6.0, 6.4, 6.3, 6.1, 6.1, 6.2, 4.8, 2.6, 1.0, 0.3, 0.06)
_TWO_NUMBERS = 0.016
_FROM_ELSEWHERE = 0.2
_DOUBLE_NAME = 0.07


@dataclass(frozen=True, slots=True, kw_only=True)
class Residents:
    """One entry per resident in every array; `earlier` is the coordination number that came first, or 0."""

    number: Ints
    earlier: Ints
    changed_on: Ints
    female: Flags
    birth: Ints
    death: Ints
    given: Texts
    family: Texts
    street: Texts
    postcode: Texts
    city: Texts
    phone: Texts
    email: Texts

    @property
    def total(self) -> int:
        return int(self.number.size)

    @property
    def last_day(self) -> Ints:
        """The day of death, or the last day of the records."""
        return np.where(self.death == NO_DAY, LAST_DAY, self.death)

    def age_on(self, days: Ints, of: Ints) -> Floats:
        """Age in years of these residents on these days."""
        return (days - self.birth[of]) / 365.25


def draw_residents(chance: Chance, pool: NumberPool, *, total: int) -> Residents:
    """Residents of plausible ages; some died within the records' years; some came with a coordination number."""
    female = chance.random(total) < 0.502
    birth, number = pool.draw(female=female, year=LAST_YEAR - _ages(chance, total))
    death = _deaths(chance, birth)
    two = (chance.random(total) < _TWO_NUMBERS) & (birth < FIRST_DAY) & (death == NO_DAY)
    elsewhere = two | (chance.random(total) < _FROM_ELSEWHERE)
    given, family = _given(chance, female, elsewhere), _family(chance, elsewhere)
    town = chance.integers(0, len(names.TOWNS), total)
    return Residents(
        number=number,
        earlier=np.where(two, coordination_number(number), 0),
        changed_on=np.where(two, chance.integers(day("2017-01-01"), day("2024-06-30"), total), NO_DAY),
        female=female,
        birth=birth,
        death=death,
        given=given,
        family=family,
        street=_pick(chance, names.STREETS, total) + " " + _numbered(chance, total),
        postcode=_postcodes(chance, town),
        city=np.array([name for name, _ in names.TOWNS], object)[town],
        phone=_pick(chance, names.PHONES, total),
        email=_mail(chance, given, family),
    )


def _ages(chance: Chance, total: int) -> Ints:
    shares = np.array(_BANDS) / sum(_BANDS)
    return chance.choice(len(_BANDS), total, p=shares) * 5 + chance.integers(0, 5, total)


def _deaths(chance: Chance, birth: Ints) -> Ints:
    """A year of death by a risk that grows with age; NO_DAY for the living."""
    death = np.full(birth.size, NO_DAY, np.int64)
    for year in range(2015, LAST_YEAR + 1):
        first = day(f"{year}-01-01")
        risk = np.minimum(np.exp(-10.9 + 0.098 * (first - birth) / 365.25), 0.5)
        dies = (death == NO_DAY) & (birth < first) & (chance.random(birth.size) < risk)
        death = np.where(dies, first + chance.integers(0, 365, birth.size), death)
    return death


def _given(chance: Chance, female: Flags, elsewhere: Flags) -> Texts:
    total = female.size
    here = np.where(female, _pick(chance, names.WOMEN, total), _pick(chance, names.MEN, total))
    second = np.where(female, _pick(chance, names.WOMEN, total), _pick(chance, names.MEN, total))
    women, men = names.WOMEN_FROM_ELSEWHERE, names.MEN_FROM_ELSEWHERE
    far = np.where(female, _pick(chance, women, total), _pick(chance, men, total))
    single: Texts = np.where(elsewhere, far, here)
    double = (chance.random(total) < _DOUBLE_NAME) & ~elsewhere & (here != second)
    joined = here + chance.choice(np.array(["-", " "], object), total) + second
    result: Texts = np.where(double, joined, single)
    return result


def _family(chance: Chance, elsewhere: Flags) -> Texts:
    total = elsewhere.size
    far, noble = _pick(chance, names.FAMILIES_FROM_ELSEWHERE, total), _pick(chance, names.NOBLE_FAMILIES, total)
    here = np.where(chance.random(total) < 0.01, noble, _pick(chance, names.FAMILIES, total))
    result: Texts = np.where(elsewhere, far, here)
    return result


def _pick(chance: Chance, vocabulary: tuple[str, ...] | list[str], total: int) -> Texts:
    return np.array(vocabulary, object)[chance.integers(0, len(vocabulary), total)]


def _numbered(chance: Chance, total: int) -> Texts:
    numbers = chance.integers(1, 90, total).astype(str).astype(object)
    endings = np.array(["", "", "", "", " A", " B", " lgh 1102", " lgh 1301", "C"], object)
    result: Texts = numbers + endings[chance.integers(0, len(endings), total)]
    return result


def _postcodes(chance: Chance, town: Ints) -> Texts:
    areas = np.array([str(area) for _, area in names.TOWNS], object)
    result: Texts = areas[town] + " " + chance.integers(10, 99, town.size).astype(str).astype(object)
    return result


_PLAIN = str.maketrans("åäöéşçğıžćčüíáâè", "aaoescgizccuiaae", " '")


def _mail(chance: Chance, given: Texts, family: Texts) -> Texts:
    tail = chance.integers(1, 100, given.size)
    domains = chance.integers(0, len(names.MAIL_DOMAINS), given.size)
    addresses = [
        f"{first}.{last}{number}@{names.MAIL_DOMAINS[domain]}".lower().translate(_PLAIN)
        for first, last, number, domain in zip(given, family, tail, domains, strict=True)
    ]
    return np.array(addresses, object)
