"""Time, ids and chance come in as arguments."""

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
"""Days in decisions and rules are Swedish ones."""


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


def swedish_day(moment: datetime) -> date:
    """The date on a Swedish calendar at that moment."""
    return moment.astimezone(SWEDEN).date()
