"""Roles that are recorded in the house: who may be what, until when, and on whose word."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, model_validator

from catalog.model import ControllerId
from gateway.domain.actor import Role
from gateway.domain.assignment import Assignment, Witness
from gateway.web.api.ending import EndingIn, EndingOut
from gateway.web.api.wire import After, Id, Limit, Line, Name, Text, Wire, in_order
from gateway.web.context import Caller, Rooms

router = APIRouter(tags=["assignments"])


class AssignmentIn(Wire):
    """Who is to be what, both days inside; `actor` is the id that signs them in."""

    actor: Annotated[str, Field(min_length=1, max_length=180)]
    role: Role
    controllers: Annotated[tuple[Name, ...], Field(max_length=100)] = ()
    biobanks: Annotated[tuple[Line, ...], Field(max_length=100)] = ()
    because: Text
    begins: Annotated[date, Field(alias="from")]
    until: date

    @model_validator(mode="after")
    def _in_order(self) -> "AssignmentIn":
        in_order(self.begins, self.until)
        return self


class WitnessOut(Wire):
    """Who confirmed it, and the digest of the signed form."""

    by: str
    on: date
    paper: str | None

    @classmethod
    def of(cls, made: Witness) -> "WitnessOut":
        """As it was made."""
        return cls(by=made.by, on=made.on, paper=made.paper)


class AssignmentOut(Wire):
    """As it is on record: it counts once it is confirmed, until its last day or until it was ended."""

    id: str
    actor: str
    role: str
    controllers: tuple[str, ...]
    biobanks: tuple[str, ...]
    because: str
    begins: Annotated[date, Field(alias="from")]
    until: date
    by: str
    on: date
    paper: str | None
    confirmation: WitnessOut | None
    ending: EndingOut | None

    @classmethod
    def of(cls, made: Assignment) -> "AssignmentOut":
        """As it stands."""
        return cls(
            id=made.id,
            actor=made.actor,
            role=made.role.value,
            controllers=made.controllers,
            biobanks=made.biobanks,
            because=made.because,
            begins=made.begins,
            until=made.until,
            by=made.by,
            on=made.on,
            paper=made.paper,
            confirmation=WitnessOut.of(made.witness) if made.witness else None,
            ending=EndingOut.of(made.ending) if made.ending else None,
        )


class AssignmentPage(Wire):
    """`next` is the cursor of the next page, or null on the last."""

    items: tuple[AssignmentOut, ...]
    next: str | None


@router.post("/assignments", status_code=201)
def assign(assignment: AssignmentIn, actor: Caller, rooms: Rooms) -> AssignmentOut:
    """Put on record that somebody is to have a role. They have it once a third person has confirmed it."""
    recorded = rooms.assignment.assign(
        actor=assignment.actor,
        role=assignment.role,
        controllers=tuple(map(ControllerId, assignment.controllers)),
        biobanks=assignment.biobanks,
        because=assignment.because,
        begins=assignment.begins,
        until=assignment.until,
        by=actor,
    )
    return AssignmentOut.of(recorded)


@router.get("/assignments")
def list_assignments(actor: Caller, rooms: Rooms, after: After = None, limit: Limit = 50) -> AssignmentPage:
    """All of them, ended and past ones too."""
    found = rooms.assignment.list(after=after, limit=limit, by=actor)
    more = found[-1].id if len(found) == limit else None
    return AssignmentPage(items=tuple(AssignmentOut.of(one) for one in found), next=more)


@router.post("/assignments/{id}/confirmation", status_code=201)
def confirm_assignment(id: Id, actor: Caller, rooms: Rooms) -> AssignmentOut:
    """Confirm what somebody else recorded for a third: from now on it counts."""
    return AssignmentOut.of(rooms.assignment.confirm(id, by=actor))


@router.post("/assignments/{id}/ending", status_code=201)
def end_assignment(id: Id, ended: EndingIn, actor: Caller, rooms: Rooms) -> AssignmentOut:
    """End a role before its time; what was recorded stays on record."""
    return AssignmentOut.of(rooms.assignment.end(id, because=ended.because, by=actor))
