"""A plan says what happens to each column of a table, and refuses what nobody told it of."""

import pytest

from pseudonymisation.code_key import CodeKey
from pseudonymisation.errors import PlanRefused
from pseudonymisation.plan import KnownColumn, Plan, Sensitivity, refuse_true_dates_beside_shifted
from pseudonymisation.scope import Domain
from pseudonymisation.treatment import (
    Band,
    Drop,
    Keep,
    Kind,
    MaskText,
    Means,
    Pseudonymise,
    ShiftDate,
    Treatment,
    Value,
    YearOnly,
)

ALL = frozenset(Kind)
KNOWN = {
    "person_id": KnownColumn(sensitivity=Sensitivity.KEY, allows=ALL, domain=Domain.PERSON),
    "person_source_value": KnownColumn(sensitivity=Sensitivity.DIRECT_IDENTIFIER, allows=ALL),
    "age": KnownColumn(sensitivity=Sensitivity.INDIRECT_IDENTIFIER, allows=frozenset({Kind.BAND, Kind.DROP})),
    "started_on": KnownColumn(sensitivity=Sensitivity.DATE, allows=ALL),
    "ended_on": KnownColumn(sensitivity=Sensitivity.DATE, allows=ALL),
    "note_text": KnownColumn(sensitivity=Sensitivity.FREE_TEXT, allows=ALL),
    "code": KnownColumn(sensitivity=Sensitivity.SENSITIVE, allows=frozenset({Kind.KEEP})),
}
PERSONS = Pseudonymise(domain=Domain.PERSON)


def plan(*ordered: tuple[str, Treatment]) -> Plan:
    return Plan.of("visit", ordered=ordered, known=KNOWN)


def test_a_row_leaves_with_the_ordered_columns_treated_and_no_column_besides() -> None:
    key = CodeKey.of_secret(bytes(range(32)), project="heart")
    row: dict[str, Value] = {
        "person_id": 7,
        "age": 43,
        "code": "I21",
        "person_source_value": "x",
        "note_text": "not ordered",
    }

    treated = plan(
        ("person_id", PERSONS), ("age", Band(width=5, top=90)), ("person_source_value", Drop()), ("code", Keep())
    ).treat(row, means=Means(key=key))

    assert treated.values == {"person_id": key.pseudonym("7", scope="person"), "age": "40-44", "code": "I21"}
    assert list(treated.values) == ["person_id", "age", "code"]


def test_print_does_not_show_a_treated_row() -> None:
    treated = plan(("code", Keep())).treat({"code": "I21"}, means=Means())

    assert "I21" not in f"{treated} {treated!r}"


@pytest.mark.parametrize(
    ("name", "treatment", "code"),
    [
        ("salary", Keep(), "column-unknown"),
        ("code", YearOnly(), "treatment-not-allowed"),
        ("age", Keep(), "treatment-not-allowed"),
        ("person_source_value", Keep(), "direct-identifier-keep"),
        ("person_id", Keep(), "key-keep"),
        ("person_id", YearOnly(), "key-year-only"),
        ("note_text", Keep(), "free-text-keep"),
        ("note_text", Pseudonymise(domain=Domain.ROW), "free-text-pseudonym"),
        ("person_id", Pseudonymise(domain=Domain.VISIT), "domain-differs"),
        ("started_on", Pseudonymise(domain=Domain.VISIT), "domain-differs"),
    ],
)
def test_a_column_and_a_treatment_that_do_not_go_together_are_refused(
    name: str, treatment: Treatment, code: str
) -> None:
    with pytest.raises(PlanRefused) as refusal:
        plan((name, treatment))

    assert refusal.value.code == code
    assert name in refusal.value.sentence


def test_a_column_is_not_treated_twice() -> None:
    with pytest.raises(PlanRefused, match="column-treated-twice"):
        plan(("person_id", PERSONS), ("person_id", PERSONS))


def test_a_row_is_not_treated_twice() -> None:
    table = plan(("code", Keep()))
    treated = table.treat({"code": "I21"}, means=Means())

    with pytest.raises(PlanRefused, match="row-treated-twice"):
        table.treat(treated, means=Means())


def test_a_true_date_is_not_kept_beside_a_shifted_one_since_it_would_tell_the_offset() -> None:
    with pytest.raises(PlanRefused, match="date-kept-beside-shifted"):
        plan(("started_on", ShiftDate()), ("ended_on", Keep()))


def test_nor_is_it_kept_in_another_table_of_the_same_order() -> None:
    shifting, keeping = plan(("started_on", ShiftDate())), plan(("ended_on", Keep()))

    with pytest.raises(PlanRefused, match="date-kept-beside-shifted"):
        refuse_true_dates_beside_shifted([shifting, keeping])
    refuse_true_dates_beside_shifted([shifting, plan(("code", Keep()))])
    refuse_true_dates_beside_shifted([keeping, keeping])


@pytest.mark.parametrize("other", [ShiftDate(), YearOnly(), Drop()])
def test_shifted_dates_go_together_with_what_tells_no_day(other: Treatment) -> None:
    assert plan(("started_on", ShiftDate()), ("ended_on", other), ("code", Keep())).table == "visit"


def test_dates_may_all_be_kept_where_none_is_shifted() -> None:
    assert plan(("started_on", Keep()), ("note_text", MaskText())).delivered == ("started_on", "note_text")


def test_a_row_that_lacks_an_ordered_column_is_refused() -> None:
    with pytest.raises(PlanRefused, match="column-missing"):
        plan(("code", Keep())).treat({"age": 43}, means=Means())


def test_an_order_of_nothing_is_refused() -> None:
    with pytest.raises(PlanRefused, match="plan-empty"):
        plan()
