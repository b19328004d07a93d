"""Conditions, drugs, procedures and measurements as OMOP columns."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from spark_jobs.synthetic.arrays import (
    NO_DAY,
    Chance,
    Flags,
    Floats,
    Ints,
    dates,
    integers,
    moments,
    numbers,
    same,
    words,
)
from spark_jobs.synthetic.care import Diagnoses
from spark_jobs.synthetic.chapter import RECORD, Chapter
from spark_jobs.synthetic.codes import DRUGS, LABS, PANEL, PROCEDURES, TESTS
from spark_jobs.synthetic.disorder import lost
from spark_jobs.synthetic.lines import DIAGNOSES, Lines, spread_out
from spark_jobs.synthetic.people import LAST_DAY

_DRUGS, _LABS, _PROCEDURES = Lines.of(DRUGS), Lines.of(LABS), Lines.of(PROCEDURES)
_TEST_OF = {test.code: place for place, test in enumerate(TESTS)}
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
_IN_WORDS = ("hemolys", "ej utfört", "otillräcklig provmängd", "se kommentar", "negativ")
_LESS, _GREATER = 4171756, 4172704
_PANEL_SHARE = 0.42


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


def measurements(chance: Chance, chapter: Chapter, *, first: int) -> Mapping[str, Any]:
    """The table `measurement`: what the diagnoses call for, and panels taken as a matter of course."""
    diagnoses = chapter.diagnoses
    row, test = _tests(chance, diagnoses)
    visit, total = diagnoses.visit[row], row.size
    days = chapter.days(chance, visit)
    values = _values(chance, test, diagnoses.code[row], chapter.visits.resident[visit])
    wordy, above = lost(chance, total, "value"), values > np.array([t.high * 40 for t in TESTS])[test]
    below = (test == _TEST_OF["NPU19748"]) & (values <= 1)
    low, high = np.array([t.low for t in TESTS])[test], np.array([t.high for t in TESTS])[test]
    return {
        "measurement_id": chapter.ids(first, total),
        "person_id": chapter.persons(visit),
        "measurement_concept_id": same(0, total),
        "measurement_date": dates(days),
        "measurement_datetime": moments(days, chapter.visits.second[visit], lost(chance, total, "moment")),
        "measurement_type_concept_id": same(RECORD, total),
        "operator_concept_id": integers(np.where(below, _LESS, _GREATER), ~(below | above)),
        "value_as_number": numbers(np.where(below, 1.0, values), wordy),
        "unit_concept_id": same(0, total),
        "range_low": numbers(low, chance.random(total) < 0.1),
        "range_high": numbers(high, chance.random(total) < 0.1),
        "provider_id": chapter.staff(chance, visit),
        "visit_occurrence_id": chapter.visit_ids(chance, visit),
        "measurement_source_value": words([t.code for t in TESTS], test),
        "unit_source_value": words([t.unit for t in TESTS], test, lost(chance, total, "unit")),
        "value_source_value": _as_written(chance, values, wordy, below),
    }


def _tests(chance: Chance, diagnoses: Diagnoses) -> tuple[Ints, Ints]:
    rows, drawn = _LABS.draw(chance, diagnoses.code, chance.integers(0, 12, diagnoses.code.size))
    called = np.array([_TEST_OF[code] for code in _LABS.vocabulary])[drawn]
    taken = diagnoses.primary & (chance.random(diagnoses.code.size) < _PANEL_SHARE)
    course = spread_out(np.where(taken, chance.integers(1, 6, taken.size), 0))
    panel = np.array([_TEST_OF[code] for code in PANEL])[chance.integers(0, len(PANEL), course.size)]
    order = np.argsort(np.r_[rows, course], kind="stable")
    return np.r_[rows, course][order], np.r_[called, panel][order]


def _shifts() -> Floats:
    """The usual value of each test under each diagnosis; the longest fitting prefix tells."""
    usual = np.zeros((len(DIAGNOSES), len(TESTS)))
    for row, code in enumerate(DIAGNOSES):
        for column, test in enumerate(TESTS):
            fitting = [prefix for prefix in test.shifted if code.startswith(prefix)]
            usual[row, column] = test.shifted[max(fitting, key=len)] if fitting else test.usual
    return usual


_USUAL = _shifts()


def _values(chance: Chance, test: Ints, code: Ints, resident: Ints) -> Floats:
    """Around what is usual for test and diagnosis, with a leaning of the person's own; never below zero."""
    usual = _USUAL[code, test]
    spread = np.array([t.spread / t.usual for t in TESTS])[test] * usual
    own = (resident * 48271 % 1000 / 500.0 - 1.0) * 0.8
    drawn = np.abs(usual + spread * (own + 0.8 * chance.standard_normal(test.size)))
    scale = 10.0 ** np.array([t.decimals for t in TESTS])[test]
    rounded: Floats = np.maximum(np.round(drawn * scale), 1) / scale
    return rounded


def _as_written(chance: Chance, values: Floats, wordy: Flags, below: Flags) -> Any:
    """The result as the laboratory prints it: decimal comma, "<1", or words."""
    plain = pc.replace_substring(pc.replace_substring_regex(pa.array(values).cast(pa.string()), r"\.0$", ""), ".", ",")
    said = words(_IN_WORDS, chance.integers(0, len(_IN_WORDS), values.size))
    written = pc.if_else(pa.array(below), pa.scalar("<1"), plain)
    return pc.if_else(pa.array(wordy), said, written)
