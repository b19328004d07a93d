"""Addresses in text: streets by the end of their names, postcodes with a place, boxes and flats; English ones too."""

import re
from collections.abc import Iterator

from pseudonymisation.text.address_words import (
    BARE,
    ENDINGS,
    ENGLISH,
    ENGLISH_SURE,
    IN_ENGLISH,
    NO_NAMES,
    STREET_ENDINGS,
    is_everyday,
)
from pseudonymisation.text.letters import Sieve, Word
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.shapes import is_measured, words_before
from pseudonymisation.text.spans import Span, Tag

_BIG = r"[A-ZÅÄÖÉÜ]"
_NAME = rf"{_BIG}[\w'’é-]{{1,30}}"
_PLACE = rf"{_NAME}(?:[ -](?:{_NAME}|i|på|by)){{0,2}}"
HOUSE = re.compile(
    r"[^\S\n]{0,2}\n?,?[^\S\n]{0,2}(?:nr\.?\s)?[0-9]{1,3}(?![0-9])(?:\s?[-–]\s?[0-9]{1,3}(?![0-9]|[.,][0-9]))?(?:\s?[a-h](?![^\W_])|:[0-9]{1,3})?"
    r"(?!\.[0-9]|:[0-9]|,[0-9](?![0-9]{2})|/)"
)
MORE = re.compile(
    r"(?:[\s,]{1,3}(?:(?:lgh|lag(?:enhet)?|lght|apt|flat)\.?\s?(?:nr\.?\s?)?[0-9]{1,4}[a-z]?|[0-9]\s?(?:½\s)?tr(?:appor)?\b\.?|"
    r"(?:bv|nb|og|ov|n\.b\.|b\.v\.|o\.\s?g\.?|o\.\s?v\.?)(?![a-z])|(?:uppg(?:ang)?|port|trapp(?:a)?|hus)\.?\s?[0-9a-h]{1,3}(?![a-z0-9])|"
    r"(?:van(?:ing)?|plan)\.?\s[0-9](?![0-9])|[0-9]{4}(?=,\s)))"
)
CITY = re.compile(rf"[\s,;]{{1,4}}(?:(?:SE?|se)[- ]?)?[1-9][0-9]{{2}}\s?[0-9]{{2}}(?![0-9])(?:[\s,]{{1,2}}{_PLACE})?")
TOWN = re.compile(rf"(?:,\s?{_NAME}(?:[ -]{_NAME})?(?=[,.;\n]|$)|\si\s{_NAME})")
POSTCODE = re.compile(
    rf"[1-9][0-9]{{2}}(?:\s|&nbsp;){{0,2}}[0-9]{{2}}(?![0-9.,:/%]*[0-9%])[\s,]{{1,2}}(?P<place>{_NAME})(?:[ -]{_NAME})?"
)
COUNTRY_BEFORE = re.compile(r"(?<![^\W_])(?:SE?|se?|Se)[- ]?$")
POSTCODE_ALONE = re.compile(r"[1-9][0-9]{2}\s?[0-9]{2}(?![0-9])")
NAMES_BEFORE = re.compile(rf"(?:(?:{_NAME}|{_BIG}:[a-z]{{1,2}})[ ]){{1,3}}$")
NUMBERED_BEFORE = re.compile(
    rf"[0-9]{{1,5}}[A-Za-z]?,?\s(?:(?:{_NAME}|[NSEW]\.?|[0-9]{{1,3}}(?:st|nd|rd|th))\s){{1,4}}$"
)
ENGLISH_MORE = re.compile(
    rf"\.?(?:,?\s(?:[Aa]pt|[Aa]partment|[Uu]nit|[Ss]uite|[Ff]lat|[Rr]oom|#)\.?\s?#?\w{{1,5}})?"
    rf"(?:,\s{_NAME}(?:\s{_NAME}){{0,2}})?(?:,?\s[A-Z]{{2}})?(?:,?\s[0-9]{{5}}(?:-[0-9]{{4}})?(?![0-9])|,?\s[A-Z]{{1,2}}[0-9][A-Z0-9]?\s[0-9][A-Z]{{2}})?"
)
UK_POSTCODE = re.compile(r"(?<![^\W_])[A-Z]{1,2}[0-9][A-Z0-9]?\s[0-9][A-Z]{2}(?![^\W_])")
_CUES = {
    "box": re.compile(r"\.?\s{0,2}(?:nr\s)?[0-9]{2,5}(?![0-9]|[.,][0-9])"),
    "postbox": re.compile(r"\.?\s{0,2}[0-9]{1,5}"),
    "lgh": re.compile(r"\.?\s{0,2}(?:nr\.?\s?)?[0-9]{1,4}(?![0-9])"),
    "lagenhet": re.compile(r"\s(?:nr\.?\s?)?[0-9]{2,4}(?![0-9])"),
    "lagenhetsnummer": re.compile(r"[\s:]{1,3}[0-9]{1,4}"),
    "lagenhetsnr": re.compile(r"[\s:]{1,3}[0-9]{1,4}"),
    "portkod": re.compile(r"(?:en)?(?:\s(?:ar|nr))?[\s:]{1,3}[0-9a-z*#]{3,8}"),
    "postnr": re.compile(r"[\s:.]{1,3}(?:se?-)?[0-9]{3}\s?[0-9]{2}"),
    "postnummer": re.compile(r"[\s:.]{1,3}(?:se?-)?[0-9]{3}\s?[0-9]{2}"),
    "zip": re.compile(r"(?:\scode)?[\s:]{1,3}[0-9]{5}(?:-[0-9]{4})?"),
    "apt": re.compile(r"\.?\s#?[0-9]{1,4}[a-z]?(?![a-z0-9])"),
    "apartment": re.compile(r"\s#?[0-9]{1,4}[a-z]?(?![a-z0-9])"),
    "flat": re.compile(r"\s[0-9]{1,4}[a-z]?(?![a-z0-9])"),
    "uppgang": re.compile(r"\s[0-9a-h](?![a-z0-9])"),
}
SHORTENED = re.compile(rf"(?<![^\W_])({_BIG}[a-zåäöé]{{2,20}}(?:g|v|gr)\.)\s?$")  # Storg. 4, Björkv. 12
CARE_OF = re.compile(rf"\b[cC]/[oO]\s{{0,2}}(?P<name>{_NAME})(?:[ ]{_NAME}){{0,2}}")
_LIVING = frozenset(
    "bor bodde boende adress adressen hemadress hemadressen bostad pa folkbokford flyttat flyttade "
    "flytta gatuadress postadress besoksadress bostadsadress".split()
)
_VITALS = frozenset("puls hb bt sat temp af spo crp lpk tpk na krea vikt langd ef enheter ie mg ml".split())


