"""A permit as a page: whether it is valid, for whom and what, and the extract made of it."""

from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.day import swedish_day
from gateway.domain.permit import Permit
from gateway.web.api.wire import Id
from gateway.web.portal.term import offered
from gateway.web.portal.visit import Signed, one_look
from gateway.words.lifecycle import PROGRESS
from gateway.words.portal.matter import SHORT_PROGRESS

router = APIRouter(include_in_schema=False)


@router.get("/permits/{id}")
@one_look
def read(visit: Signed, id: Id) -> Response:
    """One permit. What is not for this visitor to see is not there."""
    rooms, by = visit.rooms, visit.actor
    permit = rooms.permit.read(id, by=by)
    return visit.page(
        "permit.html",
        permit=permit,
        how=how_it_stands(permit, on=swedish_day(visit.now)),
        controllers=[one.name for id, one in rooms.desk.catalog.controllers().items() if id in permit.controllers],
        offered=rooms.offer.on_request(permit.access_request, ("ask-extension", "draft"), by=by),
        ends=swedish_day(visit.now) > permit.last_day or permit.is_ended,
        extracts=rooms.extraction.extracts_of(id, by=by),
        steps=offered(visit, permit),
        names=SHORT_PROGRESS,
        progress=PROGRESS,
    )


def how_it_stands(permit: Permit, *, on: date) -> tuple[str, str]:
    """The word for it, and how that looks."""
    if permit.revocation is not None:
        return "matter.permit_revoked", "stopped"
    if permit.replacement is not None:
        return "matter.permit_replaced", "calm"
    if on > permit.last_day:
        return "matter.permit_expired", "calm"
    return ("matter.permit_held", "yours") if permit.held_because else ("matter.permit_valid", "good")
