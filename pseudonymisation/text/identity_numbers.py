"""Swedish identity numbers in text, by shape alone: mistyped ones too, so no check digit is ever asked for."""

import re
from collections.abc import Iterator

from pseudonymisation.check_digits import ends_in_its_check_digit
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.shapes import (
    BLANK,
    DASH,
    GAP,
    NO_DIGIT_AFTER,
    NOTHING_AFTER,
    SPACE,
    digits_of,
    is_mistyped_somewhere,
    is_of_goods,
)
from pseudonymisation.text.spans import Span, Tag

_AMONG = r"(?=[0-9]{0,3}[a-z])[0-9a-z]{4}"  # four characters, a letter among them
_CAPITALS = r"(?:[a-z][0-9]{3}|[a-z]{2}[0-9][0-9a-z])"
_LAST = rf"(?:[0-9]{{3,5}}|[0-9]{{3}}[a-z]|{_AMONG}|[x*?_]{{3,4}}|n{{4}})"
_MONTH = r"(?:0[0-9]|1[0-2])"

SHAPES = re.compile(
    "|".join(
        (
            # six or eight digits, one or two more or less, a dash, the last four, one more or less
            rf"[0-9]{{5,9}}{SPACE}{{0,3}}(?:{DASH}|_){SPACE}{{0,3}}{_LAST}{NOTHING_AFTER}",
            # spaces in place of the dash
            rf"[0-9]{{6}}(?:[0-9]{{2}})?(?:{SPACE}{{1,3}}[0-9]{{4}}|{BLANK}{{1,3}}{_CAPITALS}){NOTHING_AFTER}",
            rf"[0-9]{{8}}{BLANK}(?:[0-9]{{3}}|[0-9]{{5}})(?![^\W_]|[.,:/%-][0-9]|{BLANK}?(?:m|g|l|%|st))",
            # a day of birth, and one figure more or less than four behind a blank
            rf"[0-9]{{2}}{_MONTH}(?:[0-2][0-9]|3[01]|[6-8][0-9]|9[01]){BLANK}(?:[0-9]{{3}}|[0-9]{{5}})"
            rf"(?![^\W_]|[.,:/%-][0-9]|{BLANK}?(?:[0-9m]|g|l|%|st|kr))",
            # the date in parts: 1953-04-09-2389, 53 04 09 2389
            rf"(?:[0-9]{{2}})?[0-9]{{2}}[-./ ]{_MONTH}[-./ ][0-9]{{2}}{GAP}{_LAST}{NOTHING_AFTER}(?!-[0-9]{{2}}-)",
            # reserve and interim numbers: letters among the last four, or a T as in a time stamp
            rf"[0-9]{{8}}(?:{_AMONG}|[a-z][0-9a-z]{{4}}){NOTHING_AFTER}",
            rf"[0-9]{{6}}[a-z][0-9]{{3}}[0-9a-z]?{NOTHING_AFTER}",
            # the last four held back by the writer
            rf"[0-9]{{6}}(?:[0-9]{{2}})?[x*?]{{3,4}}{NOTHING_AFTER}",
            # the card and dossier number of asylum seekers; what else looks so is a number of somebody too
            rf"[1-9][0-9]-[0-9]{{6,7}}{NOTHING_AFTER}",
            # numbers of other countries
            rf"[0-9]{{3}}-[0-9]{{2}}-[0-9]{{4}}{NOTHING_AFTER}",
        )
    )
)
SCATTERED = re.compile(rf"[0-9](?:[\s./\-–]{{0,2}}[0-9]){{9,11}}(?![\s./\-–]{{0,2}}[0-9]){NO_DIGIT_AFTER}")
# A letter typed for the digit that it looks like: "195304O9-2389".
MISTYPED = re.compile(
    rf"(?<![^\W_])(?:[0-9ol]{{2}})?[0-9ol]{{6}}(?:{SPACE}{{0,2}}{DASH})?{SPACE}{{0,2}}[0-9ol]{{4}}(?![^\W_])"
)
_FEWEST_DIGITS = 8
_ROUND_RANGE = re.compile(rf"[0-9]{{3}}00{BLANK}?{DASH}{BLANK}?[0-9]{{2,3}}00{NOTHING_AFTER}")


class IdentityNumbers(Recognizer):
    """
    Personal, coordination, interim and reserve numbers, LMA numbers, and organisation numbers, which look the same.

    A check digit that fits raises the score and lets nothing go that fails it.
    """

    tags = (Tag.IDENTITY_NUMBER, Tag.ORGANISATION_NUMBER)

    def spans(self, reading: Reading) -> Iterator[Span]:
        text, covered = reading.plain, 0
        for start, end in reading.numbers:
            # Fewer digits are the beginning of a date in parts, which goes on with a digit.
            if start < covered or (end - start < 5 and not text[end + 1 : end + 2].isdigit()):
                continue
            if found := _end(text, start, end):
                covered = found
                yield _span(text, start, found)
        if is_mistyped_somewhere(text, reading.numbers):
            mistyped = (match for match in MISTYPED.finditer(text) if _looks(match[0]))
            yield from (Span(*match.span(), Tag.IDENTITY_NUMBER, 0.8) for match in mistyped)


def _end(text: str, start: int, end: int) -> int:
    """Where the identity number that starts there ends; 0 where none does."""
    shape = SHAPES.match(text, start)
    if shape:
        return 0 if _ROUND_RANGE.match(text, start) else shape.end()
    if end - start >= 10:
        # What is called a code and is a birth date with a right check digit is somebody's all the same.
        return 0 if is_of_goods(text, start) and not _is_somebodys(text[start:end]) else end
    scattered = SCATTERED.match(text, start)
    if scattered and _is_somebodys(digits_of(scattered[0])):
        return scattered.end()
    return 0


def _looks(written: str) -> bool:
    """Whether digits enough and a letter are among them: what has no letter is read by its shape."""
    return len(digits_of(written)) >= _FEWEST_DIGITS and ("o" in written or "l" in written)


def _is_somebodys(digits: str) -> bool:
    """Whether ten or twelve digits, written in odd pieces, are a birth date and a right check digit."""
    bare = digits[2:] if len(digits) == 12 and digits[:2] in {"19", "20"} else digits
    return len(bare) == 10 and _has_birth_date(bare) and ends_in_its_check_digit(bare)


def _has_birth_date(digits: str) -> bool:
    """Whether they begin with year, month and day, or the day of a coordination number."""
    return "01" <= digits[2:4] <= "12" and ("01" <= digits[4:6] <= "31" or "60" <= digits[4:6] <= "91")


def _span(text: str, start: int, end: int) -> Span:
    digits = digits_of(text[start:end])
    bare = digits[2:] if len(digits) == 12 else digits
    score = 1.0 if len(bare) == 10 and ends_in_its_check_digit(bare) else 0.8
    if len(bare) == 10 and bare[2] >= "2" and digits[:2] not in {"18", "19", "20", "98", "99"}:
        return Span(start, end, Tag.ORGANISATION_NUMBER, score)
    return Span(start, end, Tag.IDENTITY_NUMBER, score)
