"""The barring of a health data user: a person or an organisation is kept from access for a time (EHDS 63(3))."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gateway.domain.errors import Invalid, StepRefused
from gateway.domain.extension import reasoned
from spark_jobs.papers.paper import Digest

LONGEST_YEARS = 5
"""EHDS (EU) 2025/327 art. 63(3): a period of up to five years."""


class Whom(StrEnum):
    """Who may be barred: a health data user is a natural or a legal person."""

    PERSON = "person"
    ORGANISATION = "organisation"


def subject_of(kind: Whom, name: str) -> str:
    """What barrings of that person or organisation are found by: one name in capitals and in small is one name."""
    return f"{kind.value}:{name.strip().casefold()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Who, beside whoever recorded it, said that the barring holds; `paper` is its signed form."""

    by: str
    on: date
    paper: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifting:
    """Who ended the barring before its time, on which day, and why; `paper` is its signed form."""

    because: str
    by: str
    on: date
    paper: Digest | None = None

    def __post_init__(self) -> None:
        """Raises Invalid (empty)."""
        reasoned(self.because, where="because")


@dataclass(frozen=True, slots=True, kw_only=True)
class Barring:
    """
    Recorded by one person, in force once another has confirmed it; both days are inside. It is lifted, never removed.

    `paragraph` is the law that it rests on. `paper` is its signed form, and each further step follows the one before.
    """

    id: str
    revision: int = 0
    kind: Whom
    whom: str
    because: str
    paragraph: str
    begins: date
    until: date
    by: str
    on: date
    paper: Digest | None = None
    confirmation: Confirmation | None = None
    lifting: Lifting | None = None

    def __post_init__(self) -> None:
        """Raises Invalid (empty, dates-order, barred-too-long)."""
        for where, text in (("whom", self.whom), ("because", self.because), ("paragraph", self.paragraph)):
            if not text.strip():
                raise Invalid("Say who is barred, why, and by which paragraph.", where=where, reason="empty")
        if self.until < self.begins:
            raise Invalid("The barring ends before it begins.", where="until", reason="dates-order")
        if self.until > _years_after(self.begins, LONGEST_YEARS):
            raise Invalid("Nobody is barred for more than five years.", where="until", reason="barred-too-long")

    @property
    def subject(self) -> str:
        """What it is found by."""
        return subject_of(self.kind, self.whom)

    @property
    def latest(self) -> Digest | None:
        """The paper that the next step follows."""
        if self.confirmation is not None and self.confirmation.paper is not None:
            return self.confirmation.paper
        return self.paper

    def confirmed(self, confirmation: Confirmation) -> "Barring":
        """
        With that confirmation.

        Raises StepRefused: confirmed or lifted already, or by whoever recorded it or is barred by it.
        """
        if self.confirmation is not None or self.lifting is not None:
            raise StepRefused("This barring is confirmed or lifted already.")
        if confirmation.by == self.by:
            raise StepRefused("Whoever recorded a barring does not confirm it: a second person does.")
        self._is_not_about(confirmation.by)
        return replace(self, confirmation=confirmation)

    def lifted(self, lifting: Lifting) -> "Barring":
        """Ended before its time, or before it began. Raises StepRefused: lifted already, or by whom it bars."""
        if self.lifting is not None:
            raise StepRefused("This barring is lifted already.")
        self._is_not_about(lifting.by)
        return replace(self, lifting=lifting)

    def _is_not_about(self, somebody: str) -> None:
        if self.subject == subject_of(Whom.PERSON, somebody):
            raise StepRefused("Nobody decides on a barring of themselves.")


def _years_after(day: date, years: int) -> date:
    """The same day of the calendar; where the month ends before it (29 February), its last day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
