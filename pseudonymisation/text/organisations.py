"""Employers, schools and other organisations, by the shape of their names."""

import re
from collections.abc import Iterator

from pseudonymisation.text.lexicon import CONTEXT, MEDICAL, PLACE, WORD
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.spans import Span, Tag
from pseudonymisation.text.standing import Standing

_COMPANY = frozenset("AB HB KB Aktiebolag AS ApS Ltd LTD Inc LLC GmbH Oy".split())
_SCHOOL = re.compile(
    r"(?:.{2,})?(?:skola|skolan|skolans|förskola|förskolan|gymnasium|gymnasiet|högskola|högskolan|universitet|universitetet"
    r"|församling|församlingen|kyrkan|folkhögskola|folkhögskolan|school|university|college|academy)$"
)
_CHAINS = re.compile(
    r"\b(?:ICA(?: Maxi| Kvantum| Supermarket| Nära)?|Coop|Willys|Hemköp|Lidl|IKEA|Volvo|Scania|Ericsson|Vattenfall|PostNord"
    r"|Samhall|Securitas|H&M|Telia|SKF|Sandvik|LKAB|SSAB|Swedbank|Handelsbanken|Nordea|Bauhaus|Biltema|Clas Ohlson"
    r"|McDonald'?s|Max Hamburgare|Amazon|Uber|Foodora|Klarna|Spotify|Saab|Stena Line|Northvolt)"
    r"(?:[ \t][A-ZÅÄÖ][a-zåäö]{2,20}){0,2}(?!\w)"
)
_MOST_WORDS = 3


class Organisations(Recognizer):
    """X AB, Björkskolan, ICA Maxi: where somebody works or goes to school. Authorities stay."""

    tags = (Tag.ORGANISATION,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        there = Standing(reading)
        for at in reading.capitals:
            if reading.written(reading.words[at]) in _COMPANY:
                yield from _company(there, at)
            elif _SCHOOL.match(there.small(at)):
                yield from _school(there, at)
        for at, kind in enumerate(reading.kinds):
            if kind & WORD and at not in there.capitals and at and at - 1 in there.capitals:
                if _SCHOOL.match(there.small(at)):
                    yield from _school(there, at)
        yield from (Span(match.start(), match.end(), Tag.ORGANISATION) for match in _CHAINS.finditer(reading.text))


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
