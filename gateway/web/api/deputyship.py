"""Deputyships: who decides for a controller in a steward's place, and until when."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field, model_validator

from catalog.model import ControllerId
from gateway.domain.deputyship import Deputyship
from gateway.web.api.ending import EndingIn, EndingOut
from gateway.web.api.wire import After, Id, Limit, Mark, Text, Wire, in_order
from gateway.web.context import Caller, Rooms

router = APIRouter(tags=["deputyships"])

Controller = Annotated[str, Query(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$", description="Whose deputies.")]


class DeputyshipIn(Wire):
    """Who decides for that controller in the caller's place, both days inside, and why."""

    controller: Mark
    deputy: Mark
    because: Text
    begins: Annotated[date, Field(alias="from")]
    until: date

    @model_validator(mode="after")
    def _in_order(self) -> "DeputyshipIn":
        in_order(self.begins, self.until)
        return self


class DeputyshipOut(Wire):
    """As it is on record: it counts from its first day to its last, or until it was ended."""

    id: str
    controller: str
    steward: str
    deputy: str
    because: str
    begins: Annotated[date, Field(alias="from")]
    until: date
    on: date
    paper: str | None
    ending: EndingOut | None

    @classmethod
    def of(cls, deputyship: Deputyship) -> "DeputyshipOut":
        """As it stands."""
        return cls(
            id=deputyship.id,
            controller=deputyship.controller,
            steward=deputyship.steward,
            deputy=deputyship.deputy,
            because=deputyship.because,
            begins=deputyship.begins,
            until=deputyship.until,
            on=deputyship.on,
            paper=deputyship.paper,
            ending=EndingOut.of(deputyship.ending) if deputyship.ending else None,
        )


class DeputyshipPage(Wire):
    """`next` is the cursor of the next page, or null on the last."""

    items: tuple[DeputyshipOut, ...]
    next: str | None


@router.post("/deputyships", status_code=201)
def name_deputy(named: DeputyshipIn, actor: Caller, rooms: Rooms) -> DeputyshipOut:
    """Name somebody who decides in the caller's place: only a steward who answers for the controller themselves."""
    deputyship = rooms.deputyship.name(
        controller=ControllerId(named.controller),
        deputy=named.deputy,
        because=named.because,
        begins=named.begins,
        until=named.until,
        by=actor,
    )
    return DeputyshipOut.of(deputyship)


@router.get("/deputyships")
def list_deputyships(
    controller: Controller, actor: Caller, rooms: Rooms, after: After = None, limit: Limit = 50
) -> DeputyshipPage:
    """All of that controller's, ended and past ones too."""
    found = rooms.deputyship.list(controller=ControllerId(controller), after=after, limit=limit, by=actor)
    more = found[-1].id if len(found) == limit else None
    return DeputyshipPage(items=tuple(DeputyshipOut.of(one) for one in found), next=more)


@router.post("/deputyships/{id}/ending", status_code=201)
def end_deputyship(id: Id, ended: EndingIn, actor: Caller, rooms: Rooms) -> DeputyshipOut:
    """End a deputyship before its time; what the deputy decided stands."""
    return DeputyshipOut.of(rooms.deputyship.end(id, because=ended.because, by=actor))
