"""An ending: what was recorded for a time is ended before it by a person, who says why."""

from dataclasses import dataclass
from datetime import date

from gateway.domain.errors import Invalid
from spark_jobs.papers.paper import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Who ended it before its time, on which day, and why; `paper` is its signed form."""

    because: str
    by: str
    on: date
    paper: Digest | None = None

    def __post_init__(self) -> None:
        """Raises Invalid (empty)."""
        if not self.because.strip():
            raise Invalid("Say why: what ends before its time has its reasons.", where="because", reason="empty")
