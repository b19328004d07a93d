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
    """One state in its place. `now` is where the matter is, `next` may follow, `past` was before it."""

    state: S
    x: int
    y: int
    now: bool
    next: bool
    past: bool


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


def drawn(steps: Mapping[S, frozenset[S]], *, at: S, past: Sequence[S] = ()) -> Drawing[S]:
    """The lifecycle of that table, with `at` marked. `past`: where it has been, as far as that is known."""
    ranks = _ranks(steps)
    columns = [[state for state in steps if ranks[state] == rank] for rank in range(max(ranks.values()) + 1)]
    tallest = max(map(len, columns))
    places = {
        state: (EDGE + rank * (WIDTH + GAP), EDGE + row * ROW + (tallest - len(column)) * ROW // 2)
        for rank, column in enumerate(columns)
        for row, state in enumerate(column)
    }
    boxes = [
        Box(state=state, x=x, y=y, now=state is at, next=state in steps[at], past=state in past)
        for state, (x, y) in places.items()
    ]
    arrows = [
        Arrow(path=_path(places[one], places[other]), open=one is at)
        for one in steps
        for other in sorted(steps[one], key=list(steps).index)
        if one is not other
    ]
    return Drawing(
        boxes=boxes,
        arrows=sorted(arrows, key=lambda arrow: arrow.open),
        width=2 * EDGE + len(columns) * WIDTH + (len(columns) - 1) * GAP,
        height=2 * EDGE + (tallest - 1) * ROW + HEIGHT,
        at=at,
        following=[state for state in steps if state in steps[at]],
    )


def _ranks(steps: Mapping[S, frozenset[S]]) -> dict[S, int]:
    """How many steps each state is from the first, on the shortest way; an end stands behind all that lead to it."""
    first = next(iter(steps))
    ranks, waiting = {first: 0}, [first]
    while waiting:
        state = waiting.pop(0)
        for following in sorted(steps[state], key=list(steps).index):
            if following not in ranks:
                ranks[following] = ranks[state] + 1
                waiting.append(following)
    for state in steps:
        if not steps[state]:
            ranks[state] = max(ranks[before] for before in steps if state in steps[before]) + 1
    return _without_gaps(ranks)


def _without_gaps(ranks: dict[S, int]) -> dict[S, int]:
    taken = sorted(set(ranks.values()))
    return {state: taken.index(rank) for state, rank in ranks.items()}


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
