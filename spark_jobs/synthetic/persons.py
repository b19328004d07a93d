"""A provider's persons, their visits, how long they were followed, and who has died, as OMOP columns."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from spark_jobs.synthetic.arrays import (
    NO_DAY,
    Chance,
    dates,
    integers,
    moments,
    rows_of,
    same,
    texts,
    words,
    year_month_day,
)
from spark_jobs.synthetic.chapter import RECORD, Chapter
from spark_jobs.synthetic.disorder import ends, lost
from spark_jobs.synthetic.numbers import written
from spark_jobs.synthetic.staff import PER_UNIT

_DASHED = {"norrmalm": 0.15, "sankt-brita": 0.9, "malarhojden": 0.5}
_CAUSES = ("I219", "I509", "C349", "J189", "F009", "I639", "A419", "R999")


def persons(chance: Chance, chapter: Chapter) -> Mapping[str, Any]:
    """The table `person`."""
    residents, presence, house = chapter.residents, chapter.presence, chapter.house
    resident, total = presence.resident, presence.resident.size
    birth = residents.birth[resident]
    year, month, day = year_month_day(birth)
    unsure, no_sex = lost(chance, total, "birth"), lost(chance, total, "sex")
    female, unit = residents.female[resident], chance.integers(0, len(house.units), total)
    member = unit * PER_UNIT + chance.integers(0, PER_UNIT, total)
    number = written(presence.number, dashed=chance.random(total) < _DASHED[house.name])
    return {
        "person_id": chapter.ids(chapter.first_person, total),
        "gender_concept_id": integers(np.where(no_sex, 0, np.where(female, 8532, 8507))),
        "year_of_birth": integers(year),
        "month_of_birth": integers(month, unsure),
        "day_of_birth": integers(day, unsure),
        "birth_datetime": moments(birth, np.zeros(total, np.int64), unsure),
        "race_concept_id": same(0, total),
        "ethnicity_concept_id": same(0, total),
        "provider_id": integers(member + 1, lost(chance, total, "provider")),
        "care_site_id": integers(unit + 1, lost(chance, total, "provider")),
        "person_source_value": texts(number, lost(chance, total, "number")),
        "gender_source_value": words(("M", "K"), np.where(female, 1, 0), no_sex),
    }


def visit_columns(chance: Chance, chapter: Chapter) -> Mapping[str, Any]:
    """The table `visit_occurrence`."""
    visits, total = chapter.visits, chapter.visits.total
    last = ends(chance, visits.day, visits.length)
    later = np.where(visits.length > 0, visits.second, visits.second + 1_800)
    unkept, year = lost(chance, total, "moment"), year_month_day(visits.day)[0]
    contacts = zip(year.tolist(), range(chapter.first_visit, chapter.first_visit + total), strict=True)
    return {
        "visit_occurrence_id": chapter.ids(chapter.first_visit, total),
        "person_id": chapter.persons(rows_of(total)),
        "visit_concept_id": integers(visits.kind),
        "visit_start_date": dates(visits.day),
        "visit_start_datetime": moments(visits.day, visits.second, unkept),
        "visit_end_date": dates(last),
        "visit_end_datetime": moments(last, later, unkept),
        "visit_type_concept_id": same(RECORD, total),
        "provider_id": chapter.staff(chance, rows_of(total)),
        "care_site_id": integers(visits.unit + 1),
        "visit_source_value": texts([f"{year}-{contact:08d}" for year, contact in contacts]),
    }


def observation_periods(chapter: Chapter, *, first: int) -> Mapping[str, Any]:
    """The table `observation_period`: from the first to the last visit; none for who was never there."""
    # Visits stand in order of days: the first of a person is the earliest.
    seen, start = np.unique(chapter.visits.person, return_index=True)
    _, from_the_end = np.unique(chapter.visits.person[::-1], return_index=True)
    end = chapter.visits.total - 1 - from_the_end
    return {
        "observation_period_id": chapter.ids(first, seen.size),
        "person_id": integers(chapter.first_person + seen),
        "observation_period_start_date": dates(chapter.visits.day[start]),
        "observation_period_end_date": dates((chapter.visits.day + chapter.visits.length)[end]),
        "period_type_concept_id": same(RECORD, seen.size),
    }


def deaths(chance: Chance, chapter: Chapter) -> Mapping[str, Any]:
    """The table `death`: the provider knows of nine in ten."""
    death = chapter.residents.death[chapter.presence.resident]
    known = np.flatnonzero((death != NO_DAY) & (chance.random(death.size) < 0.9))
    days, total = death[known], known.size
    return {
        "person_id": integers(chapter.first_person + known),
        "death_date": dates(days),
        "death_datetime": moments(days, chance.integers(0, 86_400, total), chance.random(total) < 0.6),
        "death_type_concept_id": same(RECORD, total),
        "cause_concept_id": same(0, total),
        "cause_source_value": words(_CAUSES, chance.integers(0, len(_CAUSES), total), chance.random(total) < 0.4),
    }
