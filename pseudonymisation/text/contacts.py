"""Telephone numbers in text: by their shape, or by the word that calls them so, which may stand before few digits."""

import re
from collections.abc import Iterator

from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.shapes import NO_DIGIT_AFTER, digits_of, is_measured, is_mistyped_somewhere
from pseudonymisation.text.spans import Span, Tag

_SEP = r"(?:[\s\-–—‐‑−/.()_]|&nbsp;){0,3}"
_GAP = r"(?:[\s\-–—‐‑−/._]|&nbsp;){1,3}"

ABROAD = re.compile(rf"(?:\+{_SEP}|00[\s\-]?)[1-9](?:{_SEP}[0-9]){{6,14}}{NO_DIGIT_AFTER}")
TRUNK = re.compile(rf"0(?:{_SEP}[0-9]){{6,10}}{NO_DIGIT_AFTER}")
BARE = re.compile(
    "|".join(
        (
            rf"46{_SEP}0?{_SEP}[1-9](?:{_SEP}[0-9]){{6,8}}{NO_DIGIT_AFTER}",
            # a zero left out: 70-174 06 05, 701740605, 8-123 456 78
            rf"7[02369](?:{_SEP}[0-9]){{7}}{NO_DIGIT_AFTER}",
            rf"8-[0-9]{{2,3}}{_GAP}[0-9]{{2,3}}{_GAP}[0-9]{{2}}{NO_DIGIT_AFTER}",
            rf"[0-9]{{3}} [0-9]{{3}} [0-9]{{2}}{NO_DIGIT_AFTER}(?! [0-9])",
            # American: 555-123-4567, (555) 123-4567, 1-800-555-0199
            rf"(?:1[-. ])?[0-9]{{3}}\)?[-. ]{{1,2}}[0-9]{{3}}[-. ][0-9]{{4}}{NO_DIGIT_AFTER}",
            rf"555-[0-9]{{4}}{NO_DIGIT_AFTER}",
        )
    )
)
CALLED = frozenset(
    "ankn ankny anknytning anknytningen sok sokare sokaren snr snabbnr snabbnummer internt tfn tel tele telnr telefon "
    "telefonnr telefonnummer telefonen mobil mobilen mobilnr mobilnummer mob fax faxnr faxen kortnr kortnummer dect "
    "minicall personsokare vaxel vaxeln hemnr hemnummer hemtelefon jourtelefon jourtel journummer arbetstelefon "
    "direktnr direktnummer mobiltelefon mobiltel telnummer phone telephone mobile cell cellphone ext extn extension "
    "pager bleep intern ank personsok personsokare persokare tlf ring ringer ringa ringas nas sms smsa call "
    "callback joursokare jour jouren bakjour bakjouren primarjour primarjouren mellanjour mellanjouren jourlinje bip "
    "bipper bippern beeper hotline snabbval rostbrevlada exp "
    "expedition expeditionen lokal direktval direktvalet anknytn vxl faxa faxas faxnummer sokbar "
    "sokes".split()
)
_VERBS = frozenset(
    "ring ringer ringa ringas nas sms smsa call mobile cell sok sokes sokbar faxa faxas jour jouren bakjour "
    "bakjouren primarjour primarjouren exp expedition expeditionen lokal "
    "mellanjour mellanjouren".split()
)
CALLED_VALUE = re.compile(
    rf"(?:nr|nummer|no|number|pa|till|on|at|till)?[\s.:;=#*(\-–]{{0,4}}(?:nr|nummer|no|number|pa|till|on|at|ar|is|via)?"
    rf"[\s.:;=#]{{0,3}}(?P<only>\(?\+?[0-9](?:{_SEP}[0-9]){{2,14}}){NO_DIGIT_AFTER}"
)
# "tfn dotter 46 50 04 13": whose it is stands between.
_SOMEBODYS = frozenset("tfn tel telefon telefonnr telefonnummer mobil mobilnr mob mobilnummer fax".split())
_SOMEBODYS_VALUE = re.compile(
    rf"[\s.:;=(]{{1,3}}(?:[^\W\d_]{{2,14}}[\s.:;)]{{1,3}}){{1,2}}"
    rf"(?P<only>[0-9](?:[\s\-–.]{{0,3}}[0-9]){{5,10}}|(?!19|20)[0-9]{{4,5}}(?![-/.:][0-9])){NO_DIGIT_AFTER}"
)
# "kontakta ssk på 4512", "reach me at 712 34": who is asked for stands between.
_ASKED = frozenset(
    "ring ringer ringa ringas nas nar fraga fragar kontakta kontaktas kontakt kontaktar sok soks sokes sokbar hor "
    "aterkoppla aterkom meddela call reach contact back callback".split()
)
_ASKED_VALUE = re.compile(
    rf"(?:\s{{1,3}}[^\W\d_]{{1,16}}\.?){{0,3}}\s{{1,3}}(?:pa|at|on)\s{{1,3}}"
    rf"(?P<only>[0-9]{{4,7}}|[0-9]{{2,3}}(?:[ -][0-9]{{2,3}}){{1,2}}){NO_DIGIT_AFTER}(?![-/.: ][0-9])"
)
# A letter typed for the digit that it looks like: "07O-123 45 67".
MISTYPED = re.compile(r"(?<![^\W_])[0o](?:[\s\-–/]{0,3}[0-9ol]){7,9}(?![^\W_])")
_FEWEST_DIGITS = 7
_PUBLIC = frozenset({"112", "1177", "11313", "11414", "911", "999", "111"})
_HOURS = re.compile(r"[012][0-9][.:]?[0-5][0-9]\s?[-–]\s?[012][0-9][.:]?[0-5][0-9](?![0-9])")
_DATE = re.compile(r"(?:[0-3]?[0-9][/.][01]?[0-9][/.]|[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9])|[0-9]{1,2}/[0-9]{1,2}\b)")
_CLOCK = re.compile(r"(?:kl(?:ockan)?\.?|fran|till)\s{0,2}$")