_AFTER_SHORTENED = frozenset({". ", ".\N{NO-BREAK SPACE}"})
_READ_ON = Sieve(lambda word: word in ENGLISH or word in _CUES or word.endswith(ENDINGS))
_READ_ON_IN_ENGLISH = Sieve(lambda word: word in ENGLISH or word in _CUES or word.endswith(IN_ENGLISH))


class Addresses(Recognizer):
    """Streets with or without a number, what belongs to them, postcodes, boxes, c/o, and English addresses."""

    tags = (Tag.ADDRESS,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        yield from (Span(*place, Tag.ADDRESS) for place in _places(reading) if place)


def _places(reading: Reading) -> Iterator[tuple[int, int] | None]:
    text = reading.text
    endings, sieve = (ENDINGS, _READ_ON) if reading.language == "sv" else (IN_ENGLISH, _READ_ON_IN_ENGLISH)
    for word in sieve.sifted(reading.words):
        if word.plain.endswith(endings):
            yield _street(reading, word)
        else:
            yield _cued(reading, word) if word.plain in _CUES else _english(reading, word)
    for start, end in reading.numbers:
        if end - start == 5 or (end - start == 3 and text[end : end + 2].strip()[:1].isdigit()):
            yield _postcode(reading, start)
        if text[start - 2 : start] in _AFTER_SHORTENED or text[start - 1 : start] == ".":
            yield _shortened(reading, start, end)
    if "c/o" in reading.plain:
        # In English notes it is "complains of" as well: SOB, N+V.
        shouted = reading.language != "en"
        yield from (match.span() for match in CARE_OF.finditer(text) if shouted or not match["name"].isupper())
    if reading.language == "en" and reading.numbers:
        yield from (match.span() for match in UK_POSTCODE.finditer(text))


def _cued(reading: Reading, word: Word) -> tuple[int, int] | None:
    """A box, a flat, a door's code; a box of two digits stands in the emergency room unless a postcode follows."""
    cued = _CUES[word.plain].match(reading.plain, word.end)
    if cued and (word.plain != "box" or cued.end() - word.end > 3 or CITY.match(reading.text, cued.end())):
        return word.start, _city_end(reading.text, cued.end())
    return None


def _shortened(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    short = SHORTENED.search(reading.text, max(0, start - 32), start)
    house = HOUSE.match(reading.plain, short.end(1)) if short and not is_measured(reading.plain, end) else None
    return (
        (short.start(), _tail(reading, house.end()))
        if short and house and not is_measured(reading.plain, end)
        else None
    )


def _street(reading: Reading, word: Word) -> tuple[int, int] | None:
    """The street whose name ends with this word, its house number, flat and postcode; None where it is no street."""
    text, plain_text = reading.text, reading.plain
    names = NAMES_BEFORE.search(text, max(0, word.start - 60), word.start)
    if word.plain == "plan" and reading.language == "en":
        return None
    if word.plain in BARE and (names is None or names[0].split()[-1].casefold() in NO_NAMES):
        return None
    start = names.start() if names and word.plain in BARE else _joined(text, word.start)
    named = text[start].isupper()
    if word.plain not in BARE and is_everyday(word.plain):
        return None
    house = HOUSE.match(plain_text, word.end)
    if house and not is_measured(plain_text, house.end()) and (named or word.plain.endswith(STREET_ENDINGS)):
        return start, _tail(reading, house.end())
    led = bool(_LIVING.intersection(words_before(plain_text, start)[-2:]))
    if word.plain.endswith(STREET_ENDINGS) and (named or (led and word.plain not in BARE)):
        return start, _tail(reading, word.end)
    return (start, word.end) if named and led else None


def _joined(text: str, start: int) -> int:
    """Where the name begins whose parts a hyphen joins, or whose first words belong to it: Sankt Eriksgatan."""
    first = re.search(
        r"(?:\b(?:Sankt|Sankta|S:t|S:ta|St|St\.|Norra|Södra|Östra|Västra|Stora|Lilla|Nya|Gamla|Övre|Nedre|"
        r"Inre|Yttre|Norr|Söder|Öster|Väster|Mellersta)\s|[\w:]{1,20}-)$",
        text[max(0, start - 24) : start],
    )
    return start - len(first[0]) if first else start


def _tail(reading: Reading, end: int) -> int:
    """Where the address ends: flat, stairs, postcode and place included; in a note of small letters, any word."""
    for _ in range(3):
        more = MORE.match(reading.plain, end)
        if more is None:
            break
        end = more.end()
    text = reading.plain.title() if reading.text.islower() else reading.text
    ended = _city_end(text, end)
    town = TOWN.match(text, end) if ended == end else None
    return town.end() if town else ended


def _city_end(text: str, end: int) -> int:
    city = CITY.match(text, end)
    return city.end() if city else end


def _postcode(reading: Reading, start: int) -> tuple[int, int] | None:
    """A postcode with a place behind it, or with its country before it."""
    text = reading.plain.title() if reading.text.islower() else reading.text
    country = COUNTRY_BEFORE.search(text, max(0, start - 4), start)
    coded = POSTCODE.match(text, start)
    if country:
        alone = POSTCODE_ALONE.match(text, start)
        found = coded or alone
        return (country.start(), found.end()) if found else None
    if coded is None or reading.plain[coded.start("place") : coded.end("place")] in _VITALS:
        return None
    before = text[start - 1 : start]
    if (
        before in {"/", "-", ",", "."}
        or before.isalnum()
        or _VITALS.intersection(words_before(reading.plain, start)[-1:])
    ):
        return None
    return coded.span()


def _english(reading: Reading, word: Word) -> tuple[int, int] | None:
    text = reading.text
    if not text[word.start].isupper():
        return None
    before = NUMBERED_BEFORE.search(text, max(0, word.start - 70), word.start)
    if before is None and word.plain in ENGLISH_SURE:
        before = NAMES_BEFORE.search(text, max(0, word.start - 50), word.start)
    more = ENGLISH_MORE.match(text, word.end)
    return (before.start(), more.end() if more else word.end) if before else None
