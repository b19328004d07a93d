"""What somebody may be for a time, as recorded in the house: by one person, confirmed by another, ended by record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from catalog.model import ControllerId
from gateway.domain.actor import Actor, Role
from gateway.domain.ending import Ending
from gateway.domain.errors import Invalid, StepRefused
from gateway.domain.extension import reasoned
from spark_jobs.papers.paper import Digest

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Who, beside whoever recorded it, said that it holds; `paper` is its signed form."""

    by: str
    on: date
    paper: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """
    One role of one actor, by the id that signs them in; both days are inside. It is ended, never removed.

    A steward decides for `controllers`, the head of a biobank for `biobanks`; no other role reaches so.
    """

    id: str
    revision: int = 0
    actor: str
    role: Role
    controllers: tuple[ControllerId, ...] = ()
    biobanks: tuple[str, ...] = ()
    because: str
    begins: date
    until: date
    by: str
    on: date
    paper: Digest | None = None
    witness: Witness | None = None
    ending: Ending | None = None

    def __post_init__(self) -> None:
        """Raises Invalid (empty, dates-order, role-reach, own-role)."""
        reasoned(self.because, where="because")
        if not self.actor.strip():
            raise Invalid("Say who is to have the role.", where="actor", reason="empty")
        if self.until < self.begins:
            raise Invalid("The role ends before it begins.", where="until", reason="dates-order")
        if self.actor == self.by:
            raise Invalid("Nobody gives a role to themselves.", where="actor", reason="own-role")
        reach = (bool(self.controllers), bool(self.biobanks))
        if self.role is Role.HOUSE or reach != (self.role is Role.STEWARD, self.role is Role.BIOBANK_HEAD):
            sentence = "A steward decides for controllers, a biobank's head for biobanks, and no other role for either."
            raise Invalid(sentence, where="role", reason="role-reach")

    @property
    def latest(self) -> Digest | None:
        """The paper that the next step follows."""
        return self.witness.paper if self.witness is not None and self.witness.paper is not None else self.paper

    def holds(self, on: date) -> bool:
        """Whether it counts on that day: confirmed, begun, not over and not ended."""
        return self.witness is not None and self.ending is None and self.begins <= on <= self.until

    def confirmed(self, witness: Witness) -> "Assignment":
        """With that witness. Raises StepRefused: confirmed or ended already, or by whoever recorded or is given it."""
        if self.witness is not None or self.ending is not None:
            raise StepRefused("This role is confirmed or ended already.")
        if witness.by in {self.by, self.actor}:
            raise StepRefused("Neither whoever recorded a role nor whoever gets it confirms it: a third person does.")
        return replace(self, witness=witness)

    def ended(self, ending: Ending) -> "Assignment":
        """Ended before its time, or before it began. Raises StepRefused: ended already."""
        if self.ending is not None:
            raise StepRefused("This role is ended already.")
        return replace(self, ending=ending)


def acting(actor: Actor, assignments: Sequence[Assignment], *, on: date) -> Actor:
    """The actor with what holds on that day beside what their sign-in says. It widens, and never narrows."""
    held = [assignment for assignment in assignments if assignment.actor == actor.id and assignment.holds(on)]
    return replace(
        actor,
        roles=_with(actor.roles, [assignment.role for assignment in held]),
        controllers=_with(actor.controllers, [name for assignment in held for name in assignment.controllers]),
        biobanks=_with(actor.biobanks, [number for assignment in held for number in assignment.biobanks]),
    )


def _with(had: tuple[T, ...], more: Sequence[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*had, *more)))
