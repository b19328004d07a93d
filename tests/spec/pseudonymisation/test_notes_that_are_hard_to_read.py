"""Whatever a note looks like, it leaves masked, with places in the text that came, or it does not leave."""

import json
from datetime import date
from itertools import pairwise

import pytest

from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, WithheldNote, mask_note
from pseudonymisation.text.parting import LONGEST_PART, parts
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.tidying import tidied
from tests.support.people import personal_number

NUMBER = personal_number(date(1953, 4, 9))
PATIENT = KnownPerson(given_name="Åsa", family_name="Lindqvist", numbers=(NUMBER,), phone="070-174 06 05")
SWEDISH = "Patienten söker akut för buksmärta sedan två dagar och har inte haft feber. "
NORWEGIAN = (
    "Pasienten er en kvinne som ble innlagt på grunn av brystsmerter. Hun har ikke hatt feber, men er noe tungpusten. "
    "Det ble tatt EKG ved ankomst og blodprøver uten funn."
)
DANISH = (
    "Patienten er en kvinde som blev indlagt på grund af brystsmerter. Hun har ikke haft feber, men er noget træt. "
    "Der blev taget EKG ved ankomsten og blodprøver uden fund."
)
FINNISH = (
    "Potilas on nainen, joka tuli päivystykseen rintakivun vuoksi. Hänellä ei ole ollut kuumetta, mutta hengitys on "
    "ollut raskasta. EKG ja verikokeet otettiin, eikä niissä ollut poikkeavaa, ja hän menee kontrolliin."
)
ENGLISH = (
    "The patient was admitted with chest pain and she has not had any fever but is short of breath. Blood tests were "
    "without findings and she will be seen by her physician. Call 08-123 456 78."
)


def masked(text: str, known: KnownPerson = PATIENT) -> MaskedNote:
    note = mask_note(text, known)
    assert isinstance(note, MaskedNote), note
    return note


@pytest.mark.parametrize("text", ["", "a", " ", "\n", "7", "🙂", "\N{COMBINING RING ABOVE}"])
def test_a_note_of_nothing_or_of_one_character_leaves_as_it_is(text: str) -> None:
    assert masked(text).text == text
    assert masked(text).places == ()


def test_a_note_of_digits_alone_is_masked_whole() -> None:
    assert masked("1234567890" * 5_000).text == "[PERSONNUMMER 1]"


def test_a_note_in_upper_case_is_masked() -> None:
    text = f"PAT ÅSA LINDQVIST {NUMBER} SÖKER AKUT. LINDQVISTS DOTTER MED."

    assert masked(text).text == "PAT [PERSON 1] [PERSONNUMMER 1] SÖKER AKUT. [PERSON 1] DOTTER MED."


@pytest.mark.parametrize(
    ("written", "stood"),
    [
        ("A\N{COMBINING RING ABOVE}sa Lindqvist", "A\N{COMBINING RING ABOVE}sa Lindqvist"),
        ("Å\N{SOFT HYPHEN}sa Lind\N{SOFT HYPHEN}qvist", "Å\N{SOFT HYPHEN}sa Lind\N{SOFT HYPHEN}qvist"),
        ("Åsa\N{NO-BREAK SPACE}Lindqvist", "Åsa\N{NO-BREAK SPACE}Lindqvist"),
        ("Å\0sa\x1fLindqvist", "Å\0sa\x1fLindqvist"),
        ("Å\N{ZERO WIDTH SPACE}sa Lindqvist", "Å\N{ZERO WIDTH SPACE}sa Lindqvist"),
        ("<b>Åsa</b>&nbsp;Lind<i>qvist</i>", "Åsa</b>&nbsp;Lind<i>qvist"),
        ("&Aring;sa Lindqvist", "&Aring;sa Lindqvist"),
        ("&#197;sa Lindqvist", "&#197;sa Lindqvist"),
        (r"\'c5sa Lindqvist", r"\'c5sa Lindqvist"),
        (r"\u197?sa Lindqvist", r"\u197?sa Lindqvist"),
        ("Åsa\nLindqvist", "Åsa\nLindqvist"),
        ("🙂 Åsa Lindqvist 🙂", "Åsa Lindqvist"),
    ],
)
def test_no_way_of_writing_letters_hides_a_name_and_its_place_is_in_the_text_that_came(
    written: str, stood: str
) -> None:
    text = f"Träffar idag {written}, mår bra 🙂."

    note = masked(text)

    assert [text[place.start : place.end] for place in note.places] == [stood]
    assert [place.tag for place in note.places] == [Tag.PERSON]
    assert "[PERSON 1]" in note.text
    assert "indqvist" not in note.text


@pytest.mark.parametrize(
    "written",
    [
        f"{NUMBER[:8]}-\n{NUMBER[8:]}",
        f"{NUMBER[:8]}\r\n{NUMBER[8:]}",
        f"{NUMBER[:5]}\n{NUMBER[5:]}",
        f"{NUMBER[:8]}<br>{NUMBER[8:]}",
        f"{NUMBER[:8]}-\0{NUMBER[8:]}",
        f"<td>{NUMBER[:8]}</td><td>{NUMBER[8:]}</td>",
        rf"\b {NUMBER[:8]}\b0 -{NUMBER[8:]}",
        rf"{{\rtf1\ansi\f0\fs20 {NUMBER[:8]}\par {NUMBER[8:]}}}",
    ],
)
def test_a_number_broken_over_lines_or_by_markup_is_masked(written: str) -> None:
    note = masked(f"Mår bra, {written} är hemma.")

    assert not any(sign.isdigit() for sign in note.text.replace("[PERSONNUMMER 1]", ""))


