"""What a request asks for beside what is approved, over time: covered, not covered, covered from or until a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gateway.domain.ruling import Compared


class State(StrEnum):
    """How one thing stands."""

    COVERED = "covered"
    NOT_COVERED = "not_covered"
    COVERED_FROM = "covered_from"
    COVERED_UNTIL = "covered_until"


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Coverage:
    """`day` is the first or the last day on which it is covered; None where it is so throughout, or never."""

    kind: str
    what: str
    state: State
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was compared on the days from `first` on, as long as the same decisions apply; `last` is None at the end."""

    first: date
    last: date | None
    things: Sequence[Compared]


def coverage(comparisons: Sequence[Comparison], *, on: date) -> Sequence[Coverage]:
    """
    Each thing as it stands on that day and from then on, in the order of kinds and names.

    `comparisons` are in the order of days, without a gap, and at least one of them is not over on that day.
    """
    ahead = [one for one in comparisons if one.last is None or one.last >= on]
    covered: dict[tuple[str, str], list[bool]] = {}
    for one in ahead:
        for thing in one.things:
            covered.setdefault((thing.kind, thing.what), []).append(thing.covered)
    return sorted(_stands(kind, what, ahead, yes, on=on) for (kind, what), yes in covered.items())


def _stands(kind: str, what: str, ahead: Sequence[Comparison], covered: Sequence[bool], *, on: date) -> Coverage:
    if all(covered) and ahead[0].first <= on:
        return Coverage(kind=kind, what=what, state=State.COVERED)
    if not any(covered):
        return Coverage(kind=kind, what=what, state=State.NOT_COVERED)
    if covered[0] and ahead[0].first <= on:
        return Coverage(kind=kind, what=what, state=State.COVERED_UNTIL, day=ahead[covered.index(False) - 1].last)
    return Coverage(kind=kind, what=what, state=State.COVERED_FROM, day=ahead[covered.index(True)].first)
