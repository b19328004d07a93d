"""Everything that is asked for is named against the catalog; what it does not have, or does not allow, is refused."""

from dataclasses import replace
from typing import Any

import pytest

from catalog.cohort.definition import CohortDefinition
from catalog.cohort.sentence import sentence
from catalog.errors import SelectionFault
from catalog.selection import ColumnChoice, Selection, controllers, resolve
from tests.support import builders
from tests.support.builders import catalog_of, choice, choices, cohort, selection


def fault(asked: Selection) -> SelectionFault:
    with pytest.raises(SelectionFault) as found:
        resolve(asked, catalog_of())
    return found.value


def test_a_selection_is_resolved_to_described_columns_in_the_order_they_were_asked_for() -> None:
    chosen = resolve(selection("birka", "alvik"), catalog_of())

    assert [(one.dataset.name, one.described.name, one.group) for one in chosen] == [
        ("birka", "person_id", "demographics"),
        ("birka", "condition_source_value", "diagnoses"),
        ("birka", "condition_start_date", "diagnoses"),
        ("alvik", "person_id", "demographics"),
        ("alvik", "condition_source_value", "diagnoses"),
        ("alvik", "condition_start_date", "diagnoses"),
    ]
    assert controllers(chosen) == ("alvik", "birka")


def test_a_treatment_that_is_not_named_is_the_default() -> None:
    named = choice("alvik", "condition_occurrence", "condition_start_date", treatment="year_only")
    default = choice("alvik", "condition_occurrence", "condition_source_value")

    chosen = resolve(selection(columns=[named, default]), catalog_of())

    assert [one.treatment for one in chosen] == [{"kind": "year_only"}, {"kind": "keep"}]


@pytest.mark.parametrize(
    ("columns", "reason", "where"),
    [
        ([choice("nowhere", "person", "person_id")], "unknown-dataset", "/columns/0/dataset"),
        ([choice("persons", "number", "number")], "unknown-dataset", "/columns/0/dataset"),
        ([*choices("alvik"), choice("alvik", "people", "person_id")], "unknown-column", "/columns/3/column"),
        ([choice("alvik", "person", "shoe_size")], "unknown-column", "/columns/0/column"),
        (
            [choice("alvik", "person", "person_source_value", treatment="keep")],
            "treatment-not-allowed",
            "/columns/0/treatment",
        ),
        ([choice("alvik", "person", "person_id", treatment="keep")], "treatment-not-allowed", "/columns/0/treatment"),
        ([*choices("alvik"), choice("alvik", "person", "person_id")], "column-twice", "/columns/3"),
        ([], "no-column", "/columns"),
        ([*choices("alvik"), *choices("ensta")], "namespaces-differ", "/columns"),
    ],
)
def test_what_the_catalog_lacks_or_does_not_allow_is_refused_with_its_place(
    columns: list[ColumnChoice], reason: str, where: str
) -> None:
    found = fault(selection(columns=columns))

    assert (found.reason, found.where) == (reason, where)


def test_a_selection_can_only_become_narrower() -> None:
    asked = selection("alvik", "birka", "cedra")

    narrower = asked.only(["birka", "nowhere"])

    assert narrower.datasets() == ("birka",)
    assert set(narrower.columns) < set(asked.columns)
    assert (narrower.cohort, narrower.period_from) == (asked.cohort, asked.period_from)


def entry(table: str, column: str) -> dict[str, Any]:
    return {"entry": [{"table": table, "column": column, "code_list": "bleed"}]}


def with_exclusion(table: str, column: str) -> dict[str, Any]:
    return {"exclude": [{"table": table, "column": column, "code_list": "bleed", "when": "ever"}]}


@pytest.mark.parametrize(
    ("changes", "reason", "where"),
    [
        (entry("procedure", "code"), "unknown-column", "/cohort/entry/0"),
        (
            entry("condition_occurrence", "condition_status_source_value"),
            "search-prohibited",
            "/cohort/entry/0",
        ),
        (entry("person", "person_source_value"), "search-prohibited", "/cohort/entry/0"),
        (entry("note", "note_text"), "search-prohibited", "/cohort/entry/0"),
        (entry("condition_occurrence", "condition_start_date"), "code-system", "/cohort/entry/0"),
        (
            with_exclusion("condition_occurrence", "condition_status_source_value"),
            "search-prohibited",
            "/cohort/exclude/0",
        ),
    ],
)
def test_a_criterion_names_a_column_that_holds_such_codes_and_may_be_searched(
    changes: dict[str, Any], reason: str, where: str
) -> None:
    found = fault(selection("alvik", **changes))

    assert (found.reason, found.where) == (reason, where)


def test_rows_without_a_date_give_no_index() -> None:
    dataset = builders.dataset("alvik")
    conditions = replace(dataset.tables["condition_occurrence"], date_column=None)
    undated = replace(dataset, tables={**dataset.tables, "condition_occurrence": conditions})

    with pytest.raises(SelectionFault) as found:
        resolve(selection("alvik"), catalog_of(undated))

    assert found.value.reason == "no-date"


