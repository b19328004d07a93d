"""Where the permit chose surrogates: the same name, the same other name, throughout a project and nowhere else."""

import hmac
import re
from datetime import date, timedelta

import pytest

from pseudonymisation.code_key import CodeKey
from pseudonymisation.scope import Domain
from pseudonymisation.text import surrogate_words as words_for
from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, mask_note
from pseudonymisation.text.numbering import Found
from pseudonymisation.text.spans import Tag
from pseudonymisation.text.surrogate_dates import shifted
from pseudonymisation.text.surrogates import Surrogates
from tests.support.people import personal_number

DAYS = 100


def surrogates(project: str = "heart") -> Surrogates:
    key = CodeKey.of_secret(bytes(range(32)), project=project).domain_key(Domain.SURROGATE)
    return Surrogates(code=lambda text: hmac.digest(key, text.encode(), "sha256"), offset_days=DAYS)


HEART, LUNG = surrogates(), surrogates("lung")


def instead(tag: Tag, *written: str, by: Surrogates = HEART) -> list[str]:
    return by.instead([Found(tag, each) for each in written], "sv")


def test_one_name_is_one_other_name_in_every_note_of_a_project_and_another_in_another_project() -> None:
    (first,), (again,) = instead(Tag.PERSON, "Anna Lindqvist"), instead(Tag.PERSON, "Anna Lindqvist")
    given, family = first.split()

    assert first == again
    assert given in words_for.WOMEN
    assert family in words_for.FAMILIES
    assert instead(Tag.PERSON, "Anna Lindqvist", by=LUNG) != [first]
    assert "Anna" not in first
    assert "Lind" not in first


def test_gender_genitive_order_and_case_are_kept() -> None:
    full, genitive, family, turned, loud, man = instead(
        Tag.PERSON, "Anna Lindqvist", "Anna Lindqvists", "Lindqvists", "Lindqvist, Anna", "ANNA LINDQVIST", "Lars Ek"
    )
    given, last = full.split()

    assert genitive == f"{full}s"
    assert family == f"{last}s"
    assert turned == f"{last}, {given}"
    assert loud == full.upper()
    assert man.split()[0] in words_for.MEN


def test_titles_and_particles_stay_and_double_names_and_initials_are_replaced_part_by_part() -> None:
    title, double, initials = instead(Tag.PERSON, "dr von Essen", "Anna-Karin Ek", "A. Ek")

    assert re.fullmatch(r"dr von \w+", title)
    assert re.fullmatch(r"\w+-\w+ \w+", double)
    assert re.fullmatch(r"[A-Z]\. \w+", initials)
    assert double.split()[1] == initials.split()[1]


@pytest.mark.parametrize(
    ("written", "moved"),
    [
        ("2023-04-12", "2023-01-02"),
        ("20230412", "20230102"),
        ("230412", "230102"),
        ("12/4-23", "2/1-23"),
        ("12/04 2023", "02/01 2023"),
        ("12.4.2023", "2.1.2023"),
        ("12/4", "2/1"),
        ("3 maj 2023", "23 januari 2023"),
        ("den 3:e maj", "den 23:e januari"),
        ("12:e april", "2:a januari"),
        ("12 sept -23", "4 jun -23"),
        ("3 MAJ 2023", "23 JANUARI 2023"),
        ("maj 2023", "februari 2023"),
        ("May 3, 2023", "January 23, 2023"),
        ("3rd of May 2023", "23rd of January 2023"),
    ],
)
def test_a_date_is_moved_by_the_persons_offset_and_written_as_it_was(written: str, moved: str) -> None:
    assert shifted(written, days=DAYS) == moved
    assert instead(Tag.DATE, written) == [moved]


def test_the_offset_is_the_one_of_the_tables() -> None:
    key = CodeKey.of_secret(bytes(range(32)), project="heart")
    days = key.date_offset(personal_number(date(1953, 4, 9)))

    assert shifted("2023-04-12", days=days) == str(date(2023, 4, 12) - timedelta(days=days))


@pytest.mark.parametrize("written", ["måndag 3 maj", "31/2-23", "9999-12-31", "midsommar", "v. 14", "1:a advent 2022"])
def test_a_date_that_cannot_be_moved_as_it_is_written_becomes_a_tag(written: str) -> None:
    assert instead(Tag.DATE, written) == ["[DATUM 1]"]


def test_without_an_offset_no_date_stays() -> None:
    nobodys = Surrogates(code=HEART.code)

    assert instead(Tag.DATE, "2023-04-12", by=nobodys) == ["[DATUM 1]"]


@pytest.mark.parametrize(
    ("written", "instead_of_it"),
    [
        ("67 år", "67 år"),
        ("67-årig", "67-årig"),
        ("92 år", "90 år eller äldre"),
        ("92-årig", "minst 90-årig"),
        ("103-åring", "minst 90-åring"),
        ("född 1931", "[ÅLDER 1]"),
        ("nittiotvå år", "[ÅLDER 1]"),
    ],
)
def test_ages_of_ninety_and_over_become_one_class(written: str, instead_of_it: str) -> None:
    assert instead(Tag.AGE, written) == [instead_of_it]


def test_places_units_and_addresses_become_invented_ones_and_numbers_tags() -> None:
    assert instead(Tag.PLACE, "Umeå")[0] in words_for.PLACES
    assert instead(Tag.PLACE, "Umeås") == [f"{instead(Tag.PLACE, 'Umeå')[0]}s"]
    assert instead(Tag.CARE_UNIT, "Vårdcentralen Hjulet")[0] in words_for.UNITS
    assert re.fullmatch(r"\w+ \d{1,2}", instead(Tag.ADDRESS, "Storgatan 12")[0])
    assert instead(Tag.PHONE, "08-123 456 78", "08-123 456 79") == ["[TELEFON 1]", "[TELEFON 2]"]


def test_a_whole_note_is_written_with_surrogates_and_shows_nobody() -> None:
    number = personal_number(date(1953, 4, 9))
    known = KnownPerson(given_name="Anna-Karin", family_name="Lindqvist", numbers=(number,), city="Umeå")
    text = f"Anna-Karin Lindqvist {number} från Umeå, besök 2023-04-12. Lindqvists dotter med."

    note = mask_note(text, known, writing=HEART)

    assert isinstance(note, MaskedNote)
    assert re.fullmatch(r"\w+-\w+ (\w+) \[PERSONNUMMER 1\] från \w+, besök 2023-01-02\. \1s dotter med\.", note.text), (
        note.text
    )
    assert "HMAC" not in repr(HEART)


def test_surrogates_are_no_common_names() -> None:
    drawn = {word.casefold() for word in (*words_for.WOMEN, *words_for.MEN, *words_for.FAMILIES)}

    assert not drawn & {"anna", "karin", "lars", "erik", "maria", "andersson", "johansson", "lindqvist", "lind"}
    assert len(set(words_for.WOMEN)) == len(words_for.WOMEN)
    assert len(set(words_for.FAMILIES)) == len(words_for.FAMILIES)
    assert not set(words_for.WOMEN) & set(words_for.MEN)
