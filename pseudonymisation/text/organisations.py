"""Employers, schools and other organisations, by the shape of their names."""

import re
from collections.abc import Iterator

from pseudonymisation.text.lexicon import CHAIN, CONTEXT, KNOWN, MEDICAL, NAME, PLACE, SCHOOL, WORD, flags
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.standing import Standing

_COMPANY = frozenset("AB HB KB Aktiebolag AS ApS Ltd LTD Inc LLC GmbH Oy".split())
_PARTNERS = re.compile(
    r"(?:[A-ZÅÄÖ][a-zåäöé]{1,20}\s){1,3}&\s[A-ZÅÄÖ][a-zåäöé]{1,20}(?:\s(?:AB|HB|KB)\b)?", re.MULTILINE
)
_LABELLED = frozenset({": ", ":", ":  "})
_WITHIN = frozenset({" ", "-", " & ", "'", "’", "\n"})
_LONGEST_CHAIN = 3
_HOUSES = frozenset("forum kvantum maxi supermarket nära extra trucks lastvagnar personvagnar bank logistics".split())
_MOST_WORDS = 3


class Organisations(Recognizer):
    """X AB, Björkskolan, ICA Maxi: where somebody works or goes to school. Authorities stay."""

    tags = (Tag.ORGANISATION,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        there = reading.standing
        for at in there.marked:
            kind = there.kinds[at]
            if kind & SCHOOL:
                yield from _school(there, at)
            elif kind & CHAIN and _is_chain(there, at):
                yield from _chain(there, at)
        if "&" in there.text:
            yield from (
                Span(match.start(), match.end(), Tag.ORGANISATION)
                for match in _PARTNERS.finditer(there.text)
                if _is_a_firm(match[0])
            )
        for at in there.upper:
            if reading.written(there.words[at]) in _COMPANY:
                yield from _company(there, at)


def _is_a_firm(written: str) -> bool:
    """Whether one of the words is no ordinary one: "Thick & Easy" is a powder."""
    return not all(flags()[word.lower()] & KNOWN for word in re.findall(r"[^\W\d_]+", written))


def _is_chain(there: Standing, at: int) -> bool:
    """In small letters only what is nothing else, or what one of its houses follows: coop forum."""
    if at in there.capitals or not there.kinds[at] & (WORD | MEDICAL | PLACE | NAME):
        return True
    return at + 1 < len(there.words) and there.small(at + 1) in _HOUSES


def _chain(there: Standing, at: int) -> Iterator[Span]:
    """The employer, and the words with capitals that say which of its houses."""
    last = at
    while last + 1 < len(there.words) and last - at < _LONGEST_CHAIN and there.gap(last + 1) in {" ", "\n"}:
        small_house = at not in there.capitals and there.small(last + 1) in _HOUSES
        if not small_house and (last + 1 not in there.capitals or there.text[there.words[last + 1].end :][:1] == ":"):
            break
        last += 1
    yield Span(there.words[at].start, there.words[last].end, Tag.ORGANISATION)


def _company(there: Standing, at: int) -> Iterator[Span]:
    first = _first(there, at)
    if first < at:
        yield Span(there.words[first].start, there.words[at].end, Tag.ORGANISATION)


def _school(there: Standing, at: int) -> Iterator[Span]:
    first, last = _first(there, at), at
    while last + 1 in there.capitals and there.gap(last + 1) == " " and not there.kinds[last + 1] & (MEDICAL | CONTEXT):
        last += 1
    begins = there.begins(at) and there.gap(at) not in _LABELLED
    named = at in there.capitals and not begins and not there.kinds[at] & (WORD | MEDICAL)
    named = named or (at not in there.capitals and there.kinds[at] == SCHOOL)
    if first < at or last > at or named:
        yield Span(there.words[first].start, there.words[last].end, Tag.ORGANISATION)


def _first(there: Standing, at: int) -> int:
    """The first of the words with capitals that stand right before."""
    first = at
    while first and at - first < _MOST_WORDS and there.gap(first) in _WITHIN:
        kind = there.kinds[first - 1]
        if first - 1 not in there.capitals or kind & (MEDICAL | CONTEXT):
            break
        # A word that begins a sentence is any; behind a label's colon it begins a name.
        if there.begins(first - 1) and there.gap(first - 1) not in _LABELLED and kind & WORD and not kind & PLACE:
            break
        first -= 1
    return first
