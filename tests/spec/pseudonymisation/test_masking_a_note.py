"""A note leaves with the person masked, or it does not leave."""

import logging
import re
from datetime import date

import pytest

from pseudonymisation.text import correcting
from pseudonymisation.text.identity_numbers import IdentityNumbers
from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, WithheldNote, mask_note
from pseudonymisation.text.spans import Tag
from tests.support.people import coordination_number, personal_number

NUMBER = personal_number(date(1953, 4, 9))
OTHERS = personal_number(date(1931, 12, 24), serial="239")
DATE, LAST = OTHERS[:8], OTHERS[8:]
MISTYPED = OTHERS[:11] + str((int(OTHERS[11]) + 1) % 10)
PATIENT = KnownPerson(
    given_name="Anna-Karin Åsa",
    family_name="Lindqvist Öberg",
    numbers=(NUMBER, coordination_number(date(1953, 4, 9))),
    street="Sankt Eriksgatan 7 B",
    postcode="11234",
    city="Västra Frölunda",
    phone="070-174 06 05",
    email="anna.lindqvist@example.se",
)
NOBODY = KnownPerson()


def masked(text: str, known: KnownPerson = NOBODY) -> str:
    """The masked text without the tags' numbers, of which `test_numbers_within_a_note.py` tells."""
    note = mask_note(text, known)
    assert isinstance(note, MaskedNote), note
    return re.sub(r" \d+\]", "]", note.text)


@pytest.mark.parametrize(
    "written",
    [
        OTHERS,
        OTHERS[2:],
        f"{DATE}-{LAST}",
        f"{DATE[2:]}-{LAST}",
        f"{DATE[2:]}+{LAST}",
        f"{DATE} {LAST}",
        f"{DATE[2:]} {LAST}",
        f"{DATE} - {LAST}",
        f"{DATE}–{LAST}",
        f"{DATE}\N{MINUS SIGN}{LAST}",
        f"{DATE}-\n{LAST}",
        f"{DATE[:4]}-{DATE[4:6]}-{DATE[6:]}-{LAST}",
        f"{DATE[:4]} {DATE[4:6]} {DATE[6:]} {LAST}",
        f"{DATE[2:4]}.{DATE[4:6]}.{DATE[6:]}-{LAST}",
        MISTYPED,
        f"{MISTYPED[2:8]}-{MISTYPED[8:]}",
        f"{DATE}-{LAST[:3]}",
        f"{DATE}-{LAST}0",
        f"{OTHERS}0",
        f"{DATE[2:]}-XXXX",
        f"{DATE}****",
        coordination_number(date(1988, 7, 31)),
        "20000101-T220",
        "000101T220",
        "20000101T1212",
        "991981000010",
        "98240301AA06",
        "98240301-AA06",
        "20000101 SF1A",
        "SE2321000016-A1B2",
        "se 2321000016 - 10QR",
    ],
)
def test_a_number_is_masked_by_its_shape_however_it_is_written_and_mistyped(written: str) -> None:
    text = masked(f"Pat {written} söker akut, pnr:{written}.")

    tag = "HSA-ID" if written.lower().startswith("se") else "PERSONNUMMER"
    assert text == f"Pat [{tag}] söker akut, pnr:[{tag}]."


@pytest.mark.parametrize(
    "written",
    [
        "08-123 456 78",
        "070-174 06 05",
        "070/1740605",
        "0500 41 20 00",
        "+46 70 174 06 05",
        "+46(0)8-123 456",
        "0046 70 174 06 05",
        "+358 40 123 4567",
    ],
)
def test_a_telephone_number_is_masked(written: str) -> None:
    assert masked(f"Nås på {written}, ring gärna.") == "Nås på [TELEFON], ring gärna."


@pytest.mark.parametrize("called", ["ankn 72 345", "sök 72345", "tfn: 4711", "Tel. nr 123 45", "mobil 7017406"])
def test_an_internal_extension_is_masked_by_the_word_that_calls_it_so(called: str) -> None:
    assert "[TELEFON]" in masked(f"Läkare {called}.")
    assert not any(sign.isdigit() for sign in masked(f"Läkare {called}."))


@pytest.mark.parametrize(
    "address",
    ["per.öberg@sjukhus.example", "x@y", "a+b%c@xn--bcher-kva.example", "per (at) post.example", "p@ö.example"],
)
def test_an_email_address_is_masked(address: str) -> None:
    assert masked(f"Skriv till {address}!") == "Skriv till [E-POST]!"


def test_neighbours_stay_apart() -> None:
    assert masked("a@x.se b@y.se c@z.se") == "[E-POST] [E-POST] [E-POST]"


@pytest.mark.parametrize(
    "written",
    ["2023-04-12", "20230412", "230412", "23-04-12", "12/4-23", "12.4.2023", "3 maj 2023", "3:e maj", "12 sept -23"],
)
def test_a_full_date_is_masked_since_a_true_one_would_tell_how_far_the_others_moved(written: str) -> None:
    assert masked(f"Besök {written} på mottagningen") == "Besök [DATUM] på mottagningen"


