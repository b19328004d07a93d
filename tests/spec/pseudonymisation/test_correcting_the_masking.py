"""What a controller's stewards found wrong: words that are masked from now on, and words that are let be."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from pseudonymisation.errors import CorrectionUnfit
from pseudonymisation.text.correcting import GUESSED, Correcting
from pseudonymisation.text.corrections import MOST_ENTRIES, NO_CORRECTIONS, Corrections, correction_of
from pseudonymisation.text.engine import NETS
from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, WithheldNote, mask_note
from pseudonymisation.text.spans import Tag
from pseudonymisation.text.surrogates import Surrogates
from pseudonymisation.text.tagging import TAGGED, Writing
from tests.support.people import personal_number

NUMBER = personal_number(date(1931, 12, 24), serial="239")
NOBODY = KnownPerson()


def masked(text: str, corrections: Corrections, known: KnownPerson = NOBODY, writing: Writing = TAGGED) -> MaskedNote:
    note = mask_note(text, known, correcting=Correcting(corrections), writing=writing)
    assert isinstance(note, MaskedNote), note
    return note


def denying(*words: str, tag: str = "PERSON") -> Corrections:
    return Corrections.of(deny=[(each, tag) for each in words])


def allowing(*words: str) -> Corrections:
    return Corrections.of(allow=words)


@pytest.mark.parametrize(
    "written",
    ["brunkulla", "Brunkulla", "BRUNKULLA", "brunkullas", "brünkulla", "brunkulla2", "(brunkulla)", "brun\u00adkulla"],
)
def test_a_denied_word_is_masked_however_it_is_written(written: str) -> None:
    note = masked(f"det var {written} som bar in det", denying("Brunkulla"))

    assert "kulla" not in note.text.lower()
    assert "[PERSON 1]" in note.text
    assert (note.added, note.lifted) == (1, 0)


def test_a_denied_word_is_masked_where_it_stands_whole_and_not_inside_another() -> None:
    note = masked("en kulla, flera kullar och kullager", denying("kulla"))

    assert note.text == "en [PERSON 1], flera kullar och kullager"


@pytest.mark.parametrize("written", ["röda stugan", "Röda\nStugan", "röda-stugans", "RODA  STUGAN", "röda, stugan"])
def test_denied_words_that_follow_one_another_are_masked_together(written: str) -> None:
    note = masked(f"hon vistas i {written} om dagarna", denying("Röda stugan", tag="CARE_UNIT"))

    assert note.text == "hon vistas i [VÅRDENHET 1] om dagarna"


@pytest.mark.parametrize("written", ["röda och stugan", "röda 7 stugan", "stugan röda"])
def test_they_are_not_masked_where_something_stands_between_them(written: str) -> None:
    assert masked(f"det var {written} det gällde", denying("röda stugan")).added == 0


def test_a_number_may_be_denied_and_so_may_words_with_numbers() -> None:
    note = masked("bord 8843-22 och rum q7x stod kvar", denying("8843 22", "rum Q7x", tag="CASE_NUMBER"))

    assert note.text == "bord [ÄRENDENUMMER 1] och [ÄRENDENUMMER 2] stod kvar"


def test_what_is_denied_and_found_anyway_is_no_addition() -> None:
    note = masked("Kontaktperson är Anna Lindqvist.", denying("Lindqvist"))

    assert note.text == "Kontaktperson är [PERSON 1]."
    assert note.added == 0


def test_where_surrogates_are_written_a_denied_word_becomes_a_tag() -> None:
    surrogates = Surrogates(code=lambda message: message.encode().ljust(8), offset_days=3)

    note = masked("fru Brunkulla, 34 år, kom", denying("fru Brunkulla", "34 år", tag="AGE"), writing=surrogates)

    assert note.text == "[ÅLDER 1], [ÅLDER 2], kom"


@pytest.mark.parametrize("words", ["Brunnstad", "brunnstad", "BRUNNSTAD"])
def test_an_allowed_word_that_a_net_took_for_a_name_is_let_be(words: str) -> None:
    text = "Kontaktperson är Brunnstad sedan dess."
    assert masked(text, NO_CORRECTIONS).text == "Kontaktperson är [PERSON 1] sedan dess."

    note = masked(text, allowing(words))

    assert note.text == text
    assert (note.added, note.lifted) == (0, 1)


@pytest.mark.parametrize("words", ["Brunnstads", "Brunnståd", "Brunn", "är Brunnstad"])
def test_what_is_not_just_the_allowed_letters_stays_masked(words: str) -> None:
    assert "Brunnstad" not in masked("Kontaktperson är Brunnstad sedan dess.", allowing(words)).text


def test_a_part_of_what_was_found_is_not_let_be() -> None:
    note = masked("Kontaktperson är Anna Lindqvist.", allowing("Anna", "Lindqvist"))

    assert note.text == "Kontaktperson är [PERSON 1]."
    assert note.lifted == 0


def test_the_patients_own_name_stays_masked_whatever_is_allowed() -> None:
    patient = KnownPerson(given_name="Anna", family_name="Brunnstad")

    note = masked("Brunnstad kom. Kontaktperson är Brunnstad.", allowing("Brunnstad"), patient)

    assert "Brunnstad" not in note.text
    assert note.lifted == 0


@pytest.mark.parametrize("written", [NUMBER, "070-174 06 05", "2023-04-12", "C21"])
def test_what_holds_a_digit_cannot_be_allowed(written: str) -> None:
    with pytest.raises(CorrectionUnfit, match="correction-number"):
        allowing(written)


@pytest.mark.parametrize("written", ["den tolfte april", "anna@example.se", "åttioåring", "Storgatan"])
def test_dates_ages_and_what_has_a_form_stay_masked_whatever_is_allowed(written: str) -> None:
    text = f"Hon är {written} hit."

    note = masked(text, allowing(written))

    assert note == masked(text, NO_CORRECTIONS)
    assert note.lifted == 0


def test_what_is_both_denied_and_allowed_is_masked() -> None:
    both = denying("Brunnstad").joined(allowing("Brunnstad"))

    assert masked("Kontaktperson är Brunnstad sedan dess.", both).text == "Kontaktperson är [PERSON 1] sedan dess."


def test_in_a_long_note_denied_and_allowed_words_are_found_beyond_every_cut() -> None:
    text = "Kontaktperson är Brunnstad hela tiden. det var brunkulla som kom. " * 3_500

    note = masked(text, denying("brunkulla").joined(allowing("Brunnstad")))

    assert (note.added, note.lifted) == (3_500, 3_500)
    assert "brunkulla" not in note.text


def test_a_note_that_is_withheld_stays_withheld() -> None:
    note = mask_note(None, NOBODY, correcting=Correcting(denying("Brunkulla")))

    assert note == WithheldNote(code="note-not-text")


def test_only_nets_that_guess_find_what_may_be_allowed() -> None:
    """Were a net of formats to yield one of these tags, an allow list could lift what it finds."""
    guess = {net.__name__ for net in NETS if GUESSED.intersection(net.tags)}

    assert guess == {"People", "CareUnits", "Places", "Organisations"}
    assert all(GUESSED.issuperset(net.tags) for net in NETS if net.__name__ in guess)


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("correction-short", lambda: denying("Å")),
        ("correction-short", lambda: allowing(" - ")),
        ("correction-long", lambda: denying("lång" * 21)),
        ("correction-long", lambda: denying("ett två tre fyra fem sex sju åtta nio")),
        ("correction-unseen", lambda: denying("Bru\x00nkulla")),
        ("correction-unseen", lambda: allowing("Brun\u200bkulla")),
        ("correction-unseen", lambda: denying("\u202eBrunkulla")),
        ("correction-class", lambda: denying("Brunkulla", tag="NAMN")),
        ("correction-number", lambda: allowing("avdelning 7")),
        ("correction-number", lambda: allowing("avdelning ½")),
        ("corrections-many", lambda: denying(*(f"brunkulla{number}" for number in range(MOST_ENTRIES + 1)))),
        ("correction-form", lambda: correction_of(["Brunkulla"])),
        ("correction-form", lambda: correction_of({"deny": "Brunkulla"})),
        ("correction-form", lambda: correction_of({"allow": "Brunkulla", "class": "PERSON"})),
        ("correction-form", lambda: correction_of({"deny": 7, "class": "PERSON"})),
    ],
)
def test_what_no_correction_can_be_is_refused_by_its_code_and_without_its_words(
    code: str, made: Callable[[], object]
) -> None:
    with pytest.raises(CorrectionUnfit) as unfit:
        made()

    assert unfit.value.code == code
    assert not re.search("kulla|avdelning|NAMN", str(unfit.value))


def test_a_pattern_is_no_more_than_its_letters() -> None:
    note = masked("brunkulla och brun", denying("brun.*", tag="PLACE"))

    assert note.text == "brunkulla och [PLATS 1]"


def test_words_are_listed_once_and_shown_by_nothing() -> None:
    lists = Corrections.of(
        deny=[("Brunkulla", "PERSON"), ("brun\u00e5", "PLACE"), ("BRUNKULLA", "PLACE")], allow=["Ek", "ek "]
    )

    assert [entry.tag for entry in lists.deny] == [Tag.PLACE, Tag.PLACE]
    assert str(lists) == "2 denied, 1 allowed"
    assert not re.search("(?i)brun|ek", repr(lists))
