"""What the columns tell of a person, of kin, staff and unit, is found in the person's notes however it is written."""

import re

import pytest

from pseudonymisation.text.known_person import KnownPerson, KnownPersonRecognizer
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.spans import Tag, union

PATIENT = KnownPerson(
    names=("Anna-Karin Lindqvist", "Öberg, Åsa"),
    addresses=("Sankt Eriksgatan 7 B, 112 34 Stockholm", "Box 12\n903 25 Umeå"),
    phones=("070-174 06 05", "+46 8 123 456 78"),
    emails=("anna@example.se", "akl@example.se"),
    units=("Ekbackens vårdcentral", "K72"),
    others=("Gunnar Wikström", "Tuvstarr, Ebba", "Bo"),
)
NET = KnownPersonRecognizer(PATIENT)


def masked(text: str, net: KnownPersonRecognizer = NET) -> str:
    for span in reversed(union(net.spans(Reading(text, "sv")))):
        text = f"{text[: span.start]}[{span.tag.value}]{text[span.end :]}"
    return text


@pytest.mark.parametrize(
    "written",
    [
        "Anna-Karin Lindqvist",
        "Anna Karin",
        "Anna\nKarin",
        "Lindqvist, Anna",
        "ANNA LINDQVIST",
        "anna lindqvist",
        "Lindqvists",
        "Lindqvist's",
        "Lindkvist",
        "Lindqvits",
        "Oberg",
        "Åsa Öberg",
        "asa oberg",
        "AnnaKarin",
        "A.K.L.",
        "AKL",
        "A-K Lindqvist",
        "Lindqvist A",
        "Gunnar Wikström",
        "Wikströms",
        "G Wikström",
        "Wickström",
        "Ebba Tuvstarr",
        "Tuvstarr, Ebba",
        "E. Tuvstarr",
        "GUNNAR",
    ],
)
def test_names_of_the_person_of_kin_and_of_staff_are_masked(written: str) -> None:
    assert re.fullmatch(r"Träffar \[PERSON\](?:'s)?\.? idag\.", masked(f"Träffar {written} idag."))


@pytest.mark.parametrize("code", ["ankl", "anli", "akl", "AKL", "al", "guwi", "gw", "GUNWIK", "ebtu"])
def test_what_they_sign_with_is_masked_where_somebody_signs(code: str) -> None:
    known = KnownPersonRecognizer(KnownPerson(names=("Anna-Karin Lindqvist",), others=PATIENT.others + ("Anna Klint",)))

    assert masked(f"Åter vid behov. /{code}", known) == "Åter vid behov. /[PERSON]"
    assert masked(f"Sign: {code}", known) == "Sign: [PERSON]"


def test_parts_of_a_name_in_several_columns_make_its_initials() -> None:
    known = KnownPersonRecognizer(KnownPerson(names=("Anna", "Lindqvist")))

    assert masked("Bedömt. /al", known) == "Bedömt. /[PERSON]"
    assert masked("Anna Lindqvist", known) == "[PERSON]"


@pytest.mark.parametrize(
    "written",
    ["Sankt Eriksgatan 7 B", "Eriksgatan", "112 34", "11234", "Stockholm", "Stockholms", "Box 12", "90325", "Umeå"],
)
def test_each_part_of_each_address_is_masked(written: str) -> None:
    assert masked(f"Bor på {written}.") == "Bor på [ADDRESS]."


@pytest.mark.parametrize("written", ["0701740605", "070 174 06 05", "08-123 456 78", "+46 8 12345678"])
def test_each_telephone_number_is_masked(written: str) -> None:
    assert masked(f"Nås på {written}.") == "Nås på [PHONE]."


@pytest.mark.parametrize("written", ["anna@example.se", "AKL@EXAMPLE.SE", "akl at example.se"])
def test_each_email_address_is_masked(written: str) -> None:
    assert masked(f"Skriv till {written}!") == "Skriv till [EMAIL]!"


@pytest.mark.parametrize(
    "written", ["Ekbackens vårdcentral", "EKBACKENS VÅRDCENTRAL", "ekbackens  vårdcentral", "K72", "k 72"]
)
def test_the_unit_is_masked(written: str) -> None:
    assert masked(f"Vårdas på {written} nu.") == f"Vårdas på [{Tag.CARE_UNIT.value}] nu."


@pytest.mark.parametrize(
    "text",
    [
        "Patienten är annan i dag.",
        "Hon bor hemma och går bra.",
        "Karies i tand, gunga och vik.",
        "Vitamin A, AL och GW på listan.",
        "Lindar sår, box med handskar.",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [("Dag Ek", "Dag ringer, en dag till.", "[PERSON] ringer, en dag till."), ("My Sol", "my och sol", "my och sol")],
)
def test_a_name_that_is_an_everyday_word_names_nobody_in_small_letters(name: str, text: str, left: str) -> None:
    assert masked(text, KnownPersonRecognizer(KnownPerson(names=(name,)))) == left


def test_the_old_fields_and_the_new_work_together_and_none_is_printed() -> None:
    known = KnownPerson(given_name="Anna", family_name="Lind", names=("Ann Lindh",), others=("Bo Ek",))

    assert masked("Anna Lind, Ann Lindh, Bo Ek", KnownPersonRecognizer(known)) == "[PERSON], [PERSON]"
    assert repr(known) == "KnownPerson(known: given_name, family_name, names, others)"


def test_nobody_known_masks_nothing() -> None:
    known = KnownPerson(names=("", " ", ","), others=("",), addresses=("",), phones=("",), emails=("",), units=("",))

    assert masked("Anna Lind ringer från Umeå", KnownPersonRecognizer(known)) == "Anna Lind ringer från Umeå"
