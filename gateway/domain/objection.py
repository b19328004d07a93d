"""What the data plane is asked every day of a delivered extract: whether somebody in it has objected since."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from gateway.domain.workspace import State
from spark_jobs.papers.objections import ToldObjections
from spark_jobs.papers.paper import Digest

HELD = (State.OPEN, State.CLOSING, State.CLOSED, State.OPENING)
"""The states in which the rows lie in the workspace, and their project is to be told."""

PATIENCE = timedelta(days=7)
"""After this long a question counts as lost, and is asked anew; an answer to it that comes later is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """
    The questions about one workspace, under its id; `paper` is the last of them.

    `question` names it in the order box until it is answered, `trouble` holds the runner's code and sentence where it
    could not answer. `notices` are the papers by which the project was told, each with all that was told before it.
    """

    id: str
    revision: int = 0
    project: str
    permit: str
    extract: str
    asked_on: date
    paper: Digest
    question: str | None
    answered_on: date | None = None
    trouble: tuple[str, ...] = ()
    notices: tuple[Digest, ...] = ()

    @property
    def due(self) -> str:
        """What the house has to do about it by itself: `hear`, or nothing before the next day."""
        return "hear" if self.question else ""

    def is_due(self, *, on: date) -> bool:
        """Whether a question is to be asked on that day: once a day, and not while the last one may be answered yet."""
        return on - self.asked_on >= PATIENCE if self.question else on > self.asked_on

    def asked(self, question: str, *, paper: Digest, on: date) -> "Inquiry":
        """With one more question on its way; what the runner could not answer before stays told until it answers."""
        return replace(self, question=question, paper=paper, asked_on=on)

    def answered(self, *, on: date, notice: Digest | None) -> "Inquiry":
        """With the runner's answer: a notice, or nothing new."""
        notices = (*self.notices, notice) if notice else self.notices
        return replace(self, question=None, answered_on=on, trouble=(), notices=notices)

    def unanswered(self, trouble: tuple[str, ...]) -> "Inquiry":
        """The runner could not answer: nobody knows, and that is what is shown."""
        return replace(self, question=None, trouble=trouble)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is shown of an inquiry: all that was told so far, and when the last of it was."""

    inquiry: Inquiry
    told: tuple[ToldObjections, ...]
    told_at: datetime | None


def fewer(told: Sequence[ToldObjections], *, before: Sequence[ToldObjections]) -> bool:
    """Whether something that was told before is missing, or told of fewer persons."""
    now = {one.objection: one.persons.at_least for one in told}
    return any(now.get(one.objection, -1) < one.persons.at_least for one in before)
