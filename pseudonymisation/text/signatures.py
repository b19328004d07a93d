"""Who signed a note: a stroke or "Sign:" and letters, most often at the end of a line."""

import re
from collections.abc import Iterator

from pseudonymisation.text.lexicon import CONTEXT, KNOWN, flags, is_formed
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.spans import Span, Tag

_STROKE = re.compile(r"(?:^|(?<=[\s.,;)\]]))/{1,2}[ \t]?(?P<only>[^\W\d_][^\n/:;,\d]{0,40}?)[ \t]*\.?[ \t]*$", re.MULTILINE)
_SIGNED = re.compile(
    r"\b(?:sign(?:erat|erad|atur|um)?|vidim(?:erat|erad)|dikt(?:erat|erad)?|utskr(?:ivet)?|mvh|vh|vid pennan)\b"
    r"(?:[ \t]av\b)?[ \t]{0,2}[:/,.]?[ \t\n]{0,2}/?\b(?P<only>[A-Za-zÅÄÖåäö]{2,7}\d?)(?![\w])",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-ZÅÄÖ]\.){2,4}(?:-?[A-ZÅÄÖ]\.?)?(?!\w)")
_LONGEST_CODE, _MOST_WORDS = 7, 4


def signatures(reading: Reading) -> Iterator[Span]:
    """Codes and names that sign: /ankl, /A Lind, Sign: AKL, A.K.L."""
    text = reading.text
    if "/" in text:
        for match in _STROKE.finditer(text):
            if _signs(match["only"]):
                yield Span(match.start("only"), match.end("only"), Tag.PERSON)
    for match in _SIGNED.finditer(text):
        if _is_code(match["only"]):
            yield Span(match.start("only"), match.end("only"), Tag.PERSON)
    for match in _INITIALS.finditer(text):
        yield Span(match.start(), match.end(), Tag.PERSON)


def _signs(written: str) -> bool:
    words = written.replace(".", " ").split()
    if not words or len(words) > _MOST_WORDS:
        return False
    if len(words) == 1:
        return _is_code(words[0])
    return all(word[:1].isupper() or flags().get(word.lower(), 0) & CONTEXT for word in words)


def _is_code(word: str) -> bool:
    """Whether the letters are no word: what signs is short and says nothing."""
    kind, lowered = flags().get(word.lower(), 0), word.lower()
    if kind & CONTEXT and not word.isupper():
        return False
    if word[:1].isupper():
        return not word[1:].islower() or not kind & KNOWN
    return len(word) <= _LONGEST_CODE and not kind & KNOWN and (len(word) < 5 or not is_formed(lowered))
