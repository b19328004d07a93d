"""Dates moved back by so many days and written as they were: the days, months and years alone become others."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from re import Match

from pseudonymisation.treatment import EARLIEST_SHIFTED, LATEST_SHIFTED

_SWEDISH = "januari februari mars april maj juni juli augusti september oktober november december".split()
_ENGLISH = "january february march april may june july august september october november december".split()
_MONTHS: Mapping[str, int] = {name: number for names in (_SWEDISH, _ENGLISH) for number, name in enumerate(names, 1)}
_SHORT: Mapping[str, int] = {
    **{name[:3]: number for name, number in _MONTHS.items()},
    "sept": 9,
    "mars": 3,
    "juni": 6,
    "juli": 7,
    "june": 6,
    "july": 7,
}
_NAMED = "|".join(sorted({*_MONTHS, *_SHORT}, key=len, reverse=True))
_AROUND = re.compile(r"(?:den|d|fr|o|m|t|from|tom|from|sedan|the|of|on|i|in|\s|[.,:;()-])*", re.IGNORECASE)
"""What may stand beside a date inside its stretch without telling it; a weekday would."""

_COMMON_YEAR, _TURN = 2001, 40
"""The year of a date that names none; the two-digit year from which the last century is meant."""


def shifted(written: str, *, days: int) -> str | None:
    """The date so many days earlier, in the same form; None where it cannot be read, or says more than a date."""
    for shape, form in _FORMS:
        match = shape.search(written)
        if match and _AROUND.fullmatch(written[: match.start()]) and _AROUND.fullmatch(written[match.end() :]):
            try:
                moved = form(match, days)
            except ValueError:  # no such day
                continue
            return moved and f"{written[: match.start()]}{moved}{written[match.end() :]}"
    return None


def _moved(year: int, month: int, day: int, days: int) -> date | None:
    moment = date(year, month, day)
    return moment - timedelta(days=days) if EARLIEST_SHIFTED <= moment <= LATEST_SHIFTED else None


def _in_numbers(match: Match[str], days: int) -> str | None:
    """Year, month and day in digits, in whatever sequence, with whatever stands between them."""
    parts = match.groupdict()
    moved = _moved(_year(parts.get("y")), int(parts["m"]), int(parts["d"]), days)
    if moved is None:
        return None
    wide = any(parts[name].startswith("0") for name in "md") or match.start("d") > match.start("m")
    new = {name: f"{value:02d}" if wide else str(value) for name, value in (("m", moved.month), ("d", moved.day))}
    if parts.get("y"):
        new["y"] = str(moved.year)[-len(parts["y"]) :]
    return _rewritten(match, new)


def _by_name(match: Match[str], days: int) -> str | None:
    parts = match.groupdict()
    moved = _moved(_year(parts.get("y")), _month(parts["m"]), int(parts.get("d") or 15), days)
    if moved is None:
        return None
    new = {"m": _named(parts["m"], moved.month)}
    if parts.get("y"):
        new["y"] = str(moved.year)[-len(parts["y"]) :]
    if parts.get("d"):
        new["d"] = f"{moved.day:02d}" if parts["d"].startswith("0") else str(moved.day)
    if parts.get("th"):
        new["th"] = _ordinal(parts["th"], moved.day)
    return _rewritten(match, new)


def _rewritten(match: Match[str], new: Mapping[str, str]) -> str:
    """The matched text with these groups in other words, from right to left, so that no place moves."""
    text, first = match[0], match.start()
    for name in sorted(new, key=match.start, reverse=True):
        text = text[: match.start(name) - first] + new[name] + text[match.end(name) - first :]
    return text


def _year(written: str | None) -> int:
    if written is None:
        return _COMMON_YEAR
    year = int(written)
    return year if len(written) > 2 else year + (2000 if year < _TURN else 1900)


def _month(written: str) -> int:
    word = written.lower().rstrip(".")
    return _MONTHS.get(word) or _SHORT[word]


def _named(written: str, month: int) -> str:
    word = written.lower().rstrip(".")
    english = word in _ENGLISH and word not in _SWEDISH
    name = (_ENGLISH if english else _SWEDISH)[month - 1]
    short = word not in _MONTHS or (word == "maj" and len(written) > 3)
    name = name[:3] if short else name
    name = name.capitalize() if written[0].isupper() else name
    return name.upper() if written.isupper() else name


def _ordinal(written: str, day: int) -> str:
    if written[-1] in "eaEA":
        return written[:-1] + ("a" if day in (1, 2, 21, 22, 31) else "e")
    return {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day, "th")


_FORMS: Sequence[tuple[re.Pattern[str], Callable[[Match[str], int], str | None]]] = tuple(
    (re.compile(rf"(?<!\d){shape}(?!\d)", re.IGNORECASE), form)
    for shape, form in (
        (r"(?P<y>\d{4})\s?[-./–]\s?(?P<m>\d{1,2})\s?[-./–]\s?(?P<d>\d{1,2})", _in_numbers),
        (r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)", _in_numbers),
        (r"(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)", _in_numbers),
        (r"(?P<d>\d{1,2})\s?[./]\s?(?P<m>\d{1,2})[-./ –']{1,3}(?P<y>\d{4}|\d\d)", _in_numbers),
        (r"(?P<y>\d\d)-(?P<m>\d\d)-(?P<d>\d\d)", _in_numbers),
        (r"(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4})", _in_numbers),
        (r"(?P<d>\d{1,2})/(?P<m>\d{1,2})", _in_numbers),
        (
            rf"(?P<d>\d{{1,2}})(?P<th>:?[ea]|st|nd|rd|th)?\.?\s{{0,3}}(?:of\s)?(?P<m>{_NAMED})\b\.?"
            r"(?:,?\s{0,3}[-–']?(?P<y>\d{4}|\d\d))?",
            _by_name,
        ),
        (rf"(?P<m>{_NAMED})\b\.?\s(?P<d>\d{{1,2}})(?P<th>st|nd|rd|th)?,?\s(?P<y>\d{{4}})", _by_name),
        (rf"(?P<m>{_NAMED})\b\.?\s{{1,3}}[-–']?(?P<y>\d{{4}}|\d\d)", _by_name),
    )
)
