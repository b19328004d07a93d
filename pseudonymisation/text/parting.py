"""
Long texts in parts that overlap: what stands around a cut is read twice, so that no cut hides what it parts.

Parts begin and end where sentences do, and reach a margin further on either side. Whatever is shorter than the margin
lies whole in one of them, and the union of what is found in both is the same as if there had been no cut.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_PART = 100_000
MARGIN = 1_000
_BACK = 10_000
"""How far back from the longest part an end of a sentence is looked for."""

_ENDS = (re.compile(r"\n[^\S\n]{0,80}\n"), re.compile(r"[.!?]\s"), re.compile(r"\s"))
"""A blank line; the end of a sentence; the end of a word."""


class Part(NamedTuple):
    """A stretch of a text, and where it begins there."""

    start: int
    text: str


def parts(text: str) -> Iterator[Part]:
    """The text as it is where it is short, else in overlapping parts of about the longest length."""
    if len(text) <= LONGEST_PART:
        yield Part(0, text)
        return
    start = 0
    while start < len(text):
        end = _cut(text, start)
        first = max(0, start - MARGIN)
        yield Part(first, text[first : min(len(text), end + MARGIN)])
        start = end


def _cut(text: str, start: int) -> int:
    limit = start + LONGEST_PART
    if limit >= len(text):
        return len(text)
    for end in _ENDS:
        found = [match.end() for match in end.finditer(text, limit - _BACK, limit)]
        if found:
            return found[-1]
    return limit
