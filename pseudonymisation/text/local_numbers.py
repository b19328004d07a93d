"""
Telephone numbers without an area code, which no shape tells from a value: by whose they are, or by what they follow.

"Läkartelefon 4512", "hemtjänsten 58 50 01", "71 234 (exp)", and after a whole number "eller 678 90".
"""

import re
from collections.abc import Iterator

from pseudonymisation.text.letters import Sieve
from pseudonymisation.text.lexicon import FAMILY, GIVEN, KIN, KNOWN, NAME, ROLE, STRICT_ROLE, flags, is_formed
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.shapes import BLANK, NO_DIGIT_AFTER, NO_DIGIT_BEFORE, is_measured
from pseudonymisation.text.spans import Span, Tag

_END = rf"{NO_DIGIT_AFTER}(?!{BLANK}?[-/.:,]?[0-9])"
_GROUPS = rf"[0-9]{{2,3}} [0-9]{{2}} [0-9]{{2}}{_END}|[0-9]{{2,3}} [0-9]{{3}}{_END}|[0-9]{{3}} [0-9]{{2}}{_END}"

# A word that says telephone, as the last part of another: few digits are enough.
_SAYS_TELEPHONE = ("telefon", "telefonen", "telefonnr", "telefonnummer", "tfn", "telefax", "mobil", "mobilen", "sokare")
AFTER_TELEPHONE = re.compile(rf"[\s.:;=#(\-–]{{1,4}}(?P<only>{_GROUPS}|[0-9]{{2}} [0-9]{{2}}{_END}|[0-9]{{4,7}}{_END})")

_SOMEBODYS = frozenset(
    "hem hemma bost bostad bostaden arb arbete arbetet jobb jobbet privat exp expedition expeditionen reception "
    "receptionen sekr sekreterare sekreteraren radgivning radgivningen avd avdelning avdelningen boendet boende "
    "kontakt kontakten kontaktas kontaktperson samtal samtalet telefonsamtal uppringd ringde ringer ringa via fran "
    "apoteket apotek forsakringskassan fk polisen chaufforen chauffor tolk tolken tolkformedling tolkformedlingen "
    "rektor rektorn kurator kuratorn handlaggare handlaggaren skolan forskolan god man gode mannen forvaltaren "
    "aterkoppla atersvar aterringning ateruppringning dagtid kvallstid nattetid dygnet telefontid "
    "mott mottagn mottagning mottagningen koordinator koordinatorn vardlots vardlotsen kansli kansliet labb labbet lab "
    "rtg op iva akuten int lokal linje larm fragor meddela provsvar vardplats "
    "home work office reception ward desk clinic secretary".split()
)
_SOMEBODYS_ENDINGS = (
    *("tjanst", "tjansten", "sjukvard", "sjukvarden", "skoterska", "skoterskan", "ssk", "lakare", "lakaren"),
    *("avdelning", "avdelningen", "mottagning", "mottagningen", "central", "centralen", "patrull", "patrullen"),
    *("samordnare", "samordnaren", "koordinator", "koordinatorn", "samtal", "samtalet", "chef", "chefen"),
)
# A time or a short word may stand between: "telefontid 8-9 på 71 234".
AFTER_SOMEBODY = re.compile(
    rf"(?:\s(?:kl\.?\s)?[0-9]{{1,2}}(?:[.:][0-9]{{2}})?[-–][0-9]{{1,2}}(?:[.:][0-9]{{2}})?,?)?"
    rf"[\s.:;=(]{{1,3}}(?:(?:pa|nr|nummer|via|till)[\s.:]{{1,2}})?(?P<only>{_GROUPS}|[0-9]{{5,6}}{_END})"
)
# A sign that is dialled before an extension.
DIALLED = re.compile(rf"(?<![\w#*])[#*]{BLANK}?(?P<only>[0-9]{{4,5}}|[0-9]{{2}} [0-9]{{3}}){_END}")
BEFORE_WHOSE = re.compile(
    rf"{NO_DIGIT_BEFORE}(?P<only>[0-9]{{2,3}} [0-9]{{2,3}}(?: [0-9]{{2}})?|[0-9]{{5,7}})"
    rf"{BLANK}?\((?:hem|bost|bostad|arb|arbete|jobb|mob|mobil|privat|exp|ankn|vx|vaxel|fax|dagtid)\.?\)"
)
# What goes on after a whole number: another one, or the extension behind it.
GOING_ON = re.compile(
    rf"(?:{BLANK}?(?:/|,|el\.?(?![a-z])|eller|alt\.?(?![a-z])|och|samt|resp\.?(?![a-z])){BLANK}{{0,2}}"
    rf"(?P<other>{_GROUPS})|(?::|{BLANK}[-–]{BLANK})(?P<extension>[0-9]{{3,5}}){_END})"
)
BEHIND_A_NAME = re.compile(rf"(?P<only>[0-9]{{4,5}}|[0-9]{{2}} [0-9]{{3}}){_END}(?=[.,;)\\]|\s*(?:\n|$))")
_NAME_BEFORE = re.compile(r"(?:(?P<role>[^\W\d_]{2,24})\.? )?(?P<name>[^\W\d_]{2,24})(?P<how> |, | \(| pa )$")
_SHORT = 4
_NAMES = frozenset({GIVEN, FAMILY, NAME})
_LONGEST_NAME = 56
WHOLE = re.compile(rf"0[0-9]{{1,3}}{BLANK}?[-–/]?{BLANK}?[0-9]{{2,3}}(?:{BLANK}?[0-9]{{2,3}}){{1,3}}")


