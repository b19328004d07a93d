"""The revocation of a permit: it ends early, for a reason, and does not begin again."""

from dataclasses import dataclass
from datetime import date

from gateway.domain.extension import reasoned
from spark_jobs.papers.paper import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """Who ended the permit, on which day, and why; `paper` is its signed form."""

    because: str
    by: str
    on: date
    paper: Digest | None = None

    def __post_init__(self) -> None:
        """Raises Invalid (empty)."""
        reasoned(self.because, where="because")
