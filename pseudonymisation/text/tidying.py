"""
A text as the nets read it: composed letters, no invisible characters, no remains of markup; every place is kept.

What is dropped or decoded here would else part a name or a number without being seen: a soft hyphen, a control
character, a letter and its accent apart (NFD), `&nbsp;`, `<b>`, the `\'e5` of RTF.
"""

import html
import re
import sys
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pseudonymisation.text.spans import Span

_SPACES = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
"""Control characters that part words."""

_UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10)))
"""Letters and marks that take no room and are no format characters by their category."""

_BROKEN = "".join(map(chr, range(0xD800, 0xE000)))
"""Halves of characters: what is no text in any encoding."""


def _dropped() -> Iterator[str]:
    for point in range(sys.maxunicode + 1):
        sign = chr(point)
        if unicodedata.category(sign) in ("Cf", "Cc") and sign not in "\t\n\r" + _SPACES:
            yield sign
    yield from _UNSEEN


_BECOMES = {
    **dict.fromkeys(_dropped(), ""),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_BROKEN, "\N{REPLACEMENT CHARACTER}"),
}
_ODD = frozenset(_BECOMES)
_TAGS = (
    "a|b|big|body|br|div|em|font|h[1-6]|head|hr|html|i|li|ol|p|pre|s|small|span|strong|style|sub|sup|"
    "table|tbody|td|th|thead|tr|u|ul"
)
_RTF = (
    "rtf|ansi|ansicpg|deff|deflang|fonttbl|colortbl|f|fs|cf|lang|plain|pard?|line|tab|b|i|ul|ulnone|qc|ql|qr|qj|sb|sa|li|"
    "fi|sl|slmult|uc|viewkind|fnil|fswiss|froman|fmodern|fcharset|highlight|strike|super|nosupersub"
)
_PARTING = frozenset({"par", "pard", "line", "tab"})
_INSIDE_A_WORD = frozenset("a b big em font i s small span strong sub sup u".split())
_REMAINS = re.compile(
    rf"<(?P<closing>/?)(?P<tag>{_TAGS})(?:\s[^<>]{{0,500}})?/?>"
    r"|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8}\d{0,2});"
    r"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    r"|\\u(?P<point>-?\d{2,5})(?:\?| (?=\?)\?)?"
    rf"|\\(?P<control>{_RTF})-?\d{{0,5}}(?![^\W_]) ?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tidied:
    """A tidied text, and of each of its characters where it began and ended in the text as it came."""

    text: str = field(repr=False)
    starts: Sequence[int] | None = field(default=None, repr=False)
    ends: Sequence[int] | None = field(default=None, repr=False)

    def as_it_came(self, span: Span) -> Span:
        """The same stretch in the text as it came."""
        if self.starts is None or self.ends is None or span.start == span.end:
            return span
        return Span(self.starts[span.start], self.ends[span.end - 1], span.tag, span.score)


def tidied(text: str) -> Tidied:
    """The text composed, without what cannot be seen, and with what markup left of letters decoded."""
    marked = ("<" in text or "&" in text or "\\" in text) and _REMAINS.search(text)
    if not marked and _is_tidy(text):
        return Tidied(text)
    letters, starts, ends = list[str](), array("l"), array("l")
    for sign, start, end in _clusters(text):
        composed = unicodedata.normalize("NFC", sign)
        letters.append(composed)
        starts.extend([start] * len(composed))
        ends.extend([end] * len(composed))
    return Tidied("".join(letters), starts, ends)


def _is_tidy(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return unicodedata.is_normalized("NFC", text) and _ODD.isdisjoint(text)
    # The many notes that hold nothing odd are told from the few at a tenth of the time.
    return all(map(str.isprintable, text.split("\n"))) or _ODD.isdisjoint(text)


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """A character with the marks that belong to it, and from where to where both stood."""
    signs, first, last = "", 0, 0
    for sign, start, end in _signs(text):
        if signs and unicodedata.combining(sign[0]) and len(signs) < 32:
            signs, last = signs + sign, end
        else:
            if signs:
                yield signs, first, last
            signs, first, last = sign, start, end
    if signs:
        yield signs, first, last


def _signs(text: str) -> Iterator[tuple[str, int, int]]:
    """Every character that is left, with its place; of what markup left, what it stands for."""
    at = 0
    for match in _REMAINS.finditer(text):
        yield from _plain_signs(text, at, match.start())
        at = match.end()
        for sign in _stands_for(match):
            becomes = _BECOMES.get(sign, sign)
            if becomes:
                yield becomes, match.start(), at
    yield from _plain_signs(text, at, len(text))


def _plain_signs(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for place in range(start, end):
        becomes = _BECOMES.get(text[place], text[place])
        if becomes:
            yield becomes, place, place + 1


def _stands_for(match: re.Match[str]) -> str:
    if match["tag"]:
        return "" if match["tag"].lower() in _INSIDE_A_WORD else "\n"
    if match["control"]:
        return "\n" if match["control"].lower() in _PARTING else ""
    if match["byte"]:
        return bytes.fromhex(match["byte"]).decode("cp1252", errors="replace")
    if match["point"]:
        return chr(int(match["point"]) % 0x10000)
    return html.unescape(match[0])
