"""Visits and the diagnoses given at them, for one provider and one chunk of residents."""

from dataclasses import dataclass

import numpy as np

from spark_jobs.synthetic.arrays import NEVER, NO_DAY, Chance, Flags, Ints
from spark_jobs.synthetic.codes import ACUTE, FALLBACK
from spark_jobs.synthetic.disease import Health
from spark_jobs.synthetic.lines import NUMBER_OF, spread_out
from spark_jobs.synthetic.people import FIRST_DAY, Residents
from spark_jobs.synthetic.presence import Presence
from spark_jobs.synthetic.schemas import PROVIDERS
from spark_jobs.synthetic.staff import EMERGENCY, INPATIENT, OUTPATIENT, PER_UNIT, House

_PER_YEAR = {"norrmalm": 0.62, "sankt-brita": 0.50, "malarhojden": 0.84}
_FURTHER_DIAGNOSES = 0.30


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """One entry per visit in order of days; `forced` is the diagnosis it was made for, or NEVER; `person` a row."""

    resident: Ints
    person: Ints
    day: Ints
    second: Ints
    length: Ints
    kind: Ints
    unit: Ints
    member: Ints
    forced: Ints

    @property
    def total(self) -> int:
        return int(self.day.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnoses:
    """One entry per diagnosis: its visit, its code as an index, and whether it is the visit's first."""

    visit: Ints
    code: Ints
    primary: Flags


def draw_visits(
    chance: Chance, residents: Residents, health: Health, presence: Presence, known: Flags, house: House
) -> Visits:
    """Visits at random over the years, more for the frail and the old, and one for each disease that begins."""
    resident, days = _at_random(chance, residents, health, known, house)
    owner, onset, code = _begun(residents, health, known, PROVIDERS.index(house.name))
    everyone, when = np.r_[resident, owner], np.r_[days, onset]
    forced = np.r_[np.full(resident.size, NEVER), code]
    order = np.argsort(when, kind="stable")
    everyone, when, forced = everyone[order], when[order], forced[order]
    kind = _kinds(chance, forced, house)
    unit = _units(chance, kind, everyone, house)
    return Visits(
        resident=everyone,
        person=presence.row_on(everyone, when),
        day=when,
        second=chance.integers(7 * 3600, 20 * 3600, when.size) // 60 * 60,
        length=np.where(kind == INPATIENT, 1 + chance.geometric(0.25, when.size), 0),
        kind=kind,
        unit=unit,
        member=unit * PER_UNIT + chance.integers(0, PER_UNIT, when.size),
        forced=forced,
    )


def draw_diagnoses(chance: Chance, residents: Residents, health: Health, visits: Visits, house: House) -> Diagnoses:
    """One to a few diagnoses at each visit: what it was made for, what the person has, or something that passes."""
    counts = 1 + chance.poisson(_FURTHER_DIAGNOSES, visits.total)
    visit = spread_out(counts)
    primary = np.r_[True, visit[1:] != visit[:-1]] if visit.size else np.zeros(0, np.bool_)
    resident, days = visits.resident[visit], visits.day[visit]
    lasting = _lasting(chance, health, resident, days)
    passing = _passing(chance, residents, resident, days, hospital=house.name != "malarhojden")
    code = np.where((lasting != NEVER) & (chance.random(visit.size) < 0.55), lasting, passing)
    code = np.where(primary & (visits.forced[visit] != NEVER), visits.forced[visit], code)
    return Diagnoses(visit=visit, code=code, primary=primary)


def _at_random(chance: Chance, residents: Residents, health: Health, known: Flags, house: House) -> tuple[Ints, Ints]:
    first = np.maximum(residents.birth, FIRST_DAY + chance.integers(0, 1200, residents.total))
    span = np.where(known, (residents.last_day - first).clip(0), 0)
    age = (residents.last_day - residents.birth) / 365.25
    rate = _PER_YEAR[house.name] * (0.45 + age / 70) * np.exp(health.frailty)
    counts = chance.poisson(rate * span / 365.25 * chance.gamma(2.0, 0.5, residents.total))
    resident = spread_out(counts)
    return resident, first[resident] + (chance.random(resident.size) * span[resident]).astype(np.int64)


def _begun(residents: Residents, health: Health, known: Flags, place: int) -> tuple[Ints, Ints, Ints]:
    """The diseases that began within the records' years, the bleeds, and the return some weeks after each bleed."""
    begun = (health.onset >= FIRST_DAY) & (health.onset <= residents.last_day[:, None]) & known[:, None]
    owner, column = np.nonzero(begun)
    days, code = health.onset[owner, column], health.code[owner, column]
    bled, again = _bled(residents, health, known, place)
    return (
        np.r_[owner, bled, again],
        np.r_[days, health.bleeds_on[bled], health.bleeds_on[again] + 40],
        np.r_[code, health.bleed[bled], health.bleed[again]],
    )


def _bled(residents: Residents, health: Health, known: Flags, place: int) -> tuple[Ints, Ints]:
    """Who is seen for a bleed (at the hospital that took care of it, and some elsewhere), and who comes back for it."""
    bled = np.flatnonzero((health.bleeds_on != NO_DAY) & known)
    elsewhere = health.bled_at[bled] != place
    bled = bled[~elsewhere | (bled % 6 == 0)]
    again = bled[health.bleeds_on[bled] + 40 <= residents.last_day[bled]]
    return bled, again


def _kinds(chance: Chance, forced: Ints, house: House) -> Ints:
    if house.name == "malarhojden":
        return np.full(forced.size, OUTPATIENT, np.int64)
    share = np.where(forced != NEVER, 0.45, 0.12)
    draw = chance.random(forced.size)
    return np.where(draw < share, INPATIENT, np.where(draw < share + 0.22, EMERGENCY, OUTPATIENT))


def _units(chance: Chance, kind: Ints, resident: Ints, house: House) -> Ints:
    """Wards and clinics by chance; in primary care mostly the centre where the person is listed."""
    unit = np.zeros(kind.size, np.int64)
    for each in (INPATIENT, OUTPATIENT, EMERGENCY):
        places = house.units_of(each)
        unit = np.where(kind == each, places[chance.integers(0, places.size, kind.size)], unit)
    listed = (house.name == "malarhojden") & (chance.random(kind.size) < 0.9)
    return np.where(listed, resident * 7919 % len(house.units), unit)


def _lasting(chance: Chance, health: Health, resident: Ints, days: Ints) -> Ints:
    """One of the diseases that the person has on that day, or NEVER."""
    has = (health.onset[resident] != NO_DAY) & (health.onset[resident] <= days[:, None])
    pick = np.argmax(np.where(has, chance.random(has.shape), -1.0), axis=1)
    return np.where(has.any(axis=1), health.code[resident, pick], NEVER)


def _passing(chance: Chance, residents: Residents, resident: Ints, days: Ints, *, hospital: bool) -> Ints:
    """Something short-lived that befalls this age and sex."""
    weights = np.array([kind.hospital if hospital else kind.primary for kind in ACUTE])
    pick = chance.choice(len(ACUTE), resident.size, p=weights / weights.sum())
    age = residents.age_on(days, resident)
    fits = (age >= np.array([kind.youngest for kind in ACUTE])[pick]) & (
        age <= np.array([kind.oldest for kind in ACUTE])[pick]
    )
    fits &= residents.female[resident] | ~np.array([kind.women_only for kind in ACUTE])[pick]
    return np.where(fits, np.array([NUMBER_OF[kind.code] for kind in ACUTE])[pick], NUMBER_OF[FALLBACK])
