"""The same stretch has the same number within a note; a number means nothing outside it."""

from datetime import date

import pytest

from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, mask_note
from pseudonymisation.text.numbering import Found, numbered
from pseudonymisation.text.spans import Tag
from tests.support.people import personal_number

NUMBER = personal_number(date(1953, 4, 9))


def persons(*written: str) -> list[int]:
    return numbered([Found(Tag.PERSON, each) for each in written])


def test_the_same_stretch_of_one_class_has_one_number_and_each_class_counts_by_itself() -> None:
    known = KnownPerson(given_name="Anna", family_name="Lindqvist", numbers=(NUMBER,))
    text = f"Anna Lindqvist {NUMBER}. ANNA LINDQVISTS mor, tfn 08-123 456 78, {NUMBER[:8]}-{NUMBER[8:]}, 08-765 43 21."

    note = mask_note(text, known)

    assert isinstance(note, MaskedNote)
    assert note.text == ("[PERSON 1] [PERSONNUMMER 1]. [PERSON 1] mor, tfn [TELEFON 1], [PERSONNUMMER 1], [TELEFON 2].")


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        (["Anna Lind", "Per Lind", "Anna Linds"], [1, 2, 1]),
        (["Anna-Karin Lind", "Anna Karin Lind", "Lind, Anna-Karin"], [1, 1, 1]),
        (["Anna Lind", "Lind", "Linds"], [1, 1, 1]),
        (["Lind", "Anna Lind"], [1, 1]),
        (["Anna Lind", "Per Lind", "Lind"], [1, 2, 3]),
        (["Anna Lind", "A. Lind"], [1, 1]),
        (["Anna Lind", "A.K. Lind", "A. Lind"], [1, 2, 3]),
        (["Anna Lind", "Dr Lind", "dr Anna Lind"], [1, 1, 1]),
        (["Anna Lind", "Anna"], [1, 2]),
        (["Anna von Essen", "von Essen", "Essen"], [1, 1, 1]),
        (["Lars Ek", "Lars Eks", "LARS EK"], [1, 1, 1]),
        (["/-", "?"], [1, 1]),
    ],
)
def test_a_shorter_form_of_a_name_is_the_person_it_fits_where_it_fits_one(
    written: list[str], numbers: list[int]
) -> None:
    assert persons(*written) == numbers


def test_a_number_is_one_with_its_century_and_without_and_a_telephone_with_its_country_and_without() -> None:
    found = [
        Found(Tag.IDENTITY_NUMBER, NUMBER),
        Found(Tag.IDENTITY_NUMBER, f"{NUMBER[2:8]}-{NUMBER[8:]}"),
        Found(Tag.PHONE, "070-174 06 05"),
        Found(Tag.PHONE, "+46 70 174 06 05"),
        Found(Tag.PHONE, "0046 (0)70 1740605"),
        Found(Tag.PLACE, "Umeå"),
        Found(Tag.PLACE, "Umeås"),
    ]

    assert numbered(found) == [1, 1, 1, 1, 1, 1, 1]


def test_an_english_note_has_english_words() -> None:
    text = (
        "The patient is a woman who was admitted with pain and she has had no fever but is short of breath. "
        "She was seen by the physician and was told to return. Call her at 08-123 456 78."
    )

    note = mask_note(text, KnownPerson(), language="en")

    assert isinstance(note, MaskedNote)
    assert note.text.endswith("at [PHONE 1].")


def test_places_lead_back_into_the_note_and_are_not_shown_in_print() -> None:
    text = "Ring  08-123 456 78 eller 08-765 43 21."

    note = mask_note(text, KnownPerson())

    assert isinstance(note, MaskedNote)
    assert [text[place.start : place.end] for place in note.places] == ["08-123 456 78", "08-765 43 21"]
    assert [note.text[place.masked_start : place.masked_end] for place in note.places] == ["[TELEFON 1]", "[TELEFON 2]"]
    assert "places" not in repr(note)