def test_a_criterion_need_not_be_in_every_dataset() -> None:
    dataset = builders.dataset("birka")
    tables = {name: table for name, table in dataset.tables.items() if name != "condition_occurrence"}
    without = replace(dataset, tables=tables)
    columns = [*choices("alvik"), choice("birka", "person", "person_id")]

    chosen = resolve(selection(columns=columns), catalog_of(builders.dataset("alvik"), without))

    assert len(chosen) == 4


SECRET = "19121200-1212"
FORMS: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown field": (cohort(only_twins=SECRET), "/cohort/only_twins"),
    "no entry": (cohort(entry=[]), "/cohort/entry"),
    "a day that is none": (cohort(period={"from": SECRET, "to": "2024-12-31"}), "/cohort/period/from"),
    "days in the wrong order": (cohort(period={"from": "2025-01-01", "to": "2024-12-31"}), "/cohort/period"),
    "ages in the wrong order": (cohort(age_at_index={"from": 60, "to": 18}), "/cohort/age_at_index"),
    "an age beyond life": (cohort(age_at_index={"from": 0, "to": 900}), "/cohort/age_at_index/to"),
    "an age that is a text": (cohort(age_at_index={"from": "18", "to": 60}), "/cohort/age_at_index/from"),
    "no sex": (cohort(sex=[]), "/cohort/sex"),
    "a list nobody made": (
        cohort(entry=[{"table": "a", "column": "b", "code_list": SECRET}]),
        "/cohort",
    ),
    "a list nobody uses": (
        cohort(code_lists={**cohort()["code_lists"], "more": {"system": "ATC", "codes": ["B01"]}}),
        "/cohort",
    ),
    "an empty list": (cohort(code_lists={"bleed": {"system": "ICD-10-SE", "codes": []}}), "/cohort/code_lists/bleed/"),
    "a table with a slash": (
        cohort(entry=[{"table": "../x", "column": "b", "code_list": "bleed"}]),
        "/cohort/entry/0/table",
    ),
    "a match nobody knows": (
        cohort(code_lists={"bleed": {"system": "ICD-10-SE", "codes": ["K92"], "match": SECRET}}),
        "/cohort/code_lists/bleed/match",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_fault_in_the_form_names_its_place_and_never_the_value(form: str) -> None:
    document, where = FORMS[form]

    with pytest.raises(SelectionFault) as found:
        CohortDefinition.of(document)

    assert found.value.reason == "cohort-form"
    assert found.value.where.startswith(where)
    assert SECRET not in found.value.sentence


@pytest.mark.parametrize("code", ["", " ", ".", ". .", "\t"])
@pytest.mark.parametrize("match", ["prefix", "exact"])
def test_a_code_list_that_would_match_everybody_is_refused(code: str, match: str) -> None:
    lists = {"bleed": {"system": "ICD-10-SE", "codes": ["K92.2", code], "match": match}}

    with pytest.raises(SelectionFault, match="a code is empty"):
        CohortDefinition.of(cohort(code_lists=lists))


def test_dots_spaces_and_case_never_count_in_a_code() -> None:
    lists = {"bleed": {"system": "ICD-10-SE", "codes": ["K92.2", " k922", "I85"]}}

    definition = CohortDefinition.of(cohort(code_lists=lists))

    assert definition.code_lists["bleed"].normal_codes() == ("I85", "K922")


def test_a_definition_is_written_as_it_was_read() -> None:
    document = {
        **cohort(age_at_index={"from": 18, "to": 110}, sex=["8507"]),
        **with_exclusion("condition_occurrence", "condition_source_value"),
    }

    definition = CohortDefinition.of(document)

    assert CohortDefinition.of(definition.as_json()) == definition
    assert [criterion.table for criterion in definition.criteria()] == ["condition_occurrence"] * 2


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "Persons with ICD-10-SE beginning with K92.2, between 2019-01-01 and 2024-12-31, aged 18–110 at index, "
            "sex female, without ICD-10-SE beginning with K92.2 ever.",
        ),
        (
            "sv",
            "Personer med ICD-10-SE som börjar på K92.2, mellan 2019-01-01 och 2024-12-31, 18–110 år vid indexdatum, "
            "kön kvinna, utan ICD-10-SE som börjar på K92.2 någon gång.",
        ),
    ],
)
def test_a_steward_reads_a_cohort_as_one_sentence(language: str, told: str) -> None:
    document = {
        **cohort(age_at_index={"from": 18, "to": 110}, sex=["8532"]),
        **with_exclusion("condition_occurrence", "condition_source_value"),
    }

    assert sentence(CohortDefinition.of(document), language=language) == told


def test_a_sentence_says_no_more_than_the_definition() -> None:
    exact = {"bleed": {"system": "ICD-10-SE", "codes": ["K92.2", "I85"]}}

    told = sentence(CohortDefinition.of(cohort(code_lists=exact)), language="en")

    assert told == "Persons with ICD-10-SE K92.2, I85, between 2019-01-01 and 2024-12-31."