class Contacts(Recognizer):
    """Swedish telephone numbers, internal extensions, numbers abroad and English ones."""

    tags = (Tag.PHONE,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        text, covered = reading.plain, 0
        if not reading.numbers:
            return
        if "+" in text or "00" in text:
            yield from (Span(*match.span(), Tag.PHONE) for match in ABROAD.finditer(text) if _is_abroad(text, match))
        for start, end in reading.numbers:
            if start >= covered and (found := _end(text, start, end)):
                covered = found
                opened = text[start - 1 : start] == "(" and ")" in text[start:found]
                yield Span(start - opened, found, Tag.PHONE)
        if is_mistyped_somewhere(text, reading.numbers):
            yield from (Span(*match.span(), Tag.PHONE) for match in MISTYPED.finditer(text) if _is_mistyped(match[0]))
        for word in reading.words:
            if (
                word.plain in _ASKED
                and (asked := _ASKED_VALUE.match(text, word.end))
                and not _is_year_or_so(text, asked)
            ):
                yield Span(*asked.span("only"), Tag.PHONE)
            if word.plain in CALLED and (found_at := _called(text, word.plain, word.end)):
                yield Span(*found_at, Tag.PHONE)


def _end(text: str, start: int, end: int) -> int:
    """Where the telephone number ends that starts with this run of digits; 0 where none does."""
    if text[start - 1 : start] in {",", "."} and text[start - 2 : start - 1].isdigit():
        return 0
    if text[start] != "0":
        bare = BARE.match(text, start)
        return bare.end() if bare and not is_measured(text, bare.end()) else 0
    if text[start - 1 : start] == ":" and text[start - 2 : start - 1].isdigit():
        return 0  # a time of day
    trunk = TRUNK.match(text, start)
    if trunk is None or _HOURS.match(text, start) or _DATE.match(text, start) or text[start - 1 : start] in {"-", "/"}:
        return 0
    return trunk.end() if _reads_as_number(trunk[0], end - start) else 0


def _reads_as_number(written: str, first: int) -> bool:
    """Whether the pieces are those of a telephone number, or its digits are, oddly spaced."""
    digits = digits_of(written)
    pieces = re.findall(r"[0-9]+", written)
    if first >= 2 and all(len(piece) >= 2 for piece in pieces):
        return True
    return len(digits) >= 9 and (digits[:2] in {"07", "08"} or first >= 2 or digits[:3] in {"010", "020"})


def _is_abroad(text: str, match: re.Match[str]) -> bool:
    """A plus after a digit adds, and two noughts inside a number are its own."""
    before = text[match.start() - 1 : match.start()]
    return not before.isdigit() and len(digits_of(match[0])) >= 8


def _called(text: str, word: str, end: int) -> tuple[int, int] | None:
    value = CALLED_VALUE.match(text, end) or (_SOMEBODYS_VALUE.match(text, end) if word in _SOMEBODYS else None)
    if value is None:
        return None
    digits = digits_of(value["only"])
    if digits in _PUBLIC or is_measured(text, value.end("only")) or (word in _VERBS and len(digits) < 4):
        return None
    return value.span("only")


def _is_mistyped(written: str) -> bool:
    """Digits enough, and a letter among them: what has none is read by the other patterns."""
    return len(digits_of(written)) >= _FEWEST_DIGITS and ("o" in written or "l" in written)


def _is_year_or_so(text: str, match: re.Match[str]) -> bool:
    """What is no telephone number after "på": a year, an amount."""
    written = match["only"]
    return is_measured(text, match.end("only")) or (len(written) == 4 and written[:2] in {"19", "20"})
