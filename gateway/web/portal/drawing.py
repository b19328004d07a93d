"""A lifecycle as a drawing: the table of steps laid out from left to right, with "you are here"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

S = TypeVar("S", bound=StrEnum)

WIDTH: Final = 132
HEIGHT: Final = 40
GAP: Final = 52
ROW: Final = 66
EDGE: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Generic[S]):
    """One state in its place. `now` is where the matter is, `next` may follow."""

    state: S
    x: int
    y: int
    now: bool
    next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """One step, as the path of a line; `open` may be taken now."""

    path: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing(Generic[S]):
    """The whole table. `following` is what the text beside it tells: the steps from here."""

    boxes: Sequence[Box[S]]
    arrows: Sequence[Arrow]
    width: int
    height: int
    at: S
    following: Sequence[S]


def drawn(steps: Mapping[S, frozenset[S]], *, at: S) -> Drawing[S]:
    """The lifecycle of that table, with `at` marked."""
    places = {state: (EDGE + column * (WIDTH + GAP), EDGE + row * ROW) for state, (column, row) in _laid(steps).items()}
    boxes = [
        Box(state=state, x=x, y=y, now=state is at, next=state is not at and state in steps[at])
        for state, (x, y) in places.items()
    ]
    arrows = [
        Arrow(path=_path(places[one], places[other]), open=one is at)
        for one in steps
        for other in _in_order(steps, one)
        if one is not other
    ]
    return Drawing(
        boxes=boxes,
        arrows=sorted(arrows, key=lambda arrow: arrow.open),
        width=max(box.x for box in boxes) + WIDTH + EDGE,
        height=max(box.y for box in boxes) + HEIGHT + EDGE,
        at=at,
        following=[box.state for box in boxes if box.next],
    )


def _laid(steps: Mapping[S, frozenset[S]]) -> Mapping[S, tuple[int, int]]:
    """
    Column and row of each state: the longest way to the first end stands in the first row, every end in the last
    column, and what leaves the way below the state that leads to it.
    """
    ends = [state for state in steps if not steps[state]]
    way = _longest(steps, (next(iter(steps)),), ends[0])
    laid = {state: (column, 0) for column, state in enumerate(way)}
    laid |= {state: (len(way) - 1, row) for row, state in enumerate(ends)}
    below = max(1, len(ends) - 1)
    for state in steps:
        if state not in laid:
            before = next(one for one in way if state in steps[one])
            laid[state] = (laid[before][0], below)
    return {state: laid[state] for state in steps}


def _longest(steps: Mapping[S, frozenset[S]], way: tuple[S, ...], end: S) -> tuple[S, ...]:
    """The longest way on to that end that is nowhere twice; nothing where there is none."""
    if way[-1] is end:
        return way
    ways = [_longest(steps, (*way, state), end) for state in _in_order(steps, way[-1]) if state not in way]
    return max(ways, key=len, default=())


def _in_order(steps: Mapping[S, frozenset[S]], state: S) -> Sequence[S]:
    return sorted(steps[state], key=list(steps).index)


def _path(one: tuple[int, int], other: tuple[int, int]) -> str:
    (x, y), (to_x, to_y) = one, other
    if x == to_x:
        down = to_y > y
        begin, end = (y + HEIGHT, to_y - 3) if down else (y, to_y + HEIGHT + 3)
        shift = WIDTH // 2 + (10 if down else -10)
        return f"M{x + shift} {begin} L{to_x + shift} {end}"
    forwards = to_x > x
    begin_x, end_x = (x + WIDTH, to_x - 3) if forwards else (x, to_x + WIDTH + 3)
    lift = 0 if forwards else 8
    begin_y, end_y = y + HEIGHT // 2 + lift, to_y + HEIGHT // 2 + lift
    bend = (end_x - begin_x) // 2
    return f"M{begin_x} {begin_y} C{begin_x + bend} {begin_y} {end_x - bend} {end_y} {end_x} {end_y}"
