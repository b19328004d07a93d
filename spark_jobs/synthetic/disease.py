"""Who has which long-lasting disease since when, and who bleeds from stomach or bowel."""

from dataclasses import dataclass

import numpy as np

from spark_jobs.synthetic.arrays import NEVER, NO_DAY, Chance, Flags, Floats, Ints, day
from spark_jobs.synthetic.codes import BLEEDS, CHRONIC, Chronic
from spark_jobs.synthetic.lines import NUMBER_OF
from spark_jobs.synthetic.people import FIRST_DAY, LAST_DAY, Residents

_EARLIEST = day("2008-01-01")
_BLEEDS_FROM = day("2017-07-01")
_BY_NAME = {disease.name: column for column, disease in enumerate(CHRONIC)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """
    Residents down, diseases across: the day each began (NO_DAY where it did not) and the code it is given.

    `bled_at` is the place of the hospital, among all providers, that took care of the bleed.
    """

    onset: Ints
    code: Ints
    bleeds_on: Ints
    bleed: Ints
    bled_at: Ints
    frailty: Floats


def draw_health(chance: Chance, residents: Residents) -> Health:
    """Diseases by age and sex; one frailty per person makes them come together."""
    total = residents.total
    frailty = chance.normal(0.0, 0.5, total)
    latest = residents.last_day
    onset = np.full((total, len(CHRONIC)), NO_DAY, np.int64)
    code = np.full((total, len(CHRONIC)), NEVER, np.int64)
    age = (latest - residents.birth) / 365.25
    for column, disease in enumerate(CHRONIC):
        falls_ill = chance.random(total) < _risk(disease, age, residents.female) * np.exp(frailty - 0.1)
        onset[:, column] = np.where(falls_ill, _begins(chance, disease, residents), NO_DAY)
        code[:, column] = np.array([NUMBER_OF[c] for c in disease.codes])[chance.integers(0, len(disease.codes), total)]
    bled_at = (chance.random(total) < 0.4).astype(np.int64)
    bleeds_on, bleed = _bleeds(chance, residents, onset, age)
    return Health(onset=onset, code=code, bleeds_on=bleeds_on, bleed=bleed, bled_at=bled_at, frailty=frailty)


def _risk(disease: Chronic, age: Floats, female: Flags) -> Floats:
    risk: Floats = disease.peak / (1 + np.exp((disease.middle - age) / disease.steep))
    return risk * np.where(female, disease.women, 2 - disease.women)


def _begins(chance: Chance, disease: Chronic, residents: Residents) -> Ints:
    """A day between the first years of the disease's age, at the earliest 2008, and the last day of life."""
    youngest = residents.birth + int(max(disease.middle - 2.5 * disease.steep, 0.5) * 365)
    first = np.maximum(np.minimum(np.maximum(youngest, _EARLIEST), residents.last_day - 1), residents.birth)
    return first + (chance.random(residents.total) * (residents.last_day - first)).astype(np.int64)


def _bleeds(chance: Chance, residents: Residents, onset: Ints, age: Floats) -> tuple[Ints, Ints]:
    """Eight to ten in a hundred bleed once within the records' years; anticoagulation and rheumatism add to it."""
    risk = 0.012 + 0.17 / (1 + np.exp((52 - age) / 8))
    risk += 0.12 * (onset[:, _BY_NAME["atrial fibrillation"]] != NO_DAY)
    risk += 0.06 * (onset[:, _BY_NAME["rheumatoid arthritis"]] != NO_DAY)
    # Most fall into the later years, on which studies ask; who died before has bled in the last weeks.
    first = np.maximum(np.minimum(np.maximum(residents.birth, _BLEEDS_FROM), residents.last_day - 40), FIRST_DAY)
    first = np.maximum(first, residents.birth)
    span = np.minimum(residents.last_day, LAST_DAY) - first
    when = first + (chance.random(residents.total) * span).astype(np.int64)
    bleeds = chance.random(residents.total) < risk
    kinds = np.array([NUMBER_OF[code] for code in BLEEDS])
    return np.where(bleeds, when, NO_DAY), kinds[chance.integers(0, len(kinds), residents.total)]
