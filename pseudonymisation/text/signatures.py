"""Who signed a note: a stroke or "Sign:" and letters, most often at the end of a line."""

import re
from collections.abc import Iterator

from pseudonymisation.text.lexicon import CALLED, CONTEXT, EPONYM, KNOWN, MEDICAL, WORD, flags, is_formed
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.standing import Standing

_STROKE = re.compile(r"/(?<![^\s.,;)\]/]/)[ \t]?(?P<only>[^\W\d_][^\n/:;,\d]{0,40}?)[ \t]*\.?[ \t]*$", re.MULTILINE)
_AFTER_SIGN = re.compile(
    r"(?:[ \t]av\b)?[ \t]{0,2}[:/,.]?[ \t\n]{0,2}/?\b(?P<only>[A-ZÅÄÖ]\.? ?[A-ZÅÄÖ]\b\.?|[A-Za-zÅÄÖåäö]{2,7}\d?)(?!\w)",
    re.IGNORECASE,
)
# Alone on a line, or at the end of the note after a point.
_ALONE = re.compile(r"(?:\n|[.!?]\s{1,3})(?P<only>[A-Za-zÅÄÖåäö]{2,4}|[A-ZÅÄÖ][.\s]{1,2}[A-ZÅÄÖ]\.?)(?=\s*\Z|\n)")
# What ends the whole note on a line of its own signs it, whatever it may mean elsewhere.
_LAST = re.compile(r"\n[ \t/]{0,3}(?P<only>[A-Za-zÅÄÖåäö]{2,4})\s{0,5}\Z")
_LAST_WORDS = frozenset("ua vb ok nej ja tack slut iva akut enl ovan se åter utan inga hem".split())
_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-ZÅÄÖ]\.){2,4}(?:-?[A-ZÅÄÖ]\.?)?(?!\w)|(?<![\w.])[A-ZÅÄÖ][ \N{NO-BREAK SPACE}][A-ZÅÄÖ]\.(?!\w)"
)
_SIGNING = frozenset(
    "sign signerat signerad signatur signum vidimerat vidimerad dikt dikterat dikterad utskr utskrivet mvh vh"
    " diktat protokoll granskat utfört".split()
)
_LONGEST_CODE, _LONGEST_SURE, _MOST_WORDS = 7, 4, 4


def signatures(there: Standing) -> Iterator[Span]:
    """Codes and names that sign: /ankl, /A Lind, Sign: AKL, A.K.L."""
    if "/" in there.text:
        yield from (_only(match) for match in _STROKE.finditer(there.text) if _signs(match["only"]))
    for at in there.marked:
        if there.kinds[at] & CALLED and there.small(at) in _SIGNING:
            match = _AFTER_SIGN.match(there.text, there.words[at].end)
            if match and _is_code(match["only"], surely=True):
                yield _only(match)
    yield from (_only(match) for match in _ALONE.finditer(there.text) if _is_code(match["only"].strip(". ")))
    last = _LAST.search(there.text, max(0, len(there.text) - _LONGEST_CODE - 9))
    if last and last["only"].lower() not in _LAST_WORDS:
        yield _only(last)
    for at in there.upper:
        if there.is_letter(at) and (match := _INITIALS.match(there.text, there.words[at].start)):
            yield Span(match.start(), match.end(), Tag.PERSON)


def _only(match: re.Match[str]) -> Span:
    return Span(match.start("only"), match.end("only"), Tag.PERSON)


def _signs(written: str) -> bool:
    words = written.replace(".", " ").split()
    if not words or len(words) > _MOST_WORDS:
        return False
    if len(words) == 1:
        return _is_code(words[0], surely=True)
    return all(word[:1].isupper() or flags()[word.lower()] & CONTEXT for word in words)


def _is_code(word: str, *, surely: bool = False) -> bool:
    """Whether the letters are no word: what signs is short and says nothing."""
    lowered = word.lower()
    kind = flags()[lowered]
    if (kind & MEDICAL and not (surely and len(word) <= _LONGEST_SURE)) or (kind & CONTEXT and not word.isupper()):
        return False
    if word[:1].isupper():
        return not word[1:].islower() or not kind & (KNOWN | EPONYM)
    return (
        len(word) <= _LONGEST_CODE
        and not kind & (WORD if surely else KNOWN)
        and (len(word) < 5 or not is_formed(lowered))
    )
