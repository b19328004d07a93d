"""A Swedish identity number is read however people write it, and shown to nobody."""

from datetime import date

import pytest

from pseudonymisation.errors import IdentityUnreadable
from pseudonymisation.identity import Kind, normal_form, parse
from tests.support.people import coordination_number, invalid_number, personal_number

TODAY = date(2026, 11, 22)
NUMBER = personal_number(date(1953, 4, 9))


@pytest.mark.parametrize(
    "written",
    [
        NUMBER,
        f"{NUMBER[:8]}-{NUMBER[8:]}",
        f"{NUMBER[:8]} {NUMBER[8:]}",
        f" {NUMBER[:8]} - {NUMBER[8:]} ",
        f"{NUMBER[:8]}–{NUMBER[8:]}",
        f"{NUMBER[:8]}−{NUMBER[8:]}",
        f"{NUMBER[:4]}-{NUMBER[4:6]}-{NUMBER[6:8]}-{NUMBER[8:]}",
        f"{NUMBER[2:8]}-{NUMBER[8:]}",
        f"{NUMBER[2:8]}\N{NO-BREAK SPACE}{NUMBER[8:]}",
        f"{NUMBER[:8]}\N{SOFT HYPHEN}{NUMBER[8:]}",
        NUMBER[2:],
    ],
)
def test_every_way_of_writing_a_number_has_one_normal_form(written: str) -> None:
    identity = parse(written, on=TODAY)

    assert (identity.kind, identity.number, identity.checked) == (Kind.PERSONAL, NUMBER, True)


@pytest.mark.parametrize(
    ("number", "kind", "checked"),
    [
        (coordination_number(date(1988, 7, 31)), Kind.COORDINATION, True),
        ("198800602380", Kind.COORDINATION, False),  # month and day of birth unknown
        ("20000101T220", Kind.INTERIM, True),
        ("20000101T221", Kind.INTERIM, False),
        ("20000101K221", Kind.RESERVE, True),  # the Gothenburg region's: K counts as 5
        ("991981000010", Kind.RESERVE, True),  # Region Stockholm's
        ("991981000011", Kind.RESERVE, False),
        ("98240301AA06", Kind.RESERVE, False),  # national
        ("00244045AA06", Kind.RESERVE, False),  # national, birth unknown
        ("20000101SF1A", Kind.RESERVE, False),  # Värmland's
        ("198805402388", Kind.RESERVE, True),  # of the form with a day from 32 to 59
        ("598801010001", Kind.RESERVE, False),
        (invalid_number(1970, 5, last_four=17), Kind.INVALID, False),
        ("198802302380", Kind.INVALID, False),
        ("228801012380", Kind.INVALID, False),
        ("00240101AA06", Kind.RESERVE, False),
        ("20240101AA06", Kind.RESERVE, False),
    ],
)
def test_its_kind_is_told_by_its_shape(number: str, kind: Kind, checked: bool) -> None:
    identity = parse(number)

    assert (identity.kind, identity.number, identity.checked) == (kind, number, checked)


def test_a_mistyped_number_is_still_a_number() -> None:
    mistyped = NUMBER[:11] + str((int(NUMBER[11]) + 1) % 10)

    identity = parse(mistyped)

    assert identity.number == mistyped
    assert not identity.checked


def test_lower_case_and_full_width_characters_are_the_same_number() -> None:
    assert parse("20000101t220").number == "20000101T220"
    assert parse("\N{FULLWIDTH DIGIT TWO}0000101T220").number == "20000101T220"


@pytest.mark.parametrize(
    ("written", "on", "century"),
    [
        ("090527-2386", TODAY, "20"),
        ("090527+2386", TODAY, "19"),
        ("0905272386", TODAY, "20"),
        ("261121-2386", TODAY, "20"),
        ("261123-2386", TODAY, "19"),  # born tomorrow: the dash was never made a plus
        ("261123+2386", TODAY, "19"),  # a hundred this year
        ("990527-2386", date(1999, 12, 31), "19"),
        ("990527+2386", date(1999, 12, 31), "18"),
    ],
)
def test_ten_digits_get_their_century_from_the_sign_and_the_day_of_use(written: str, on: date, century: str) -> None:
    assert parse(written, on=on).number[:2] == century


def test_ten_digits_without_a_day_of_use_are_refused_rather_than_guessed() -> None:
    with pytest.raises(IdentityUnreadable) as refusal:
        parse(NUMBER[2:])

    assert refusal.value.code == "identity-century-unknown"
    assert normal_form(NUMBER[2:]) is None


@pytest.mark.parametrize("text", ["", "x", "12345", "19530409-238", f"{NUMBER}0", NUMBER * 4, "1234567890"])
def test_what_is_no_number_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(IdentityUnreadable) as refusal:
        parse(text, on=TODAY)

    assert refusal.value.code == "identity-unreadable"
    assert not text or text not in str(refusal.value.sentence)


def test_print_format_and_repr_do_not_show_the_number() -> None:
    identity = parse(NUMBER)

    shown = f"{identity} {identity!r} {identity!s} {[identity]}"

    assert NUMBER not in shown
    assert NUMBER[2:] not in shown


@pytest.mark.parametrize(
    ("key", "normal"),
    [
        ("  19530409-2389 ", "195304092389"),
        ("0A1B2C3D-0000-4000-8000-00000000ABCD", "0a1b2c3d-0000-4000-8000-00000000abcd"),
        (" person 7 ", "person 7"),
        ("Ab/c", "Ab/c"),
        ("A\N{COMBINING RING ABOVE}", "Å"),
        ("1234567890", "1234567890"),
        ("", None),
        ("   ", None),
    ],
)
def test_any_key_of_a_person_has_one_stable_form(key: str, normal: str | None) -> None:
    assert normal_form(key) == normal
