"""Barrings: who is kept from access for a time, and on whose word."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, model_validator

from gateway.domain.barring import Barring, Confirmation, Lifting, Whom
from gateway.web.api.wire import After, Id, Limit, Line, Text, Wire, in_order
from gateway.web.context import Caller, Rooms

router = APIRouter(tags=["barrings"])


class BarringIn(Wire):
    """Who is to be barred, both days inside; `paragraph` is the law that it rests on."""

    kind: Whom
    whom: Annotated[str, Field(min_length=1, max_length=180)]
    because: Text
    paragraph: Line
    begins: Annotated[date, Field(alias="from")]
    until: date

    @model_validator(mode="after")
    def _in_order(self) -> "BarringIn":
        in_order(self.begins, self.until)
        return self


class LiftingIn(Wire):
    """Why the barring ends before its time."""

    because: Text


class ConfirmationOut(Wire):
    """Who confirmed it, and the digest of the signed form."""

    by: str
    on: date
    paper: str | None

    @classmethod
    def of(cls, made: Confirmation) -> "ConfirmationOut":
        """As it was made."""
        return cls(by=made.by, on=made.on, paper=made.paper)


class LiftingOut(Wire):
    """Who ended it, why, and the digest of the signed form."""

    because: str
    by: str
    on: date
    paper: str | None

    @classmethod
    def of(cls, made: Lifting) -> "LiftingOut":
        """As it was made."""
        return cls(because=made.because, by=made.by, on=made.on, paper=made.paper)


class BarringOut(Wire):
    """As it is on record: in force once it is confirmed, until its last day or until it was lifted."""

    id: str
    kind: str
    whom: str
    because: str
    paragraph: str
    begins: Annotated[date, Field(alias="from")]
    until: date
    by: str
    on: date
    paper: str | None
    confirmation: ConfirmationOut | None
    lifting: LiftingOut | None

    @classmethod
    def of(cls, barring: Barring) -> "BarringOut":
        """As it stands."""
        return cls(
            id=barring.id,
            kind=barring.kind.value,
            whom=barring.whom,
            because=barring.because,
            paragraph=barring.paragraph,
            begins=barring.begins,
            until=barring.until,
            by=barring.by,
            on=barring.on,
            paper=barring.paper,
            confirmation=ConfirmationOut.of(barring.confirmation) if barring.confirmation else None,
            lifting=LiftingOut.of(barring.lifting) if barring.lifting else None,
        )


class BarringPage(Wire):
    """`next` is the cursor of the next page, or null on the last."""

    items: tuple[BarringOut, ...]
    next: str | None


@router.post("/barrings", status_code=201)
def bar(barring: BarringIn, actor: Caller, rooms: Rooms) -> BarringOut:
    """Put on record that somebody is to be barred. Nobody is, until a second person confirms it."""
    recorded = rooms.barring.bar(
        kind=barring.kind,
        whom=barring.whom,
        because=barring.because,
        paragraph=barring.paragraph,
        begins=barring.begins,
        until=barring.until,
        by=actor,
    )
    return BarringOut.of(recorded)


@router.get("/barrings")
def list_barrings(actor: Caller, rooms: Rooms, after: After = None, limit: Limit = 50) -> BarringPage:
    """All of them, lifted and past ones too."""
    found = rooms.barring.list(after=after, limit=limit, by=actor)
    more = found[-1].id if len(found) == limit else None
    return BarringPage(items=tuple(BarringOut.of(barring) for barring in found), next=more)


@router.post("/barrings/{id}/confirmation", status_code=201)
def confirm_barring(id: Id, actor: Caller, rooms: Rooms) -> BarringOut:
    """Confirm what somebody else recorded: from now on it counts."""
    return BarringOut.of(rooms.barring.confirm(id, by=actor))


@router.post("/barrings/{id}/lifting", status_code=201)
def lift_barring(id: Id, lifted: LiftingIn, actor: Caller, rooms: Rooms) -> BarringOut:
    """End a barring before its time; what was recorded stays on record."""
    return BarringOut.of(rooms.barring.lift(id, because=lifted.because, by=actor))
