"""Dates in text that begin with a word: months, weeks, seasons, holidays, ordinals, and years of birth."""

import re
from collections.abc import Callable, Iterator, Mapping

from pseudonymisation.text.calendar_words import (
    FULL_MONTHS,
    HOLIDAY_PHRASES,
    HOLIDAYS,
    MONTH,
    MONTH_WORDS,
    ORDINAL_WORDS,
    ORDINALS,
    SEASONS,
)
from pseudonymisation.text.days import with_weekday
from pseudonymisation.text.letters import Sieve, Word
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.shapes import is_measured, words_before
from pseudonymisation.text.spans import Span, Tag

_YEAR = r"(?:\s?[-–'’´][0-9]{2}(?![0-9])|[\s,.\-–]{1,3}(?:ar\s|of\s)?(?:19|20)[0-9]{2}(?![0-9]))"
_BARE_YEAR = rf"(?:{_YEAR}|\s[0-9]{{2}}(?![0-9.,:/%]|\s?[a-z%]))"
MONTH_AND_MORE = re.compile(
    rf"{MONTH}(?![a-z])\.?(?:/{MONTH}(?![a-z]))?(?P<more>{_YEAR}"
    rf"|\s{{1,2}}[0-3]?[0-9](?:st|nd|rd|th)?(?![0-9])(?:\s?[-–]\s?[0-3]?[0-9](?:st|nd|rd|th)?(?![0-9]))?"
    rf"(?:,?\s(?:19|20)[0-9]{{2}}(?![0-9]))?)?"
)
WEEK = re.compile(
    r"(?:v\.?\s{0,2}|veck(?:a|orna|or)n?(?:\snr)?\s{1,2}|weeks?\s{1,2})(?P<week>[1-4][0-9]|5[0-3]|0?[1-9])(?![0-9]|[.,+:/][0-9])"
    rf"(?:\s?[-–/]\s?[0-5]?[0-9](?![0-9+]))?{_YEAR}?"
)
SEASON = re.compile(
    rf"[a-z]{{2,8}}(?:/[a-z]{{3,8}}|[-–]?\s?[a-z]{{0}})?{_BARE_YEAR}(?:\s?[-/–]\s?[0-9]{{2}}(?![0-9]))?"
)
HOLIDAY = re.compile(rf"[a-z]{{3,24}}(?:\s(?:jul|pask|eve|day|sunday|monday|morning))?{_YEAR}?")
ORDINAL = re.compile(rf"{ORDINALS}(?:\s(?:of\s|i\s)?{MONTH}(?![a-z])\.?{_YEAR}?|(?=[.,;)]|\s*$))")
BIRTH = re.compile(
    r"(?:fodd|fodda|fodelsear|fodelsedatum|f|born|yob|dob)[\s.:,]{0,3}(?:(?:ar|den|in|on|anno|i)[\s:]{1,2})?"
    r"[-–'’´]?(?P<only>(?:1[89]|20)[0-9]{2}|[0-9]{2}(?:[ .][0-9]{2}[ .][0-9]{2})?)(?![0-9]|[.,:/+][0-9]|\s?[-–/][0-9])"
)
SHORT_YEAR = re.compile(r"[a-z]{1,14}\.?\s{1,2}[-–'’´](?P<only>[0-9]{2})(?![0-9]|[.,:/%][0-9]|\s?[%°])")
_FEVER = re.compile(r"\.?\s{0,2}(?:3[5-9]|4[0-2])(?![0-9])")  # the month has no such day
_YEARED = frozenset(
    "sedan op opererad opererades fran till ar aret diagnos debut anno i in since var under dog avled".split()
)
_BIRTH = frozenset("fodd fodda fodelsear fodelsedatum f born yob dob".split())
_OPEN = frozenset(
    "i sedan fran till under mitten borjan slutet av forra nasta in since of last next until during sen "
    "early late mid och fore efter before after from".split()
)
_BE = re.compile(r"\s(?:be|have|need|also|not|i|we|you|require|cause|contain|occur|or|experience|include)\b")


