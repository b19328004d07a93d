"""Conditions, drugs and procedures as OMOP columns."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from spark_jobs.synthetic.arrays import NO_DAY, Chance, dates, integers, moments, numbers, same, words
from spark_jobs.synthetic.chapter import RECORD, Chapter
from spark_jobs.synthetic.codes import DRUGS, PROCEDURES
from spark_jobs.synthetic.disorder import lost
from spark_jobs.synthetic.lines import DIAGNOSES, Lines
from spark_jobs.synthetic.people import LAST_DAY

_DRUGS, _PROCEDURES = Lines.of(DRUGS), Lines.of(PROCEDURES)
_DOSES = (
    "1 tablett dagligen",
    "1 tablett 2 gånger dagligen",
    "1 tablett morgon och kväll",
    "2 tabletter vid behov, högst 8 per dygn",
    "1 tablett 3 gånger dagligen i 7 dagar",
    "enligt ordination på separat lista",
    "10 mg till kvällen",
)
_ROUTES, _DOSE_UNITS = ("oralt", "intravenöst", "subkutant", "inhalation"), ("mg", "tablett", "ml", "dos", "E")


def conditions(chance: Chance, chapter: Chapter, *, first: int) -> Mapping[str, Any]:
    """The table `condition_occurrence`."""
    diagnoses = chapter.diagnoses
    visit, total = diagnoses.visit, diagnoses.visit.size
    days = chapter.days(chance, visit)
    over = np.where(chance.random(total) < 0.12, np.minimum(days + chance.integers(3, 60, total), LAST_DAY), NO_DAY)
    return {
        "condition_occurrence_id": chapter.ids(first, total),
        "person_id": chapter.persons(visit),
        "condition_concept_id": same(0, total),
        "condition_start_date": dates(days),
        "condition_start_datetime": moments(days, chapter.visits.second[visit], lost(chance, total, "moment")),
        "condition_end_date": dates(np.where(over < days, NO_DAY, over)),
        "condition_type_concept_id": same(RECORD, total),
        "condition_status_concept_id": integers(np.where(diagnoses.primary, 32902, 32908)),
        "provider_id": chapter.staff(chance, visit),
        "visit_occurrence_id": chapter.visit_ids(chance, visit),
        "condition_source_value": words(DIAGNOSES, diagnoses.code, lost(chance, total, "code")),
    }


def drugs(chance: Chance, chapter: Chapter, *, first: int) -> Mapping[str, Any]:
    """The table `drug_exposure`."""
    diagnoses = chapter.diagnoses
    habit = chapter.visits.resident[diagnoses.visit]
    rows, drug = _DRUGS.draw(chance, diagnoses.code, habit)
    visit, total = diagnoses.visit[rows], rows.size
    days, supply = chapter.days(chance, visit), np.array([7, 10, 30, 90, 100])[chance.integers(0, 5, total)]
    return {
        "drug_exposure_id": chapter.ids(first, total),
        "person_id": chapter.persons(visit),
        "drug_concept_id": same(0, total),
        "drug_exposure_start_date": dates(days),
        "drug_exposure_end_date": dates(days + supply - 1),
        "drug_type_concept_id": same(RECORD, total),
        "refills": integers(chance.integers(0, 4, total), chance.random(total) < 0.2),
        "quantity": numbers(supply * chance.integers(1, 4, total).astype(np.float64), chance.random(total) < 0.05),
        "days_supply": integers(supply, chance.random(total) < 0.1),
        "sig": words(_DOSES, chance.integers(0, len(_DOSES), total), chance.random(total) < 0.1),
        "provider_id": chapter.staff(chance, visit),
        "visit_occurrence_id": chapter.visit_ids(chance, visit),
        "drug_source_value": words(_DRUGS.vocabulary, drug, lost(chance, total, "code")),
        "route_source_value": words(_ROUTES, drug % 11 // 3, lost(chance, total, "provider")),
        "dose_unit_source_value": words(_DOSE_UNITS, drug % 5, lost(chance, total, "provider")),
    }


def procedures(chance: Chance, chapter: Chapter, *, first: int) -> Mapping[str, Any]:
    """The table `procedure_occurrence`."""
    diagnoses = chapter.diagnoses
    rows, procedure = _PROCEDURES.draw(chance, diagnoses.code, chance.integers(0, 12, diagnoses.code.size))
    visit, total = diagnoses.visit[rows], rows.size
    days = chapter.days(chance, visit)
    return {
        "procedure_occurrence_id": chapter.ids(first, total),
        "person_id": chapter.persons(visit),
        "procedure_concept_id": same(0, total),
        "procedure_date": dates(days),
        "procedure_datetime": moments(days, chapter.visits.second[visit], lost(chance, total, "moment")),
        "procedure_type_concept_id": same(RECORD, total),
        "quantity": integers(np.ones(total, np.int64), chance.random(total) < 0.3),
        "provider_id": chapter.staff(chance, visit),
        "visit_occurrence_id": chapter.visit_ids(chance, visit),
        "procedure_source_value": words(_PROCEDURES.vocabulary, procedure, lost(chance, total, "code")),
    }