def test_what_only_looks_like_markup_stays() -> None:
    text = r"CRP <5 & LPK >10, p<0,05; C:\temp\ny & a&b; x < y > z"

    assert masked(text).text == text


def test_half_a_character_is_no_text_that_can_be_written() -> None:
    assert json.dumps(masked("mår \ud83d bra").text, ensure_ascii=False).encode()


@pytest.mark.parametrize("text", ["Å\N{SOFT HYPHEN}sa", "A\N{COMBINING RING ABOVE}sa", "&Aring;sa", "Åsa"])
def test_a_tidied_text_knows_where_each_of_its_characters_stood(text: str) -> None:
    note = tidied(f"x{text}x")

    whole = note.as_it_came(Span(1, 4, Tag.PERSON))

    assert note.text == "xÅsax"
    assert (whole.start, whole.end) == (1, 1 + len(text))


@pytest.mark.parametrize("text", [NORWEGIAN, DANISH, FINNISH])
def test_a_long_text_in_a_language_that_nobody_here_reads_is_withheld(text: str) -> None:
    assert mask_note(text, PATIENT) == WithheldNote(code="note-language")
    assert mask_note(text, PATIENT, language="en") == WithheldNote(code="note-language")


def test_a_long_text_of_words_that_are_in_no_language_known_here_is_withheld() -> None:
    text = " ".join(f"{chr(97 + place % 26)}zq{chr(97 + place // 26)}wy" for place in range(80))

    assert mask_note(text, PATIENT) == WithheldNote(code="note-language")


@pytest.mark.parametrize("text", ["Больной жалуется на боли в животе", "المريض يعاني من ألم في البطن"])
def test_a_text_in_other_letters_is_withheld(text: str) -> None:
    assert mask_note(text, PATIENT) == WithheldNote(code="note-language")


@pytest.mark.parametrize(
    "text", ["Ikke feber. Hun er noe trøtt.", "No fever.", "Hb 134 Na 140 K 4,1 krea 78 ALAT 0,5 CRP 12 TSH 2,1 " * 3]
)
def test_a_short_note_and_one_of_values_count_as_written_in_the_language_that_was_asked_for(text: str) -> None:
    assert isinstance(mask_note(text, PATIENT), MaskedNote)


def test_a_note_in_two_languages_that_are_read_is_masked_by_the_nets_of_both() -> None:
    assert "[TELEFON 1]" in masked(SWEDISH * 3 + ENGLISH).text
    assert "[PHONE 1]" in masked(ENGLISH).text


def test_a_paragraph_in_a_foreign_language_within_a_longer_note_does_not_withhold_it() -> None:
    assert isinstance(mask_note(SWEDISH * 5 + NORWEGIAN, PATIENT), MaskedNote)


def test_a_note_over_the_limit_is_read_in_parts_and_nothing_is_lost_at_a_cut() -> None:
    pieces = [f"{SWEDISH}Nr {NUMBER[:6]}00-{place} slut. " for place in range(1000, 5000)]

    note = masked("".join(pieces))

    assert note.tags == {Tag.IDENTITY_NUMBER: 4000}
    assert note.text.startswith(f"{SWEDISH}Nr [PERSONNUMMER 1] slut. ")
    assert note.text.endswith("Nr [PERSONNUMMER 4000] slut. ")


@pytest.mark.parametrize("around", [-3, 0, 5, 40])
def test_what_lies_across_a_cut_in_a_text_without_sentences_is_found_whole(around: int) -> None:
    before = "x" * (LONGEST_PART + around - 6)

    note = masked(f"{before} {NUMBER} {'x' * 2000}", KnownPerson())

    assert note.text == f"{before} [PERSONNUMMER 1] {'x' * 2000}"


def test_parts_overlap_and_cover_the_whole_text() -> None:
    text = SWEDISH * 5_000

    cut = list(parts(text))

    assert all(text[part.start : part.start + len(part.text)] == part.text for part in cut)
    assert cut[0].start == 0
    assert all(after.start < before.start + len(before.text) for before, after in pairwise(cut))
    assert cut[-1].start + len(cut[-1].text) == len(text)
    assert all(len(part.text) <= LONGEST_PART + 2_000 for part in cut)


def test_five_million_characters_are_masked() -> None:
    text = f"{'ord' * 400}.\n" * 4_159 + "x" * 690 + f" {NUMBER}"
    assert len(text) > 4_999_000

    note = masked(text, KnownPerson())

    assert note.text == text[:-12] + "[PERSONNUMMER 1]"


def test_a_note_is_given_up_between_two_nets() -> None:
    ticks = iter([0.0, 1.0, 21.0])

    note = mask_note("mår bra", KnownPerson(), timer=lambda: next(ticks))

    assert note == WithheldNote(code="note-too-slow")
    assert next(ticks, None) is None
