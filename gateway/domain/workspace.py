"""A workspace after its delivery: open, closed, open again, emptied in the end; and the days of asking about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from gateway.domain.lifecycle import step
from spark_jobs.papers.paper import Digest


class State(StrEnum):
    """Where a workspace is. In those that end in -ing the runner was told, and has not answered yet."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    OPENING = "opening"
    EMPTYING = "emptying"
    EMPTIED = "emptied"


WORKSPACE_STEPS: Mapping[State, frozenset[State]] = {
    State.OPEN: frozenset({State.CLOSING}),
    State.CLOSING: frozenset({State.CLOSING, State.CLOSED, State.OPENING}),
    State.CLOSED: frozenset({State.OPENING, State.EMPTYING}),
    State.OPENING: frozenset({State.OPENING, State.OPEN, State.CLOSING}),
    State.EMPTYING: frozenset({State.EMPTYING, State.EMPTIED}),
    State.EMPTIED: frozenset(),
}
"""A step onto itself is the same order once more, where the runner could not follow the one before."""

ANSWERED: Mapping[State, tuple[str, State]] = {
    State.CLOSING: ("closed", State.CLOSED),
    State.OPENING: ("open", State.OPEN),
    State.EMPTYING: ("emptied", State.EMPTIED),
}
"""What the runner is told to make of it, in the words of its papers, and what it then is."""

STANDING = tuple(state for state in State if WORKSPACE_STEPS[state])
"""Those that are asked about each day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """
    `orders` are the papers by which it was closed, opened and emptied; each names its ruling.

    `order_id` names the last of them in the order box; `asked` says that the rules are to be asked before the day's
    turn. `because` holds the codes for which it is closed, `trouble` the runner's code and sentence where it could not
    follow the last order.
    """

    id: str
    revision: int = 0
    project: str
    permit: str
    extract: str
    state: State = State.OPEN
    receipt: Digest
    asked: bool = False
    order_id: str | None = None
    orders: tuple[Digest, ...] = ()
    certificate: Digest | None = None
    because: tuple[str, ...] = ()
    trouble: tuple[str, ...] = ()

    @property
    def due(self) -> str:
        """What the house has to do about it by itself: `sweep`, `settle`, or nothing before the day's turn."""
        if self.asked:
            return "sweep"
        return "settle" if self.state in ANSWERED and not self.trouble else ""

    @property
    def follows(self) -> Digest:
        """The paper that its next order follows: the one before, or the receipt."""
        return self.orders[-1] if self.orders else self.receipt

    def at(self, state: State) -> "Workspace":
        """The workspace in that state. Raises StepRefused where the table has no such step."""
        return replace(self, state=step(WORKSPACE_STEPS, at=self.state, to=state))

    def ordered(self, state: State, *, id: str, paper: Digest) -> "Workspace":
        """With one more order on its way to the runner. Raises StepRefused where no such order follows."""
        return replace(self.at(state), order_id=id, orders=(*self.orders, paper), trouble=())

    def next_order(self, *, allowed: bool, expired: bool = False) -> State | None:
        """
        Which order the rules' answers make necessary, or None where things are as they should be.

        An order that the runner could not follow is given once more; what is being emptied is never opened again.
        """
        match self.state:
            case State.CLOSED if expired:
                return State.EMPTYING
            case State.OPEN | State.OPENING if not allowed:
                return State.CLOSING
            case State.CLOSED | State.CLOSING if allowed:
                return State.OPENING
            case State.CLOSING | State.OPENING | State.EMPTYING if self.trouble:
                return self.state
            case _:
                return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """A Swedish day (`id`) on which the rules were asked about every workspace."""

    id: str
    revision: int = 0
    at: datetime
    workspaces: int
