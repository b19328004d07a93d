"""Deadlines: what is due, more time for a decision, and where a decision is public."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from gateway.domain.access_request import AccessRequest
from gateway.domain.deadline import Deadline
from gateway.web.api.wire import After, Id, Limit, Line, Text, Wire
from gateway.web.context import Caller, Rooms, Tongue
from gateway.words.deadlines import DESKS, DUTIES, STATES
from gateway.words.language import Language, said

router = APIRouter(tags=["deadlines"])

Named = Annotated[
    str | None,
    Query(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$", description="One request, with what was met of it."),
]


class DeadlineOut(Wire):
    """
    What is to be done until which day, that day inside, by whom, and by which paragraph; in words too.

    `since` is the day it is counted from. Both are null where nobody knows when it began. `reminded_on`: when the house
    reminded of how it stands now.
    """

    duty: str
    told: str
    subject: str
    access_request: str | None
    project: str | None
    desk: str
    desk_told: str
    controller: str | None
    since: date | None
    due: date | None
    met_on: date | None
    state: str
    state_told: str
    prolonged_because: str | None
    reminded_on: date | None
    paragraph: str

    @classmethod
    def of(cls, deadline: Deadline, language: Language) -> "DeadlineOut":
        """As it stands today."""
        return cls(
            duty=deadline.duty.value,
            told=said(DUTIES[deadline.duty], language),
            subject=deadline.subject,
            access_request=deadline.access_request,
            project=deadline.project,
            desk=deadline.desk.value,
            desk_told=said(DESKS[deadline.desk], language),
            controller=deadline.controller,
            since=deadline.since,
            due=deadline.due,
            met_on=deadline.met_on,
            state=deadline.state.value,
            state_told=said(STATES[deadline.state], language),
            prolonged_because=deadline.prolonged_because,
            reminded_on=deadline.reminded_on,
            paragraph=deadline.paragraph,
        )


class DeadlinePage(Wire):
    """`next` is the cursor of the next page, or null on the last."""

    items: tuple[DeadlineOut, ...]
    next: str | None


class ProlongationIn(Wire):
    """Why more time is necessary; the applicant reads it."""

    because: Text


class ProlongationOut(Wire):
    """As it is on record."""

    because: str
    by: str
    on: date

    @classmethod
    def of(cls, request: AccessRequest) -> "ProlongationOut | None":
        """That of its present version, if any."""
        told = request.prolonged
        return cls(because=told.because, by=told.by, on=told.on) if told else None


class PublicationIn(Wire):
    """Where the decision is public, an address or a register and its number, and since when."""

    where: Line
    on: date


class PublicationOut(Wire):
    """As it is on record."""

    where: str
    on: date
    by: str

    @classmethod
    def of(cls, request: AccessRequest) -> "PublicationOut | None":
        """That of its decision, if any."""
        told = request.publication
        return cls(where=told.where, on=told.on, by=told.by) if told else None


@router.get("/due")
def list_due(
    actor: Caller,
    rooms: Rooms,
    language: Tongue,
    access_request: Named = None,
    after: After = None,
    limit: Limit = 50,
) -> DeadlinePage:
    """What the caller may see of what is due, the soonest due first; of one request also what was met."""
    found = rooms.deadline.list(after=after, limit=limit + 1, access_request=access_request, by=actor)
    items = tuple(DeadlineOut.of(deadline, language) for deadline in found[:limit])
    return DeadlinePage(items=items, next=found[limit - 1].place if len(found) > limit else None)


@router.post("/access-requests/{id}/prolongation", status_code=201)
def prolong(id: Id, written: ProlongationIn, actor: Caller, rooms: Rooms) -> ProlongationOut | None:
    """Give the decision of the present version more time, once, and say why."""
    return ProlongationOut.of(rooms.deadline.prolong(id, because=written.because, by=actor))


@router.post("/access-requests/{id}/publication", status_code=201)
def record_publication(id: Id, written: PublicationIn, actor: Caller, rooms: Rooms) -> PublicationOut | None:
    """Put on record where and since when the decision is public, once."""
    request = rooms.deadline.record_publication(id, where=written.where, on=written.on, by=actor)
    return PublicationOut.of(request)
