"""Ages of ninety and over, in digits and in words: so few people have one that it names them. Younger ages stay."""

import re
from collections.abc import Iterator

from pseudonymisation.text.letters import Sieve
from pseudonymisation.text.lexicon import FAMILY, GIVEN, KNOWN, NAME, flags
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.shapes import is_measured, words_before
from pseudonymisation.text.spans import Span, Tag

_YEARS = (
    r"(?:ar(?:ig[aet]{0,2}|ing(?:en|ar|arna|s)?|ingens|s(?:aldern?|dag(?:en)?)?|saldern?)?(?![a-z])"
    r"(?:\s(?:gam(?:mal|la|malt)|fyllda|alder))?"
    r"|(?:year|yr)s?[\s-]{0,2}(?:olds?|of\sage)?(?![a-z])|y(?:[./]?\s?o\.?|rs?)(?![a-z])|bast(?![a-z]))"
)
DIGITS = re.compile(rf"(?:9[0-9]|1[01][0-9]|12[0-5])(?:[.,][0-9]|\s?½)?[\s\-–]{{0,2}}(?:fyllda\s)?{_YEARS}")
WORDS = re.compile(
    r"(?:nittio?[\s-]?(?:en|ett|tva|tre|fyra|fem|sex|sju|atta|nio)?|(?:ett?\s?)?hundra[\s-]?(?:en|ett|tva|tre|fyra|fem|sex|sju|"
    r"atta|nio|tio|elva|tolv)?|ninety[\s-]?(?:one|two|three|four|five|six|seven|eight|nine)?|(?:(?:one|a)\s)?hundred"
    rf"(?:(?:\sand)?[\s-](?:one|two|three|four|five|six|seven|eight|nine|ten))?)[\s\-–]{{0,2}}(?:fyllda\s)?{_YEARS}"
)
SAID = re.compile(
    r"\s{0,2}(?:\((?:ar|years?)\))?[\s:=,]{0,3}(?:(?:ar|pa|ca|nu|is|was|of|at|nastan|snart|blev|blir|fyller|fyllt|fyllde|vid)"
    r"\s{1,2}){0,2}"
    r"(?P<only>9[0-9]|1[01][0-9]|nittio?(?:en|ett|tva|tre|fyra|fem|sex|sju|atta|nio)?|ninety(?:-[a-z]{3,5})?)"
    r"(?![a-z0-9/%°+]|[.,:\-–][0-9])"
)
SEX_AFTER = re.compile(
    r"(?:9[0-9]|1[01][0-9])[\s-]?(?:[fm](?![a-z0-9])|(?:kvinna|man|dam|female|male|woman|lady)(?![a-z]))"
)
_SAYING = frozenset("alder aldern aldrig fyller fyllde fyllt age aged blir turned turning turns".split())
_SOMEBODY = frozenset(
    "hon han hen pat patienten patient kvinna kvinnan man mannen dam damen herre mamma mamman pappa pappan mor modern "
    "far fadern mormor morfar farmor farfar hustru hustrun make maken maka makan she he mother father wife husband "
    "woman lady gentleman grandmother grandfather".split()
)
# "Gunvor, 93, sitter i fåtöljen": between two commas, after a word with a capital.
_AFTER_A_NAME = re.compile(r"[^\W\d_]{2,40},[ \N{NO-BREAK SPACE}]$")
# "Gunvor 93: kateter ut": right behind a name that is nothing else, before what is said of her.
_BEFORE_A_COLON = re.compile(r"(?:9[0-9]|1[01][0-9])(?=[:,)]\s)")
_NAMES = frozenset({GIVEN, FAMILY, NAME})
_BEFORE_A_COMMA = re.compile(r"(?:9[0-9]|1[01][0-9])(?=,\s)")
_SPANNING = frozenset("sedan for since i under the past last".split())
_AGO = re.compile(r"\s(?:sedan|ago|tillbaka|bakat)\b")


class Ages(Recognizer):
    """Whoever is said to be ninety or older; a stretch of so many years is no age."""

    tags = (Tag.AGE,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        text = reading.plain
        for start, end in reading.numbers:
            if 2 <= end - start <= 3 and text[start] in "91" and (found := _aged(reading, start)):
                yield Span(start, found, Tag.AGE)
        for word in _READ_ON.sifted(reading.words):
            if word.plain[:5] in _NUMERALS:
                numeral = WORDS.match(text, word.start)
                if numeral and not _is_stretch(text, word.start, numeral.end(), numeral[0]):
                    yield Span(*numeral.span(), Tag.AGE)
            else:
                said = SAID.match(text, word.end)
                if said and _is_said(text, word.plain, said):
                    yield Span(*said.span("only"), Tag.AGE)


_NUMERALS = frozenset({"nitti", "hundr", "ninet", "etthu"})
"""How numerals of ninety and over begin."""
_READ_ON = Sieve(lambda word: word[:5] in _NUMERALS or word in _SAYING or word in _SOMEBODY)


def _aged(reading: Reading, start: int) -> int:
    text = reading.plain
    if text[start - 1 : start] in {".", ",", "/", "-", "–"} and text[start - 2 : start - 1].isdigit():
        return 0
    found = DIGITS.match(text, start) or SEX_AFTER.match(text, start) or _beside_a_name(reading, start)
    if found is None or _is_stretch(text, start, found.end(), found[0]):
        return 0
    # "92 är": the same letters once the accents are off
    return 0 if "är" in reading.text[start : found.end()].casefold() else found.end()


def _beside_a_name(reading: Reading, start: int) -> re.Match[str] | None:
    name = _AFTER_A_NAME.search(reading.text, max(0, start - 42), start)
    if name and name[0][0].isupper():
        return _BEFORE_A_COMMA.match(reading.plain, start)
    found = _BEFORE_A_COLON.match(reading.plain, start)
    near = words_before(reading.plain, start)[-1:] if found and reading.plain[start - 1 : start] == " " else []
    return found if near and flags()[near[0]] & (NAME | KNOWN) in _NAMES else None


def _is_stretch(text: str, start: int, end: int, written: str) -> bool:
    """Whether it is a time that has passed: "sedan 95 år", "95 år sedan"; "i 95 års ålder" is an age."""
    if "ald" in written or "-" in written or "ing" in written or "ig" in written or "old" in written:
        return False
    before = words_before(text, start)[-1:]
    return _AGO.match(text, end) is not None or bool(_SPANNING.intersection(before))


def _is_said(text: str, word: str, said: re.Match[str]) -> bool:
    """Whether the number after a word is an age: at once after "ålder", after a person with "är" or a comma."""
    if is_measured(text, said.end("only")):
        return False
    between = text[said.start() : said.start("only")]
    return word in _SAYING or bool(between.strip()) or word in {"kvinna", "man"}
