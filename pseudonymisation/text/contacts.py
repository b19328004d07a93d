"""Telephone numbers and e-mail addresses in text; no list is fetched, so it works where there is no network."""

import re
from collections.abc import Iterator

from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer, matches
from pseudonymisation.text.shapes import NO_DIGIT_AFTER
from pseudonymisation.text.spans import Span, Tag

_BETWEEN = r"[\s\-–/.]{0,3}"
_CALLED = r"(?:ankn(?:ytning)?|sök(?:are)?|snr|snabbnr|internt|tfn|tel(?:efon)?|mobil|fax|kortnr|kortnummer)"

PHONES = (
    # +46 70 174 06 05, 0046(0)8-123 456, and other countries' numbers
    re.compile(rf"(?:\+|(?<!\d)00)\s?\d{{1,3}}{_BETWEEN}(?:\(0\))?{_BETWEEN}(?:\d{{1,4}}{_BETWEEN}){{2,5}}\d{{1,4}}"),
    # 08-123 456 78, 070/1740605, 0500 12 34 56
    re.compile(
        rf"(?<!\d)(?<!\d[-./,])\(?0\d{{1,3}}\)?{_BETWEEN}(?:\d{{2,4}}{_BETWEEN}){{1,4}}\d{{2,4}}{NO_DIGIT_AFTER}"
    ),
    # a word that calls it a telephone number, and three digits or more: ankn 72 345
    re.compile(
        rf"\b{_CALLED}\b\.?\s{{0,2}}(?:nr\b\.?|nummer\b)?\s{{0,2}}:?\s{{0,2}}(?P<only>\+?\d(?:{_BETWEEN}\d){{2,14}})",
        re.IGNORECASE,
    ),
)
EMAILS = (
    re.compile(
        r"(?<![\w.+%'-])[\w.+%'-]++\s?(?:@|\(at\)|\[at\]|\bsnabel-?a\b)\s?[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}",
        re.IGNORECASE,
    ),
)


class Contacts(Recognizer):
    """Swedish telephone numbers, internal extensions and numbers abroad; e-mail addresses in any letters."""

    tags = (Tag.PHONE, Tag.EMAIL)

    def spans(self, reading: Reading) -> Iterator[Span]:
        text = reading.text
        yield from matches(text, PHONES, Tag.PHONE)
        if "@" in text or "(at)" in text.lower() or "[at]" in text.lower() or "snabel" in text.lower():
            yield from matches(text, EMAILS, Tag.EMAIL)
