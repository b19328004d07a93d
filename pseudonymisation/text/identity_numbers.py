"""Swedish identity numbers and HSA-ids in text, by shape alone: mistyped ones too, so no check digit is asked for."""

import re
from collections.abc import Iterator

from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer, matches
from pseudonymisation.text.shapes import DASH, GAP, LETTER, NO_DIGIT_BEFORE, NOTHING_AFTER
from pseudonymisation.text.spans import Span, Tag

_LETTERED = rf"{LETTER}\d{{3}}|{LETTER}{{2}}\d[^\W_]"
_LAST_FOUR = rf"(?:\d{{4}}|{_LETTERED})"
_LAST_FOUR_OR_SO = rf"(?:\d{{3,5}}|{_LETTERED}|[Xx*?_]{{3,4}})"

IDENTITY_NUMBERS = tuple(
    re.compile(shape)
    for shape in (
        # any unbroken run of ten digits or more: a number with a digit too many is a number still
        r"\d{10,}",
        # six or eight digits, one more or less, a dash, the last four, one more or less
        rf"{NO_DIGIT_BEFORE}\d{{6,9}}\s{{0,3}}{DASH}\s{{0,3}}{_LAST_FOUR_OR_SO}{NOTHING_AFTER}",
        rf"{NO_DIGIT_BEFORE}\d{{5}}{DASH}\d{{4}}{NOTHING_AFTER}",
        # spaces in place of the dash
        rf"{NO_DIGIT_BEFORE}\d{{6}}(?:\d\d)?[^\S\n]{{1,3}}{_LAST_FOUR}{NOTHING_AFTER}",
        # the date in parts: 1953-04-09-2389, 53 04 09 2389
        rf"{NO_DIGIT_BEFORE}(?:\d\d)?\d\d[-./ ](?:0\d|1[0-2])[-./ ]\d\d{GAP}{_LAST_FOUR_OR_SO}{NOTHING_AFTER}",
        # reserve and interim numbers: letters among the last four
        rf"\d{{8}}{LETTER}[^\W_]{{3,4}}{NOTHING_AFTER}",
        rf"\d{{6}}{LETTER}\d{{3}}{NOTHING_AFTER}",
        # the last four held back by the writer; what is left is a day of birth
        rf"{NO_DIGIT_BEFORE}\d{{6}}(?:\d\d)?[Xx*?]{{4}}{NOTHING_AFTER}",
    )
)
HSA_IDS = (re.compile(rf"(?<![^\W_])SE\s?\d{{10}}\s{{0,2}}{DASH}\s{{0,2}}[^\W_]{{1,19}}", re.IGNORECASE),)


class IdentityNumbers(Recognizer):
    """Personal, coordination, interim and reserve numbers, and HSA-ids of staff and units."""

    tags = (Tag.IDENTITY_NUMBER, Tag.HSA_ID)

    def spans(self, reading: Reading) -> Iterator[Span]:
        yield from matches(reading.text, IDENTITY_NUMBERS, Tag.IDENTITY_NUMBER)
        yield from matches(reading.text, HSA_IDS, Tag.HSA_ID)
