"""Who signed, by the shape of it: behind a stroke, behind "av", alone on a line, at the end of the note."""

import re
from collections.abc import Iterator

from pseudonymisation.text.lexicon import CONTEXT, EPONYM, MEDICAL, NAME, WORD, flags
from pseudonymisation.text.signing_codes import LAST_WORDS, LONGEST_CODE, is_code, is_short_sign

_STROKE = re.compile(
    r"/(?<![^\s.,;)\]/]/)/?[ \t]?(?P<only>[^\W\d_][^\n/:;,\d]{0,40}?)[ \t]*\.?"
    r"(?:[ \t]\d{1,4}[-/.]\d[\d\-/.]{0,8})?[ \t]*$",
    re.MULTILINE,
)
# A stroke that begins a line signs what stands above: "/op, ssk M. Hjulros"; so does one before "cc".
_FIRST_STROKE = re.compile(r"//?[ \t]?(?P<only>[^\W\d_]{2,4})(?=(?P<on>[,;])|[ \t]cc\b)")
_BY = re.compile(r" av[ \t\n](?P<only>[^\W\d_]{2,5})(?![\w\-])(?P<ends>[ \t]*(?:[.,;:)\n]|\Z|\d))?")
# What somebody did is signed as notes are: "gjord av KVIK", "inlagd av R.N".
_DONE = re.compile(
    r"\b(?:(?:gjo|utfö|utfä|kö)rd?(?:ad|at|t|d)?|(?:in|an|på)lag[dt]|ordiner(?:ad|at)|bedöm[dt]|undersök[dt]|granska[dt]"
    r"|operera[dt]|(?:in)?satt|given|givet|tagen|taget|skriv[ei][nt]|tolka[dt]|kontrollera[dt]|signera[dt])$",
    re.IGNORECASE,
)
_LONGEST_DONE = 14
# Alone on a line, or at the end of the note after a point.
_ALONE = re.compile(r"(?:\n|[.!?]\s{1,3})(?P<only>[A-Za-zÅÄÖåäö]{2,4}|[A-ZÅÄÖ][.\s]{1,2}[A-ZÅÄÖ]\.?)(?=\s*\Z|\n)")
# What ends the whole note on a line of its own signs it, whatever it may mean elsewhere.
_LAST = re.compile(r"(?:\n|[.!?)][ \t])[ \t/]{0,3}(?P<only>[A-Za-zÅÄÖåäö]{2,4})\s{0,5}\Z")
# Two who sign the whole note: "CÖ/Gustav".
_BEFORE_STROKE = re.compile(r"\n[ \t]*(?P<only>[^\W\d_]{2,4})/[^\W\d_][^\n/]{0,30}\s{0,5}\Z")
_BEHIND_STROKE = re.compile(r"/(?<=[^\W\d_]/)(?P<only>[^\W\d_]{2,4})\s{0,5}\Z")
# A line with nothing but who signed, and when: "MMOS 18 okt -21".
_DATED = re.compile(
    r"^(?P<only>[^\W\d_]{2,5}) (?=\d{4}-\d\d-\d\d|\d{6}\b|\d{1,2}[/.]\d{1,2}(?!\d)|"
    r"\d{1,2}(?::[ae])? (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))[^\n]{3,20}$",
    re.MULTILINE | re.IGNORECASE,
)
_SHORTEST_CODE, _MOST_WORDS = 2, 4
_TERM = MEDICAL | EPONYM | CONTEXT


def signing(text: str) -> Iterator[re.Match[str]]:
    """Each match, whose group `only` signs."""
    if "/" in text:
        yield from filter(_signs, _STROKE.finditer(text))
        yield from filter(_signs_first, _FIRST_STROKE.finditer(text))
    yield from filter(_did, _BY.finditer(text))
    yield from filter(_signs_alone, _ALONE.finditer(text))
    yield from (match for match in _BEFORE_STROKE.finditer(text) if is_short_sign(match["only"]))
    yield from (match for match in _BEHIND_STROKE.finditer(text) if not flags()[match["only"].lower()] & (WORD | _TERM))
    yield from (match for match in _DATED.finditer(text) if not flags()[match["only"].lower()] & ~NAME)
    last = _LAST.search(text, max(0, len(text) - LONGEST_CODE - 9))
    if last and is_short_sign(last["only"]):
        yield last


def _signs_alone(match: re.Match[str]) -> bool:
    """Whether letters that end a line are no word; two letters may be one, where no sentence goes on below."""
    word, after = match["only"].strip(". "), match.string[match.end() :][:2].strip()
    if is_code(word):
        return True
    goes_on = after.islower() or after.isdigit()
    return len(word) == _SHORTEST_CODE and not goes_on and word.lower() not in LAST_WORDS


def _signs_first(match: re.Match[str]) -> bool:
    before = match.string[match.start() - 1 : match.start()] if match.start() else "\n"
    return (before == "\n" if match["on"] else before.isspace()) and is_short_sign(match["only"])


def _did(match: re.Match[str]) -> bool:
    """Whether letters behind "av" are those of whoever did it."""
    word = match["only"]
    if word.isupper() and not flags()[word.lower()] & (WORD | _TERM):
        return True
    if match["ends"] is None or not is_code(word, surely=True):
        return False
    return _DONE.search(match.string[max(0, match.start() - _LONGEST_DONE) : match.start()]) is not None


def _is_spaced(match: re.Match[str]) -> bool:
    """Whether nothing stands right before the stroke, so that it divides no two words."""
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    return not before.strip() or match[0].startswith("//")


def _signs(match: re.Match[str]) -> bool:
    words = match["only"].replace(".", " ").split()
    if not words or len(words) > _MOST_WORDS:
        return False
    if len(words) == 1:
        return (_is_spaced(match) and is_short_sign(words[0])) or is_code(words[0], surely=True)
    return all(word[:1].isupper() or flags()[word.lower()] & CONTEXT for word in words)
