"""The extension of a permit: asked for by the project in time, decided by a person, granted once (EHDS 68(12))."""

from dataclasses import dataclass
from datetime import date

from gateway.domain.disclosure_review import Outcome
from gateway.domain.errors import Invalid
from spark_jobs.papers.paper import Digest


def reasoned(text: str, *, where: str) -> None:
    """Raises Invalid (empty) for a reason that says nothing."""
    if not text.strip():
        raise Invalid("Say why: what is decided about a permit has its reasons.", where=where, reason="empty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person decided, and why; `paper` is its signed form."""

    outcome: Outcome
    reasons: str
    by: str
    on: date
    paper: Digest | None = None

    def __post_init__(self) -> None:
        """Raises Invalid (empty)."""
        reasoned(self.reasons, where="because")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """`until` is the last day that is asked for. It counts from the moment it is granted; `paper` is the asking."""

    until: date
    because: str
    by: str
    on: date
    paper: Digest | None = None
    answer: Answer | None = None

    def __post_init__(self) -> None:
        """Raises Invalid (empty)."""
        reasoned(self.because, where="because")

    @property
    def granted(self) -> bool:
        """Whether it counts."""
        return self.answer is not None and self.answer.outcome is Outcome.GRANTED
