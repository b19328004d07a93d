"""Care units and homes: the word for a kind of unit with the name, place or number beside it; and hospitals by name."""

import re
from collections.abc import Iterator
from functools import cache

from pseudonymisation.text.lexicon import GIVER, MEDICAL, NAME, PLACE, UNIT, WORD
from pseudonymisation.text.lists import entries
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.standing import Standing
from pseudonymisation.text.unit_names import SAINT, STEPS, to_the_left, to_the_right

_NAMED_KIND = re.compile(
    r".{3,}(?:sjukhuset|lasarettet|hemmet|gården|kliniken|läkarna|läkarhuset|hospitalet|hälsan)s?$"
)
_CODE = re.compile(
    r"\.?[^\S\n]{0,2}(?:(?:nr|nummer|no)\.?[^\S\n]{0,2})?"
    r"(?:[A-ZÅÄÖ]{1,3}[ \t-]?\d{1,4}[A-Za-zÅÄÖ]{0,2}|[a-zåäö]\d{2,3}[a-z]?|\d{1,4}[ \t]?[A-ZÅÄÖ]{1,2}|\d{1,4}[a-z]?"
    r"|[A-ZÅÄÖ]{1,2})"
    r"(?![\w%.,/]{0,4}\d|[\w%])"
)
# A letter and digits are a diagnosis as well: only words for lying there make a ward of them.
_WARDS = re.compile(
    r"\b(?:vårdad|vårdats|inlagd|inlagt|läggs? in|inneliggande|ligger|på|till|från|kir|avd\.?|sjukhus|lasarett(?:et)?"
    r"|göran)\s"
    r"(?P<only>(?!b12\b)[a-zåäö]\d{2,3}[a-z]?)\b(?![.,]\d)",
    re.IGNORECASE,
)
_SHORT = frozenset("KS SÖS DS NUS NÄL SUS USÖ SkaS SÄS CSK KSS KSK".split())
_STEPS_AND_LINES = STEPS | {"\n", " \n", ". "}
_AT_A_UNIT = frozenset("on to at from in the of onto".split())
# "kliniken M22": after these only a letter with digits is a ward.
_CLINICS = ("klinik", "kliniken", "klin", "sjukhus", "lasarett", "lasarettet")
_WARD_CODE = re.compile(r"[ \t]{1,2}(?:[A-ZÅÄÖ]\d{2,3}|\d{2,3}[A-ZÅÄÖ])(?![\w.,]{0,2}\d|[\w%])", re.IGNORECASE)
# "C32, Ortopedkliniken": a ward before its clinic, where a letter with digits is no diagnosis.
_WARD_BEFORE = re.compile(
    r"(?<![^\s(>])[A-ZÅÄÖ]\d{2,3}[A-Z]?(?:,[^\S\n]|[^\S\n]{1,2}|,|[^\S\n]?(?:->|→)[^\S\n]?)$", re.IGNORECASE
)
_NUMBERED = ("avd", "avdelning", "avdelningen", "ward", "mottagning", "mott", "unit")


class CareUnits(Recognizer):
    """Vårdcentraler, mottagningar, avdelningar, sjukhus, boenden and their like, where they are named."""

    tags = (Tag.CARE_UNIT,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        there = reading.standing
        for at in there.marked:
            if there.kinds[at] & UNIT:
                yield from _around(there, at)
            elif there.kinds[at] & GIVER and _is_giver(there, at):
                yield Span(_with_ward(there, there.words[at].start), _end_of_giver(there, at), Tag.CARE_UNIT)
        if any(reading.plain[start - 1 : start].isalpha() for start, _ in reading.numbers):
            yield from (Span(*match.span("only"), Tag.CARE_UNIT) for match in _WARDS.finditer(there.text))
        for at in there.upper:
            if _is_named_kind(there, at):
                start, end, _ = there.words[at]
                yield Span(_with_ward(there, start), end, Tag.CARE_UNIT)


@cache
def _givers() -> dict[str, frozenset[str]]:
    """The first words of the hospitals' and companies' names, each with the words that may follow it."""
    found: dict[str, set[str]] = {}
    for name in entries("care_givers"):
        first, *rest = re.findall(r"[^\W\d_]+", name)
        found.setdefault(first, set()).add(rest[0] if rest else "")
    return {first: frozenset(rest) for first, rest in found.items()}


def _is_giver(there: Standing, at: int) -> bool:
    if there.words[at].end - there.words[at].start < 4 and there.small(at) not in SAINT:
        start, end, _ = there.words[at]
        return (
            there.text[start:end] in _SHORT
            and not (there.text[start - 1 : start] + there.text[end : end + 1]).isalnum()
        )
    following = _givers()[there.small(at)]
    if _is_followed(there, at, following):
        named = at in there.capitals or not there.kinds[at] & WORD
        return named or bool(there.kinds[at + 1] & (UNIT | PLACE))  # "min doktor" is anybody's
    if at not in there.capitals and there.kinds[at] & (NAME | PLACE | WORD):
        return False
    inside = at in there.capitals and not there.begins(at)
    return "" in following and (inside or not there.kinds[at] & WORD)


def _is_followed(there: Standing, at: int, following: frozenset[str]) -> bool:
    """Whether the next word of the giver's name stands behind its first, on the next line too."""
    after = at + 1
    return after < len(there.words) and there.small(after) in following and there.gap(after) in _STEPS_AND_LINES


def _end_of_giver(there: Standing, at: int) -> int:
    """Where the name ends: with its second word, which may be any, and what else belongs to it."""
    second = _is_followed(there, at, _givers()[there.small(at)])
    return max(there.words[at + 1].end if second else 0, to_the_right(there, at + 1 if second else at))


def _is_named_kind(there: Standing, at: int) -> bool:
    """Whether the word alone names a house: Fridhemsgården."""
    if there.kinds[at] & (WORD | MEDICAL) or there.words[at].end - there.words[at].start < 8:
        return False
    return bool(_NAMED_KIND.match(there.small(at))) and not there.begins(at)


def _around(there: Standing, at: int) -> Iterator[Span]:
    """The unit with the names before and after it; none where it stands alone."""
    word = there.words[at]
    code = _code_after(there, at)
    start, end = to_the_left(there, at), to_the_right(there, at)
    if start < word.start or end > word.end or code:
        yield Span(_with_ward(there, start), max(end, code.end() if code else 0), Tag.CARE_UNIT)


def _with_ward(there: Standing, start: int) -> int:
    """Where the ward's code begins that stands before the unit it belongs to."""
    ward = _WARD_BEFORE.search(there.text, max(0, start - 8), start)
    return ward.start() if ward else start


def _code_after(there: Standing, at: int) -> re.Match[str] | None:
    if there.small(at) == "unit" and at not in there.capitals and (not at or there.small(at - 1) not in _AT_A_UNIT):
        return None  # one unit of something
    if there.small(at).endswith(_NUMBERED):
        return _CODE.match(there.text, there.words[at].end)
    return _WARD_CODE.match(there.text, there.words[at].end) if there.small(at).endswith(_CLINICS) else None