class NamedDates(Recognizer):
    """Months with or without a day or year, weeks, seasons with a year, holidays, days in words, years of birth."""

    tags = (Tag.DATE,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        for word in _READ_ON.sifted(reading.words):
            looks = _LOOKS.get(word.plain)
            place = looks(reading, word) if looks else (word.start, word.end)
            if place:
                yield Span(with_weekday(reading.plain, place[0]), place[1], Tag.DATE)


_CENTURY = re.compile(r"(?:artonhundra|nittonhundra|tjugohundra|tvatusen)[a-z]{2,24}")
_READ_ON = Sieve(lambda word: word in _LOOKS or bool(_CENTURY.fullmatch(word)))

Place = tuple[int, int] | None


def _month(reading: Reading, word: Word) -> Place:
    text = reading.plain
    found = MONTH_AND_MORE.match(text, word.start)
    if "å" in reading.written(word).casefold():
        return None  # "mår" is no March
    if found is None or (word.plain in {"may", "mar", "march"} and not found["more"] and _BE.match(text, word.end)):
        return None
    if word.plain == "feb" and _FEVER.match(text, word.end):
        return None
    if found["more"] and not (word.plain in {"may", "mar", "dec"} and is_measured(text, found.end())):
        return found.span()
    whole = word.plain in FULL_MONTHS
    led = text[word.start - 2 : word.start - 1].isalpha() and _OPEN.intersection(words_before(text, word.start)[-1:])
    return (word.start, word.end) if whole or (led and not _BE.match(text, word.end)) else None


def _week(reading: Reading, word: Word) -> Place:
    """A week of the year; a week of pregnancy and the leads of an ECG are none."""
    text = reading.plain
    found = WEEK.match(text, word.start)
    near = " ".join(words_before(text, word.start)[-3:])
    if found is None or "grav" in near or "gestation" in near or "fullgang" in near:
        return None
    if text[word.end : word.end + 1].isdigit() and reading.written(word) == "V" and len(found["week"]) == 1:
        return None
    return None if is_measured(text, found.end()) else found.span()


def _season(reading: Reading, word: Word) -> Place:
    found = SEASON.match(reading.plain, word.start)
    if word.plain == "var" and "å" not in reading.written(word).casefold():
        return None  # "var" is a verb
    return found.span() if found and not is_measured(reading.plain, found.end()) else None


def _holiday(reading: Reading, word: Word) -> Place:
    found = HOLIDAY.match(reading.plain, word.start)
    return found.span() if found else None


def _phrase(reading: Reading, word: Word) -> Place:
    found = _PHRASE.match(reading.plain, word.start)
    return (found.span("only") if found["only"] else found.span()) if found else None


_PHRASE = re.compile(HOLIDAY_PHRASES)


def _ordinal(reading: Reading, word: Word) -> Place:
    """A day in words, with its month, or after "den" where nothing follows that is counted."""
    found = ORDINAL.match(reading.plain, word.start)
    if found is None or (found.end() == word.end and words_before(reading.plain, word.start)[-1:] != ["den"]):
        return _phrase(reading, word)
    return found.span()


def _birth(reading: Reading, word: Word) -> Place:
    text = reading.plain
    found = BIRTH.match(text, word.start)
    if found is None or is_measured(text, found.end()):
        return None
    if word.plain == "f" and (text[word.start - 1 : word.start] == "." or "," in found[0]):
        return None  # an initial
    return None if reading.written(word) == "F" and text[word.end : word.end + 1] != "." else found.span("only")


def _short_year(reading: Reading, word: Word) -> Place:
    found = SHORT_YEAR.match(reading.plain, word.start)
    if found:
        return found.span("only")
    return _phrase(reading, word)


_LOOKS: Mapping[str, Callable[[Reading, Word], Place]] = {
    **dict.fromkeys(_YEARED, _short_year),
    **dict.fromkeys(
        "over efter fore innan runt vid kring kristi alla mors fars lucia luciamorgon new good black boxing "
        "labor labour memorial independence valentine mother father columbus veterans martin".split(),
        _phrase,
    ),
    **dict.fromkeys(ORDINAL_WORDS, _ordinal),
    **dict.fromkeys(SEASONS, _season),
    **dict.fromkeys(HOLIDAYS, _holiday),
    **dict.fromkeys(("v", "vecka", "veckan", "veckorna", "week", "weeks"), _week),
    **dict.fromkeys(_BIRTH, _birth),
    **dict.fromkeys(MONTH_WORDS, _month),
}
