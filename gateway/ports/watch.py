"""
What whoever watches over the house is told: which step was taken, how long, how it ended. Never who, never what about.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from typing import Final, Protocol

DONE: Final = "done"
ALLOWED: Final = "allowed"
REFUSED: Final = "refused"
UNFORESEEN: Final = "unforeseen"
"""How a step ends, beside the codes of the errors."""


class Step(StrEnum):
    """Everything that is timed."""

    CALL = "call"
    VERB = "verb"
    RULING = "ruling"
    COMMIT = "commit"
    ROUND = "round"


class Taken(Protocol):
    """A step on its way."""

    @property
    def trace(self) -> str | None:
        """The trace that it belongs to, where traces are kept."""
        ...

    def tell(self, **about: str) -> None:
        """More of it: words from a closed list (a route's template, a status, an outcome) that name nobody."""
        ...


class Watch(Protocol):
    """Never raises, never waits for anybody, and keeps no word that is not on its list."""

    def step(self, step: Step, /, *, parent: str | None = None, **about: str) -> AbstractContextManager[Taken]:
        """
        Timed until the block ends; it ends as `done`, or as the code of the error that left it.

        `parent` is the trace that a caller says it is part of, in the form of W3C's `traceparent`.
        """
        ...

    def trouble(self, code: str, /) -> None:
        """A round met this trouble."""
        ...


class Unwatched:
    """Nobody watches."""

    @contextmanager
    def step(self, step: Step, /, *, parent: str | None = None, **about: str) -> Iterator[Taken]:
        """Nothing is kept."""
        yield _Untold()

    def trouble(self, code: str, /) -> None:
        """Nothing is kept."""


class _Untold:
    trace: str | None = None

    def tell(self, **about: str) -> None:
        """Nothing is kept."""


UNWATCHED = Unwatched()


class Pulse(Protocol):
    """Whether the house's own rounds still go."""

    @property
    def goes(self) -> bool:
        """Whether there is anybody who would go the next round."""
        ...

    @property
    def since_round(self) -> float | None:
        """Seconds since the last round ended, or, before the first, since the rounds began; None where none began."""
        ...
