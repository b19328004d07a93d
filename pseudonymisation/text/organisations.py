"""Employers, schools and other organisations, by the shape of their names."""

from collections.abc import Iterator

from pseudonymisation.text.lexicon import CHAIN, CONTEXT, MEDICAL, PLACE, SCHOOL, WORD
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.standing import Standing

_COMPANY = frozenset("AB HB KB Aktiebolag AS ApS Ltd LTD Inc LLC GmbH Oy".split())
_LONGEST_CHAIN = 3
_MOST_WORDS = 3


class Organisations(Recognizer):
    """X AB, Björkskolan, ICA Maxi: where somebody works or goes to school. Authorities stay."""

    tags = (Tag.ORGANISATION,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        there = reading.standing
        for at in there.marked:
            kind = there.kinds[at]
            if kind & SCHOOL and (at in there.capitals or at - 1 in there.capitals):
                yield from _school(there, at)
            elif kind & CHAIN and at in there.capitals:
                yield from _chain(there, at)
        for at in there.upper:
            if reading.written(there.words[at]) in _COMPANY:
                yield from _company(there, at)


def _chain(there: Standing, at: int) -> Iterator[Span]:
    """The employer, and the words with capitals that say which of its houses."""
    last = at
    while last + 1 in there.capitals and last - at < _LONGEST_CHAIN and there.gap(last + 1) == " ":
        last += 1
    yield Span(there.words[at].start, there.words[last].end, Tag.ORGANISATION)


def _company(there: Standing, at: int) -> Iterator[Span]:
    first = _first(there, at)
    if first < at:
        yield Span(there.words[first].start, there.words[at].end, Tag.ORGANISATION)


def _school(there: Standing, at: int) -> Iterator[Span]:
    first = _first(there, at)
    named = at in there.capitals and not there.begins(at) and not there.kinds[at] & (WORD | MEDICAL)
    if first < at or named:
        yield Span(there.words[first].start, there.words[at].end, Tag.ORGANISATION)


def _first(there: Standing, at: int) -> int:
    """The first of the words with capitals that stand right before."""
    first = at
    while first and at - first < _MOST_WORDS and there.gap(first) in {" ", "-", " & ", "'", "’"}:
        kind = there.kinds[first - 1]
        if first - 1 not in there.capitals or kind & (MEDICAL | CONTEXT):
            break
        if there.begins(first - 1) and kind & WORD and not kind & PLACE:
            break
        first -= 1
    return first