class LocalNumbers(Recognizer):
    """Numbers of few digits beside whose they are; a number that measures something is none."""

    tags = (Tag.PHONE,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        text = reading.plain
        if not reading.numbers:
            return
        for word in _TELLING.sifted(reading.words):
            pattern = AFTER_TELEPHONE if word.plain.endswith(_SAYS_TELEPHONE) else AFTER_SOMEBODY
            found = pattern.match(text, word.end)
            if found and not is_measured(text, found.end("only")) and not _is_year(found["only"]):
                yield Span(*found.span("only"), Tag.PHONE)
        if "#" in text or "*" in text:
            yield from (Span(*found.span("only"), Tag.PHONE) for found in DIALLED.finditer(text))
        if "(" in text:
            yield from (Span(*found.span("only"), Tag.PHONE) for found in BEFORE_WHOSE.finditer(text))
        for start, end in reading.numbers:
            if end - start in {2, 4, 5} and (own := _behind_a_name(reading, start)):
                yield Span(*own.span("only"), Tag.PHONE)
            whole = WHOLE.match(text, start) if text[start] == "0" else None
            going_on = GOING_ON.match(text, whole.end()) if whole else None
            if going_on:
                yield Span(*going_on.span(going_on.lastgroup or 0), Tag.PHONE)


def _behind_a_name(reading: Reading, start: int) -> re.Match[str] | None:
    """Five digits right behind a name, and nothing but the end of what is said behind them: an extension."""
    text = reading.plain
    found = BEHIND_A_NAME.match(text, start)
    name = _NAME_BEFORE.search(text, max(0, start - _LONGEST_NAME), start) if found else None
    if found is None or name is None:
        return None
    titled = bool(name["role"]) and bool(flags()[name["role"]] & (ROLE | STRICT_ROLE | KIN))
    if len(found["only"]) == _SHORT and (_is_year(found[0]) or not (titled or name["how"] == " (")):
        return None
    kind, capital = flags()[name["name"]], reading.text[name.start("name")].isupper()
    unlisted = not kind and (titled or (capital and not is_formed(name["name"])))
    meant = bool(kind & NAME) and capital and (titled or name["how"] != " ")
    return found if unlisted or meant or kind & (NAME | KNOWN) in _NAMES else None


def _is_telling(word: str) -> bool:
    return word in _SOMEBODYS or word.endswith((*_SAYS_TELEPHONE, *_SOMEBODYS_ENDINGS))


_TELLING = Sieve(_is_telling)


def _is_year(written: str) -> bool:
    return len(written) == 4 and written[:2] in {"19", "20"}
