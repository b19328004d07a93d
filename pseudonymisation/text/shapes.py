"""
The letters of which the shapes of numbers are written, and what tells a measure from a number that names somebody.

The shapes are for the plain text: small letters without accents, and every digit one of ten. Each repeats within
bounds and nothing repeats inside a repetition, so that the time of a search grows with the text and not with its
malice.
"""

import re
from collections.abc import Iterable

DASH = "[-+‐‑‒–—―−]"
SPACE = r"(?:\s|&nbsp;)"
BLANK = r"(?:[^\S\n]|&nbsp;)"  # on the same line
GAP = rf"(?:{SPACE}{{0,3}}{DASH}{SPACE}{{0,3}}|{BLANK}{{1,3}})"
LETTER = r"[^\W\d_]"
NO_DIGIT_BEFORE = r"(?<!\d)"
NO_DIGIT_AFTER = r"(?!\d)"
NOTHING_AFTER = r"(?![^\W_])"

_UNITS = (
    "mg|g|kg|μg|ug|mcg|mikrog|mikrogram|gram|milligram|ng|pg|ml|l|dl|cl|μl|liter|mmol|μmol|umol|mikromol|nmol|pmol|mol|"
    "mmhg|mm|cm|m|km|meter|kpa|kp|cmh2o|e|ie|iu|kie|mie|enh|enheter|st|styck|stycken|tabl?|tabletter|tablett|"
    "tbl|tablets?|kaps|kapsel|kapslar|capsules?|droppar|drops|puffar|puff|amp|ampuller|doser|dos|doses|ggr|ggn|gang|"
    "ganger|times|x|dygn|dag|dagar|days?|veckor|weeks?|tim|timmar|h|hours?|min|minuter|minutes|sek|sekunder|sec|s|slag|"
    "bpm|hz|khz|kcal|kj|mah|ms|watt|poang|points?|kopior|copies|celler|cells|steg|steps|kr|kronor|sek|mgy|gy|mbq|"
    "mekv|ekv|personer|patienter|patients|procent|percent|mikrol|ml/h|l/min|fr|ch|newton|grader"
)
MEASURE = re.compile(rf"{BLANK}{{0,2}}-?(?:[%‰°²½×]|(?:{_UNITS})(?![^\W\d_])|/(?:min|dygn|dag|dl|l|ml|μl|h|d|kg|mm))")
"""What follows a number that measures something."""

_DIGIT_GAPS = re.compile(r"[^0-9]")
_WORD = re.compile(r"[a-z]+")


def is_measured(plain_text: str, end: int) -> bool:
    """Whether what ends there is followed by a unit."""
    return MEASURE.match(plain_text, end) is not None


_GOODS = frozenset("snomed sctid sct npl nplid ean varunr varunummer oid loinc artikelnr atc".split())


def is_of_goods(plain_text: str, start: int) -> bool:
    """Whether the word before a number says that it names a disease, a drug or an article."""
    return bool(_GOODS.intersection(words_before(plain_text, start, within=20)[-2:]))


def is_mistyped_somewhere(plain_text: str, numbers: Iterable[tuple[int, int]]) -> bool:
    """Whether o or l, which look like digits, touches one of these runs of digits, or the dash before it."""
    around = (plain_text[max(0, start - 2) : start] + plain_text[end : end + 1] for start, end in numbers)
    return any("o" in beside or "l" in beside for beside in around)


def digits_of(written: str) -> str:
    """The digits alone."""
    return _DIGIT_GAPS.sub("", written)


def words_before(plain_text: str, start: int, *, within: int = 32) -> list[str]:
    """The words that stand shortly before a place, the nearest last; a first one may be cut."""
    return _WORD.findall(plain_text, max(0, start - within), start)
