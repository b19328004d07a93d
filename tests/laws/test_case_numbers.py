"""Case numbers of ethics decisions, in the forms that occur in print."""

import csv
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.case_number import CaseNumber
from gateway.domain.errors import Invalid
from tests.support.shared import shared

DASHES = "-–—−‐‑"

FORMS = st.one_of(
    st.from_regex(r"20(?:19|2[0-9])-[0-9]{5}(?:-[0-9]{2})?", fullmatch=True, alphabet=st.characters(codec="ascii")),
    st.from_regex(r"20(?:0[3-9]|1[0-8])/[0-9]{1,4}(?:-3[0-9](?:/[0-9]{1,2})?)?", fullmatch=True),
    st.from_regex(r"[0-9]{1,4}-(?:0[3-9]|1[0-8])", fullmatch=True),
    st.from_regex(r"Ö [0-9]{1,4}-20[0-9]{2}(?:/[0-9]{1,2}(?:\.[0-9]{1,2})?)?", fullmatch=True),
)


def examples() -> Iterator[dict[str, str]]:
    with shared("standards/dnr/dnr-examples.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_every_published_example_parses_as_it_should() -> None:
    rows = list(examples())
    assert len(rows) >= 15

    for row in rows:
        if row["valid"] == "yes":
            number = CaseNumber.parse(row["raw"])
            assert (number.normal, number.body, number.raw) == (row["normalised"], row["authority"], row["raw"])
        else:
            with pytest.raises(Invalid) as fault:
                CaseNumber.parse(row["raw"])
            assert fault.value.reason == "case-number"


@given(FORMS)
def test_a_normal_form_is_its_own_normal_form(normal: str) -> None:
    assert CaseNumber.parse(normal).normal == normal


@given(FORMS, st.sampled_from(DASHES), st.sampled_from(["", " ", "  "]), st.sampled_from(["", "dnr ", "Dnr: ", "DNR."]))
def test_dashes_spaces_and_a_leading_word_change_nothing(normal: str, dash: str, space: str, word: str) -> None:
    written = f"{word} {normal.replace('-', f'{space}{dash}{space}')} "

    number = CaseNumber.parse(written)

    assert number.normal == normal
    assert number.raw == written


@given(FORMS)
def test_a_slash_may_lean_the_other_way_and_a_letter_be_small(normal: str) -> None:
    assert CaseNumber.parse(normal.replace("/", "\\").replace("Ö", "ö")).normal == normal


def parsed(text: str) -> CaseNumber | Invalid:
    try:
        return CaseNumber.parse(text)
    except Invalid as fault:
        return fault


@given(st.text(max_size=25))
def test_any_other_text_is_refused_with_a_sentence_that_does_not_repeat_it(text: str) -> None:
    found = parsed(text)

    if isinstance(found, Invalid):
        assert found.where == "case_number"
        assert len(text.strip()) < 5 or text not in found.sentence
    else:
        assert CaseNumber.parse(found.normal).normal == found.normal


@pytest.mark.parametrize("other", ["２０２１-04890", "2021-٠٤٨٩٠", "2021-0489०", "20２1/247"])
def test_digits_of_other_alphabets_are_no_digits_of_a_case_number(other: str) -> None:
    with pytest.raises(Invalid):
        CaseNumber.parse(other)


@pytest.mark.parametrize("cut", ["Ö 32-2021/", "Ö 32-2021/.", "Ö 32-2021/3.", "2021-04890\n2", "2021-04890-"])
def test_a_number_that_breaks_off_is_none(cut: str) -> None:
    with pytest.raises(Invalid):
        CaseNumber.parse(cut)
