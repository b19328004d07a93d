"""What each treatment makes of a single value: the reference that the engine's transforms are held against."""

from datetime import date, datetime

import pytest

from pseudonymisation.code_key import CodeKey
from pseudonymisation.errors import KeyUnusable, TreatmentRefused
from pseudonymisation.scope import Domain
from pseudonymisation.treatment import (
    Band,
    Drop,
    Keep,
    MaskText,
    Means,
    Pseudonymise,
    ShiftDate,
    SurrogateText,
    Treatment,
    Value,
    YearOnly,
)
from pseudonymisation.treatment_forms import from_json, to_json

KEY = CodeKey.of_secret(bytes(range(32)), project="heart")
MEANS = Means(key=KEY, offset_days=100, mask=lambda text: text.replace("Lind", "[NAMN]"))
AGES = Band(width=5, top=90)

ALL: tuple[tuple[Treatment, dict[str, object]], ...] = (
    (Keep(), {"kind": "keep"}),
    (Drop(), {"kind": "drop"}),
    (Pseudonymise(domain=Domain.VISIT), {"kind": "pseudonym", "domain": "visit"}),
    (YearOnly(), {"kind": "year_only"}),
    (Band(width=5, top=90), {"kind": "band", "width": 5, "top": 90}),
    (Band(width=5), {"kind": "band", "width": 5}),
    (ShiftDate(), {"kind": "shift_date"}),
    (MaskText(), {"kind": "mask_text"}),
    (SurrogateText(), {"kind": "surrogate_text"}),
)


@pytest.mark.parametrize(
    ("treatment", "value", "treated"),
    [
        (Keep(), "I21.4", "I21.4"),
        (Drop(), "I21.4", None),
        (YearOnly(), "2023-04-12", 2023),
        (YearOnly(), date(2023, 4, 12), 2023),
        (YearOnly(), "2023-04-12T13:30:00", 2023),
        (AGES, 0, "0-4"),
        (AGES, 42, "40-44"),
        (AGES, 44.9, "40-44"),
        (AGES, 89, "85-89"),
        (AGES, 90, "90+"),
        (AGES, float("inf"), "90+"),
        (AGES, float("nan"), None),
        (AGES, -0.5, "<0"),
        (ShiftDate(), "2023-04-12", "2023-01-02"),
        (ShiftDate(), date(2023, 4, 12), date(2023, 1, 2)),
        (ShiftDate(), datetime(2023, 4, 12, 13, 30), datetime(2023, 1, 2, 13, 30)),  # noqa: DTZ001
        (ShiftDate(), "2023-04-12T13:30:00", "2023-01-02T13:30:00"),
        (MaskText(), "Lind mår bra", "[NAMN] mår bra"),
        (Pseudonymise(domain=Domain.VISIT), "", None),
    ],
)
def test_a_value_is_treated(treatment: Treatment, value: Value, treated: Value) -> None:
    assert treatment.apply(value, MEANS) == treated


@pytest.mark.parametrize("treatment", [treatment for treatment, _ in ALL])
def test_nothing_stays_nothing(treatment: Treatment) -> None:
    assert treatment.apply(None, MEANS) is None


def test_a_number_is_pseudonymised_as_its_decimal_text() -> None:
    visits = Pseudonymise(domain=Domain.VISIT)

    assert visits.apply(7, MEANS) == visits.apply("7", MEANS) == KEY.pseudonym("7", scope=Domain.VISIT)


@pytest.mark.parametrize("placeholder", ["9999-12-31", "0001-01-01", "2099-12-31", "1849-12-31"])
def test_a_date_that_stands_for_never_comes_out_empty_since_it_would_tell_the_offset(placeholder: str) -> None:
    assert ShiftDate().apply(placeholder, MEANS) is None


def test_a_note_is_withheld_where_there_is_no_mask() -> None:
    assert MaskText().apply("Lind mår bra", Means()) is None
    assert SurrogateText().apply("Lind mår bra", Means()) is None


def test_a_pseudonym_needs_a_key_and_a_shift_needs_an_offset() -> None:
    with pytest.raises(KeyUnusable, match="code-key-missing"):
        Pseudonymise(domain=Domain.VISIT).apply("7", Means())
    with pytest.raises(KeyUnusable, match="date-offset-missing"):
        ShiftDate().apply("2023-04-12", Means())


@pytest.mark.parametrize(
    ("treatment", "value"), [(AGES, "forty"), (AGES, True), (YearOnly(), "12/4"), (ShiftDate(), "x")]
)
def test_a_value_of_another_type_is_refused_without_being_quoted(treatment: Treatment, value: Value) -> None:
    with pytest.raises(TreatmentRefused, match="value-not-a") as refusal:
        treatment.apply(value, MEANS)

    assert str(value) not in refusal.value.sentence.split()


@pytest.mark.parametrize(("treatment", "form"), ALL)
def test_a_treatment_is_written_as_the_papers_write_it_and_read_back(
    treatment: Treatment, form: dict[str, object]
) -> None:
    assert to_json(treatment) == form
    assert from_json(form) == treatment


@pytest.mark.parametrize("form", [{}, {"kind": "encrypt"}, {"kind": None}, {"kind": ["keep"]}, {"domain": "person"}])
def test_a_treatment_nobody_knows_is_refused(form: dict[str, object]) -> None:
    with pytest.raises(TreatmentRefused, match="treatment-unknown"):
        from_json(form)


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "keep", "width": 5},
        {"kind": "pseudonym"},
        {"kind": "pseudonym", "domain": "patient"},
        {"kind": "pseudonym", "domain": 7},
        {"kind": "pseudonym", "domain": "date_shift"},
        {"kind": "pseudonym", "domain": "surrogate"},
        {"kind": "band"},
        {"kind": "band", "width": 1},
        {"kind": "band", "width": "5", "top": 90},
        {"kind": "band", "width": True, "top": 90},
        {"kind": "band", "width": 1, "top": 90},
        {"kind": "band", "width": 0, "top": 90},
        {"kind": "band", "width": 7, "top": 90},
        {"kind": "band", "width": 90, "top": 5},
        {"kind": "band", "width": 5, "top": 100_000},
        {"kind": "band", "width": 5, "top": 90, "bottom": 18},
    ],
)
def test_parameters_too_many_too_few_or_senseless_are_refused(form: dict[str, object]) -> None:
    with pytest.raises(TreatmentRefused, match="treatment-parameter"):
        from_json(form)


def test_a_band_without_a_top_goes_on() -> None:
    years = Band(width=5)

    assert years.apply(1931, MEANS) == "1930-1934"
    assert years.apply(2021, MEANS) == "2020-2024"
