"""Extracts beside each other: where each is, and when it ends."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.day import swedish_day
from gateway.web.portal.permit import how_it_stands
from gateway.web.portal.visit import Signed, one_look
from gateway.words.portal.matter import SHORT_PROGRESS, SHORT_WORKSPACE

router = APIRouter(include_in_schema=False)


@router.get("/extracts")
@one_look
def read(visit: Signed) -> Response:
    """Every extract that the visitor may read, what ends first at first; and whose rows are in it."""
    found = visit.rooms.overview.holdings(by=visit.actor)
    today = swedish_day(visit.now)
    known = visit.rooms.desk.catalog.controllers()
    lines = [
        (
            one,
            [known[name].name for name in known if name in one.permit.controllers],
            how_it_stands(one.permit, on=today),
        )
        for one in sorted(found, key=lambda one: one.permit.last_day)
    ]
    return visit.page("extracts.html", lines=lines, progress=SHORT_PROGRESS, states=SHORT_WORKSPACE)
