"""
Full dates in text. A true date in a note, beside the shifted one in a table, would tell how far all dates moved.

What names no year is masked only where it says that it is a date: "1/2" is as often half a tablet.
"""

import re
from collections.abc import Iterator

from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer, matches
from pseudonymisation.text.shapes import NO_DIGIT_AFTER, NO_DIGIT_BEFORE
from pseudonymisation.text.spans import Span, Tag

_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zå]{0,6}\.?"
_MONTH_NUMBER, _DAY_NUMBER = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"

DATES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{NO_DIGIT_BEFORE}(?:18|19|20)\d\d[-./–]{_MONTH_NUMBER}[-./–]{_DAY_NUMBER}{NO_DIGIT_AFTER}",
        rf"{NO_DIGIT_BEFORE}(?:(?:18|19|20)\d\d|\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){NO_DIGIT_AFTER}",
        rf"{NO_DIGIT_BEFORE}\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]){NO_DIGIT_AFTER}",
        rf"{NO_DIGIT_BEFORE}{_DAY_NUMBER}[./]{_MONTH_NUMBER}[-./ –]{{1,2}}(?:(?:19|20)\d\d|\d\d){NO_DIGIT_AFTER}",
        rf"\b(?:den|d\.?|fr\.?o\.?m\.?|t\.?o\.?m\.?|sedan)\s{{1,2}}(?P<only>{_DAY_NUMBER}/{_MONTH_NUMBER}){NO_DIGIT_AFTER}",
        rf"{NO_DIGIT_BEFORE}{_DAY_NUMBER}(?::?e|:?a)?\s{{1,2}}{_MONTH}(?:\s{{1,2}}-?(?:(?:19|20)\d\d|\d\d){NO_DIGIT_AFTER})?",
    )
)


class Dates(Recognizer):
    """Dates in digits and with the month's name."""

    tags = (Tag.DATE,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        yield from matches(reading.text, DATES, Tag.DATE)
