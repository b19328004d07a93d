"""
Dates in text that begin with a digit. A true date in a note, beside the shifted one in a table, would tell how far
all dates moved.

What could be something else, "12/4" or "2019", is judged by what stands about it.
"""

import re
from collections.abc import Iterator

from pseudonymisation.text.calendar_words import MONTH
from pseudonymisation.text.days import is_day, with_weekday
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.shapes import NO_DIGIT_AFTER, SPACE, is_measured
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.years import is_year

_M, _D, _MM, _DD = (
    r"(?:1[0-2]|0?[1-9])",
    r"(?:[12][0-9]|3[01]|0?[1-9])",
    r"(?:0[1-9]|1[0-2])",
    r"(?:0[1-9]|[12][0-9]|3[01])",
)
_LATE = r"(?:1[3-9]|2[0-9]|3[01])"  # a day that is no month
_Y = r"(?:1[89]|20)[0-9]{2}"
_END = rf"{NO_DIGIT_AFTER}(?![.,/][0-9])"
_TO = r"\s{0,2}(?:[-–—]|till|tom|t\.o\.m\.?|to|and|och|o)\s{0,2}"
_ORDINAL = r"(?::?(?:e|a|de|te|je|nde|ar)|st|nd|rd|th)?"
_YEAR_AFTER = (
    rf"(?:[\s,.\-–/'’]{{1,3}}(?:(?:ar|of)\s)?{_Y}{NO_DIGIT_AFTER}|\.?\s?[-–'’/][0-9]{{2}}{NO_DIGIT_AFTER}"
    r"|(?:[12][0-9])?[0-9]{2}(?![0-9a-z])|\s[0-9]{2}(?=[,.;)]|$|\n)(?![.,][0-9]))"
)

CERTAIN = re.compile(
    "|".join(
        (
            rf"{_Y}\s?[-./–]\s?{_M}\s?[-./–]\s?{_D}(?![0-9])(?:t[0-9]{{2}}(?::?[0-9]{{2}}){{1,2}})?",
            rf"{_Y} {_MM} {_DD}{_END}",
            rf"{_Y}{_MM}{_DD}(?![0-9])",
            rf"{_DD}{_MM}(?:19|20)[0-9]{{2}}(?![0-9])",
            rf"{_DD} {_MM} (?:19|20)[0-9]{{2}}(?![0-9])",
            r"[1-4]:?[aeo]?\s(?:sondagen\si\s)?advent",
            rf"(?:{_LATE}/{_M}|{_M}/{_LATE})/[0-9]{{2}}(?![0-9/])",
            # 12/4-23, 12.4.2023, 4/12/2023, 04-12-2023, 12/4 2023
            rf"(?:{_D}\s?[/.\-]\s?{_M}|{_M}[/.\-]{_D})(?:\s?[-./–]\s?|[\s,]{{1,2}}|\s-)(?:19|20)[0-9]{{2}}(?![0-9])",
            # 3 maj 2023, 3:e maj, 3-5 maj, 3 maj - 5 juni -23, 12apr23, 12-apr-2023
            rf"{_D}{_ORDINAL}(?:{_TO}{_D}{_ORDINAL})?(?:{SPACE}|of|i|[./\-]){{0,4}}{MONTH}(?![a-z]){_YEAR_AFTER}?",
        )
    )
)
WHOLE = re.compile(rf"(?:19|20)[0-9]{{2}}-{_MM}-{_DD}(?![0-9])")
SHORT_YEAR = re.compile(
    rf"(?P<day>{_D})(?:\s?/\s?|\.)(?P<month>{_M})(?:\s?[-–]\s?|[./']|\s-|\s')[0-9]{{2}}(?![0-9/]|[.,:][0-9])"
)
SIX = re.compile(rf"(?:[0-9]{{2}}{_MM}{_DD}|{_DD}{_MM}[0-9]{{2}})(?![0-9])|[0-9]{{2}}[-.]{_MM}[-.]{_DD}(?![0-9])")
INTERVAL = re.compile(
    rf"(?P<day>{_D})(?:/{_M})?{_TO}(?:den\s)?(?P<last>{_D})/(?P<month>{_M})(?![0-9/])(?:\s?[-–]\s?[0-9]{{2}}(?![0-9/]))?"
)
DAY = re.compile(rf"(?P<day>{_D})/(?P<month>{_M})(?![0-9/]|[,.][0-9])")
MONTH_OF_A_YEAR = re.compile(rf"(?:{_Y}\s?[-/]\s?{_MM}|{_MM}\s?[-/]\s?(?:19|20)[0-9]{{2}})(?![0-9])")
YEAR = re.compile(r"(?P<year>(?:19[0-9]|20[0-3])[0-9])(?:-tal(?:et|ets)?|s)?(?![0-9a-z]|[.,][0-9])")
SHORT_INTERVAL = re.compile(r"(?:19|20)[0-9]{2}\s?[-–/]\s?(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9]|[,.][0-9])")
ALONE = re.compile(r"(?P<day>[12][0-9]|3[01]|0?[1-9])(?::[ea](?![a-z])|(?:st|nd|rd|th)(?![a-z])|(?=[\s,.;)]|$))")
_SAID_DAY = re.compile(r"(?:\b(?:den|d|dagen\sden|the)\.?\s{1,2})$")
_GOES_ON = re.compile(
    r"[,.;:)!?]?(?:\s*$|\s{0,2}\n)|[.;)!?]\s|,?\s(?:i|kl|pa|for|och|hos|samt|kom|da|denna|nasta|klockan|till|of|at|bokas|ar)\b"
)


