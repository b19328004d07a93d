"""Spot checks in words: what they are drawn from, and what was found."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.spot_check import Drawn, Verdict

DRAWN: Mapping[Drawn, Words] = {
    Drawn.LINES: Words(sv="rader i liggaren", en="lines of the ledger"),
    Drawn.PERMITS: Words(sv="tillstånd", en="permits"),
}

VERDICTS: Mapping[Verdict, Words] = {
    Verdict.IN_ORDER: Words(sv="i sin ordning", en="in order"),
    Verdict.QUESTION: Words(sv="en fråga", en="a question"),
    Verdict.NOT_IN_ORDER: Words(sv="inte i sin ordning", en="not in order"),
}
