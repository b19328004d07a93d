"""What a doctor finds on either side: each thing is ok, or to be looked at, or missing, and then with what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

SOON: Final = timedelta(days=30)
"""A key that ends sooner is to be looked at: the other side's operator must place its successor first."""

BUILT: Final = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
"""A clock before this day is wrong: the house was not yet built."""


class State(StrEnum):
    """How one thing stands."""

    OK = "ok"
    WARN = "warn"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `sentence` says what is the matter and what to do, where something is."""

    what: str
    state: State = State.OK
    sentence: str = ""

    def __str__(self) -> str:
        return f"{self.state.value:<8} {self.what}{': ' if self.sentence else ''}{self.sentence}"


def asked(what: str, ask: Callable[[], object], *, told: Callable[[Exception], str | None]) -> Finding:
    """
    Missing where `ask` fails; `told` is the sentence of an error of ours, and None for any other.

    Of any other error the class is told: what a library or a neighbour says of it may hold a value.
    """
    try:
        ask()
    except Exception as fault:
        sentence = told(fault) or (
            f"It cannot be asked ({type(fault).__name__}): see that it is there and that its setting is right."
        )
        return Finding(what=what, state=State.MISSING, sentence=sentence)
    return Finding(what=what)


def key_lasts(what: str, last: date | None, *, today: date) -> Finding:
    """Whether a side's newest key still holds, and for how long; `last` is its last day, None where there is no key."""
    if last is None or last < today:
        sentence = "No key of this side is valid today: nothing it signs is believed. Pin its successor on both sides."
        return Finding(what=what, state=State.MISSING, sentence=sentence)
    if last - today < SOON:
        sentence = f"It is {last.isoformat()}: make its successor and pin it on both sides before."
        return Finding(what=what, state=State.WARN, sentence=sentence)
    return Finding(what=what)


def clock_goes_on(now: datetime, *, last: datetime | None, after: str) -> Finding:
    """Whether the clock is after what was last written, which is named by `after`."""
    if now < BUILT:
        return Finding(what="clock", state=State.MISSING, sentence="It is wrong by years: set it, and keep it by NTP.")
    if last is not None and now < last:
        return Finding(what="clock", state=State.WARN, sentence=f"It is before {after}: set it, and keep it by NTP.")
    return Finding(what="clock")