class Dates(Recognizer):
    """Dates in digits, with the month's name, intervals, days without a year, and years alone."""

    tags = (Tag.DATE,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        text, covered = reading.plain, 0
        for start, end in reading.numbers:
            if start >= covered and (found := _end(text, start, end)):
                if "mår" in reading.text[start:found].casefold():
                    continue  # "pat 12 mår bra": without accents it would be March
                covered = found
                yield Span(with_weekday(text, start), found, Tag.DATE)


# After a day comes a month, and after "den" anything
_NOTHING_FOLLOWS = re.compile(r"[,;)%(\]\n!?=<>*×xgk]|$|\s[bceghklpqruvwxyz%<>=(]")
_SAID = frozenset("nd.e")


def _end(text: str, start: int, end: int) -> int:
    """Where the date ends that starts with this run of digits; 0 where none does."""
    length = end - start
    if length <= 2 and text[start - 2 : start - 1] not in _SAID and _NOTHING_FOLLOWS.match(text, end):
        return 0
    if length > 8:
        return 0
    if text[start - 1 : start] in {",", "."} and text[start - 2 : start - 1].isdigit():
        # The space after a point was lost; else it is a decimal.
        whole = WHOLE.match(text, start) if text[start - 1] == "." else None
        return whole.end() if whole else 0
    certain = CERTAIN.match(text, start)
    if certain:
        return certain.end()
    if length <= 2:
        return _short(text, start)
    if length == 6 and (six := SIX.match(text, start)) and not is_measured(text, end):
        return six.end()
    return _year(text, start) if length == 4 else 0


def _short(text: str, start: int) -> int:
    """Day and month in digits, or a day alone that the words before it call one."""
    if text[start - 1 : start] in {"/", "-", ":"} and text[start - 2 : start - 1].isdigit():
        return 0
    near = text[start : start + 16]
    if "/" in near or "." in near:
        with_year = SHORT_YEAR.match(text, start)
        # With a year it is no half tablet
        if with_year and is_day(text, start, with_year.end(), day=31, month=12):
            return with_year.end()
    if "/" in near:
        for shape in (INTERVAL, DAY):
            found = shape.match(text, start)
            last = found.groupdict().get("last") or found["day"] if found else ""
            if found and is_day(text, start, found.end(), day=int(last), month=int(found["month"])):
                return found.end()
    if "-" in near or "." in near or "/" in near:
        found = SIX.match(text, start) or MONTH_OF_A_YEAR.match(text, start)
        if found:
            return found.end()
    return _alone(text, start) if text[start - 2 : start - 1] in _SAID else 0


def _alone(text: str, start: int) -> int:
    alone = ALONE.match(text, start)
    if alone and _SAID_DAY.search(text, max(0, start - 12), start) and _GOES_ON.match(text, alone.end()):
        return alone.end()
    return 0


def _year(text: str, start: int) -> int:
    found = MONTH_OF_A_YEAR.match(text, start) or SHORT_INTERVAL.match(text, start)
    if found and is_year(text, start, found.end(), year=int(text[start : start + 4])):
        return found.end()
    year = YEAR.match(text, start)
    return year.end() if year and is_year(text, start, year.end(), year=int(year["year"])) else 0
