"""Codes are found by what they mean, or by how they begin; what the house does not know may be written all the same."""

import pytest

from catalog.codes import FOLDER, codes_of, search
from catalog.cohort.definition import normal_code

SYSTEMS = sorted(file.stem for file in FOLDER.glob("*.csv"))


@pytest.mark.parametrize("words", ["blödning", "BLEEDING", "esofagusvaricer blödning", "i85.0", "I 850"])
def test_a_code_is_found_by_its_meaning_in_either_language_or_by_its_beginning(words: str) -> None:
    assert "I850" in [code.code for code in search(words, ["ICD-10-SE"])]


def test_only_the_systems_that_are_asked_for_are_searched() -> None:
    assert search("warfarin", ["ICD-10-SE"]) == []
    assert [code.code for code in search("warfarin", ["ATC", "ICD-10-SE"])] == ["B01AA03"]


@pytest.mark.parametrize("words", ["", "   ", "<script>", "../../etc/passwd"])
def test_nothing_is_found_for_nothing(words: str) -> None:
    assert list(search(words, SYSTEMS)) == []


def test_a_system_without_a_file_has_no_codes() -> None:
    assert codes_of("../datasets") == ()


def test_no_more_are_shown_than_can_be_read() -> None:
    assert len(search("a", SYSTEMS, most=5)) == 5


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_code_is_written_as_it_is_compared_once_and_in_both_languages(system: str) -> None:
    codes = codes_of(system)

    assert [code.code for code in codes] == sorted({normal_code(code.code) for code in codes})
    assert all(code.means.sv.strip() and code.means.en.strip() for code in codes)
