"""That the house has reminded of a deadline: kept under its day and the moment, so that each is told once."""

from dataclasses import dataclass
from datetime import datetime

from gateway.domain.deadline import Deadline, Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A deadline that was moved (prolonged, begun anew) is another one, and reminded of again."""

    id: str
    revision: int = 0
    at: datetime

    @staticmethod
    def id_of(deadline: Deadline, moment: Moment) -> str:
        """One for each deadline and moment."""
        return f"{deadline.place}:{moment}"
