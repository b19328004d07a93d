"""
Swedish identity numbers: read, brought into one normal form, and hidden from print.

A number is known by its shape. The check digit is reported and never required: a mistyped number is still
somebody's number, and refusing to see it would leave it standing.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pseudonymisation.check_digits import ends_in_its_check_digit
from pseudonymisation.errors import IdentityUnreadable


class Kind(StrEnum):
    """What kind of number it is, by its shape."""

    PERSONAL = "personal"
    COORDINATION = "coordination"
    INTERIM = "interim"
    RESERVE = "reserve"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One identity number. `number` is its normal form of 12 characters; print, format and repr do not show it."""

    kind: Kind
    number: str = field(repr=False)
    checked: bool


_DASHES = "-‐‑‒–—―−"  # as word processors write them
_DATED = re.compile(
    rf"(?P<century>[0-9]{{2}})?(?P<year>[0-9]{{2}})[-./ ]?(?P<month>[0-9]{{2}})[-./ ]?(?P<day>[0-9]{{2}})"
    rf" {{0,3}}(?P<mark>[{_DASHES}+]?) {{0,3}}(?P<tail>[0-9A-Z]{{4}})"
)
_STOCKHOLM = re.compile(r"99(?:19|20)[0-9]{8}")
_NATIONAL = re.compile(r"(?P<era>[0-9]{2})[0-9]{2}(?P<month>[0-9]{2})(?P<day>[0-9]{2})[A-HJ-NPR-UX-Z]{2}[0-9A-Z]{2}")
_INTERIM_TAIL = re.compile(r"[TRSUWXJKLMN][0-9]{3}")
_GOTHENBURG_DIGITS = str.maketrans("KMX", "578")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_LONGEST = 40


def parse(text: str, *, on: date | None = None) -> Identity:
    """
    The identity number that the text is, whole: ten or twelve characters, with dash, plus or spaces as people write.

    Ten characters need `on`, the day on which the number was in use: a dash or nothing means the latest such
    birth not after that day, a plus one hundred years before. A text that is no such number is refused.
    """
    written = _written(text)
    dated = _DATED.fullmatch(written)
    if dated is None or not _could_be_short(dated):
        raise IdentityUnreadable("identity-unreadable", "This is not the shape of a Swedish identity number.")
    bare = dated["year"] + dated["month"] + dated["day"] + dated["tail"]
    century = dated["century"] or _century(dated, on)
    kind, checked = _kind(century + bare)
    return Identity(kind=kind, number=century + bare, checked=checked)


def normal_form(text: str, *, on: date | None = None) -> str | None:
    """
    The one stable form of any key by which a dataset calls a person, or None where the text names nobody for certain.

    Swedish numbers become their 12 characters in upper case; UUIDs their lower-case form; any other key stays as
    it is but for white space around it and the way its letters are composed. A ten-character Swedish number
    without `on` is None: its century would be a guess, and a guess may make one person of two.
    """
    try:
        return parse(text, on=on).number
    except IdentityUnreadable as error:
        if error.code != "identity-unreadable":
            return None
    key = unicodedata.normalize("NFC", text).strip()
    return key.lower() if _UUID.fullmatch(key.lower()) else key or None


def _could_be_short(dated: re.Match[str]) -> bool:
    """Ten characters whose middle is no month or day are some other dataset's key, not a number without its century."""
    return dated["century"] is not None or (dated["month"] <= "12" and dated["day"] <= "91")


def _written(text: str) -> str:
    """The text in plain letters and digits: full-width forms, odd spaces and invisible characters smoothed out."""
    if len(text) > _LONGEST:
        return ""
    smooth = unicodedata.normalize("NFKC", text)
    visible = "".join(" " if sign.isspace() else sign for sign in smooth if unicodedata.category(sign) != "Cf")
    return visible.strip().upper()


def _century(dated: re.Match[str], on: date | None) -> str:
    if on is None:
        raise IdentityUnreadable("identity-century-unknown", "A number of ten characters needs the day it was in use.")
    year = on.year - (on.year - int(dated["year"])) % 100
    if dated["mark"] == "+" or (year, int(dated["month"]), int(dated["day"]) % 60) > (on.year, on.month, on.day):
        year -= 100
    return f"{year // 100:02d}"


def _kind(number: str) -> tuple[Kind, bool]:
    """The kind of a 12-character number, and whether its check digit fits."""
    if _STOCKHOLM.fullmatch(number):
        return Kind.RESERVE, ends_in_its_check_digit(number[4:])
    if _is_national(number):
        return Kind.RESERVE, False  # it has a check character, but no public source tells the rule
    if not number.isdigit():
        return _kind_with_letters(number)
    if number[:2] not in {"18", "19", "20", "21"}:
        return (Kind.RESERVE if number[0] >= "5" else Kind.INVALID), False
    checked = ends_in_its_check_digit(number[2:])
    month, day = int(number[4:6]), int(number[6:8])
    if 60 <= day <= 91 and month <= 12:
        return Kind.COORDINATION, checked
    if 32 <= day <= 59 and 1 <= month <= 12:
        return Kind.RESERVE, checked  # the form of Inera and Carelink
    if not _is_day(number[:8]):
        return Kind.INVALID, False
    return Kind.PERSONAL, checked


def _kind_with_letters(number: str) -> tuple[Kind, bool]:
    """Interim numbers and the reserve numbers of the regions, told apart by their last four characters."""
    if not _INTERIM_TAIL.fullmatch(number[8:]):
        return Kind.RESERVE, False
    interim = ends_in_its_check_digit(number[2:8] + "1" + number[9:])
    gothenburg = number[8] in "KMX" and ends_in_its_check_digit(number[2:].translate(_GOTHENBURG_DIGITS))
    return (Kind.RESERVE if gothenburg and not interim else Kind.INTERIM), interim or gothenburg


def _is_national(number: str) -> bool:
    """The national reserve number: its era is a century moved by threes, or 00 where the date is unknown."""
    shape = _NATIONAL.fullmatch(number)
    if shape is None:
        return False
    if shape["era"] == "00":
        return shape["month"] >= "20" and "40" <= shape["day"] <= "59"
    return int(shape["era"]) >= 22 and int(shape["era"]) % 3 != 0


def _is_day(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return False
    return True