@pytest.mark.parametrize(
    "text",
    [
        "Blodtryck 120/80, puls 72, temp 37,2. Hb 134 g/l.",
        "Tar 1/2 tablett Waran, INR 2,4. Smärta 5/10.",
        "Kreatinin 78 mikromol/l, EKG u.a. Kod I21.4, ATC B01AA03.",
    ],
)
def test_measurements_and_codes_stay(text: str) -> None:
    assert masked(text, PATIENT) == text


@pytest.mark.parametrize(
    "written",
    [
        "Anna-Karin Lindqvist Öberg",
        "Lindqvist, Anna",
        "ANNA KARIN LINDQVIST",
        "lindqvists",
        "Åsas",
        "asa",
        "AnnaKarin",
        "Karin",
        "Oberg",
        "A.K. Lindqvist",
        "A Lindqvist",
        "AK Öberg",
        "Lindqvist A",
        "Lindqist",
        "Lindkvist",
        "Lindqvsit",
        "Lindqviists",
        "A.K.Å.L.Ö",
        "A\N{SOFT HYPHEN}nna",
        "A\N{COMBINING RING ABOVE}sa",
    ],
)
def test_the_patients_own_name_is_masked_in_every_inflection(written: str) -> None:
    assert masked(f"Träffar {written} idag.", PATIENT) == "Träffar [PERSON] idag."


@pytest.mark.parametrize("word", ["Lindar", "annan", "Vitamin K", "A", "AK"])
def test_other_words_and_lone_letters_stay(word: str) -> None:
    assert masked(f"Träffar {word} idag.", PATIENT) == f"Träffar {word} idag."


@pytest.mark.parametrize(
    "written",
    [
        "Sankt Eriksgatan 7 B",
        "Sankt Eriksgatan",
        "sankt eriksgatan 7b",
        "Eriksgatans",
        "Eriksgatan 19",
        "112 34",
        "11234",
        "Västra Frölunda",
        "Frölundas",
    ],
)
def test_the_patients_own_address_is_masked(written: str) -> None:
    assert masked(f"Bor på {written}.", PATIENT) == "Bor på [ADRESS]."


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        (f"1 9 5 3 0 4 0 9 {NUMBER[8:]}", "PERSONNUMMER"),
        (f"{NUMBER[2:8]}/{NUMBER[8:]}", "PERSONNUMMER"),
        (f"{NUMBER[2:8]}, {NUMBER[8:]}", "PERSONNUMMER"),
        ("70.174.06.05", "TELEFON"),
        ("+46701740605", "TELEFON"),
        ("anna.lindqvist [at] example . se", "E-POST"),
    ],
)
def test_what_is_known_is_found_whatever_stands_between_its_characters(written: str, tag: str) -> None:
    assert masked(f"Se {written}.", PATIENT) == f"Se [{tag}]."


def test_characters_far_apart_are_not_picked_together_to_make_a_number() -> None:
    known = KnownPerson(numbers=("abcdef",))
    text = "a b c" + " " * 30 + "d e f"

    assert masked(text, known) == text


def test_a_key_that_is_no_swedish_number_is_found_whole() -> None:
    known = KnownPerson(numbers=("0a1b2c3d-0000-4000-8000-00000000abcd", "17"), city="Umeå")

    text = masked("Ref 0A1B2C3D 0000-4000-8000-00000000ABCD, kl 17, Umeås", known)

    assert text == "Ref [PERSONNUMMER], kl 17, [ADRESS]"


def test_the_note_counts_its_tags_and_does_not_show_its_text_in_print() -> None:
    note = mask_note(f"Lindqvist, {OTHERS}, {OTHERS}, ring 08-123 456 78", PATIENT)

    assert isinstance(note, MaskedNote)
    assert note.tags == {Tag.PERSON: 1, Tag.IDENTITY_NUMBER: 2, Tag.PHONE: 1}
    assert "ring" not in repr(note)
    assert "Lindqvist" not in f"{PATIENT!r} {PATIENT}"
    assert repr(NOBODY) == "KnownPerson(known: nothing)"


def test_a_note_that_is_too_long_is_withheld() -> None:
    assert mask_note("a" * 5_000_001, NOBODY) == WithheldNote(code="note-too-long")


def test_what_is_no_text_is_withheld() -> None:
    assert mask_note(None, NOBODY) == WithheldNote(code="note-not-text")


def test_a_note_that_takes_too_long_is_withheld() -> None:
    ticks = iter([0.0, 21.0])

    assert mask_note("mår bra", NOBODY, timer=lambda: next(ticks)) == WithheldNote(code="note-too-slow")


def test_a_recognizer_that_fails_withholds_the_note(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(recognizer: IdentityNumbers, text: str) -> None:
        raise TimeoutError(text)

    monkeypatch.setattr(IdentityNumbers, "spans", fails)

    assert mask_note("mår bra", NOBODY) == WithheldNote(code="note-failed")


def test_a_note_that_still_shows_the_person_after_masking_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(correcting, "union", lambda spans: [])

    assert mask_note("Lindqvist mår bra", PATIENT) == WithheldNote(code="note-residue")


def test_nothing_of_a_note_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    masked("Lindqvist mår bra", PATIENT)

    assert caplog.records == []
