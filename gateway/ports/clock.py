"""Time, ids and chance come in as arguments."""

from datetime import datetime
from typing import Protocol

from gateway.domain.day import swedish_day as swedish_day  # what a clock's moment is asked for most often


class Clock(Protocol):
    """The time of the real world, or of a test."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        ...


class Ids(Protocol):
    """Fresh names."""

    def new(self, noun: str) -> str:
        """`noun-` and something that never occurred before; safe as a file name."""
        ...
