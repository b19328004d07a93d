"""Laboratory results as OMOP columns: values that fit test, diagnosis and person, written as laboratories write."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from spark_jobs.synthetic.arrays import (
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
from spark_jobs.synthetic.disorder import lost
from spark_jobs.synthetic.laboratory import LABS, PANEL, TESTS
from spark_jobs.synthetic.lines import DIAGNOSES, Lines, spread_out

_LABS = Lines.of(LABS)
_TEST_OF = {test.code: place for place, test in enumerate(TESTS)}
_IN_WORDS = ("hemolys", "ej utfört", "otillräcklig provmängd", "se kommentar", "negativ")
_LESS, _GREATER = 4171756, 4172704
_PANEL_SHARE = 0.42


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
