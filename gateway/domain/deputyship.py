"""A deputyship: a steward names somebody who decides in their place at one controller for a time."""

from dataclasses import dataclass, replace
from datetime import date

from catalog.model import ControllerId
from gateway.domain.ending import Ending
from gateway.domain.errors import Invalid, StepRefused
from spark_jobs.papers.paper import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputyship:
    """
    `deputy` decides for `controller` in the place of `steward`, who named them; both days are inside.

    It lends that steward's reach and no role: the deputy is a steward by their own token. It is ended, never removed.
    """

    id: str
    revision: int = 0
    controller: ControllerId
    steward: str
    deputy: str
    because: str
    begins: date
    until: date
    on: date
    paper: Digest | None = None
    ending: Ending | None = None

    def __post_init__(self) -> None:
        """Raises Invalid (empty, own-deputy, dates-order)."""
        if not self.because.strip():
            raise Invalid("Say why: a deputyship has its reasons.", where="because", reason="empty")
        if not self.deputy.strip():
            raise Invalid("Say who the deputy is.", where="deputy", reason="empty")
        if self.deputy == self.steward:
            raise Invalid("Nobody is deputy of themselves.", where="deputy", reason="own-deputy")
        if self.until < self.begins:
            raise Invalid("The deputyship ends before it begins.", where="until", reason="dates-order")

    def counts(self, *, on: date) -> bool:
        """Whether it lends anything that day, as the rules will say: it has begun, and is neither over nor ended."""
        return self.ending is None and self.begins <= on <= self.until

    def ended(self, ending: Ending) -> "Deputyship":
        """Ended before its time, or before it began. Raises StepRefused where it is ended, or over, already."""
        if self.ending is not None or self.until < ending.on:
            raise StepRefused("This deputyship is ended, or over, already.")
        return replace(self, ending=ending)
