"""Numbers of cases, samples and things by their shape: a few letters and digits, two parts, a year and a number."""

import re

from pseudonymisation.text.shapes import NOTHING_AFTER, is_measured, is_of_goods
from pseudonymisation.text.spans import Span, Tag

# REM-575084, L878193311, PJN996660H, T11365-24: a few letters and four digits or more
SERIES = re.compile(
    rf"(?<![^\W_])(?:[a-z]{{1,3}}[0-9]{{4,7}}[-/][0-9]{{2}}|[a-z]{{1,6}}-?[0-9]{{5,16}}(?:-?[a-z]{{1,2}})?){NOTHING_AFTER}"
)
PAIR = re.compile(rf"(?:[0-9]{{3,6}}-[0-9]{{5,9}}(?:-[a-z0-9]{{1,4}})?|[0-9]{{4,7}}/[0-9]{{2}}){NOTHING_AFTER}")
OF_A_YEAR = re.compile(rf"20[0-9]{{2}}[-/:](?!(?:19|20)[0-9]{{2}}(?![0-9]))[0-9]{{4,7}}(?:-[0-9]{{2}})?{NOTHING_AFTER}")
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
ALONE = re.compile(r"[0-9]{7,9}")
COMPACT_DATE = re.compile(
    r"(?:(?:1[89]|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])"
    r"|(?:[0-2][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2})(?![0-9])"
)


def serial(text: str, start: int, end: int) -> Span | None:
    """
    The serial in a plain text that has this run of digits in it.

    What is followed by a unit or ends in noughts is an amount; what a word calls a code of medicine or goods is one.
    """
    found = _found(text, start, end)
    if found is None or text.endswith("000", start, end) or is_measured(text, found.end()) or is_of_goods(text, start):
        return None
    return Span(*found.span(), Tag.CASE_NUMBER)


def _found(text: str, start: int, end: int) -> re.Match[str] | None:
    length, before, after = end - start, text[start - 1 : start], text[end : end + 1]
    found = None
    if length >= 4 and (before == "-" or before.isalpha()):
        found = SERIES.search(text, max(0, start - 7), end + 5)
    if found is None and length <= 7 and after in {"-", "/", ":"}:
        found = PAIR.match(text, start) or OF_A_YEAR.match(text, start)
    if (
        found is None
        and length >= 7
        and length <= 9
        and before not in {".", ","}
        and not COMPACT_DATE.match(text, start)
    ):
        found = ALONE.match(text, start)
    if text[start + 8 : start + 9] == "-":
        found = UUID.match(text, start) or found
    return found
