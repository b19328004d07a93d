"""What is asked for once a permit stands: that it be another, or hold longer; and where its decision is public."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.access_request import AccessRequest
from gateway.domain.permit import Permit
from gateway.web.api.permit import ExtensionIn
from gateway.web.api.wire import Id, Line, Wire
from gateway.web.portal.application_form import QUESTIONS
from gateway.web.portal.faults import Unfit, read, tried
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Signed, Visit, see

router = APIRouter(include_in_schema=False)


class PublicationForm(Wire):
    """Where the decision is public, and since when."""

    where: Line
    on: date


@router.get("/permits/{id}/extension")
def extension(id: Id, visit: Signed) -> Response:
    """Until when, and why?"""
    return _extension(visit, visit.rooms.permit.read(id, by=visit.actor), {"until": "", "because": ""})


@router.post("/permits/{id}/extension")
def ask_extension(id: Id, form: Posted) -> Response:
    """Asked for; what waits already is not asked for again."""
    visit = form.visit
    permit = visit.rooms.permit.read(id, by=visit.actor)
    written = {"until": form.one("until"), "because": form.one("because")}
    try:
        wire = read(ExtensionIn, written, places={}, language=visit.language)
        waiting = permit.waiting
        if waiting is None or (waiting.until, waiting.because) != (wire.until, wire.because):
            rooms, by = visit.rooms.permit, visit.actor
            tried(
                lambda: rooms.ask_extension(id, until=wire.until, because=wire.because, by=by), places={}, visit=visit
            )
    except Unfit as unfit:
        return _extension(visit, permit, written, unfit.errors)
    return see(f"/permits/{id}")


@router.post("/permits/{id}/amendment")
def amend(id: Id, form: Posted) -> Response:
    """A draft that asks that the permit be another, written as what it was issued for; or the one that is under way."""
    visit = form.visit
    rooms, by = visit.rooms.access_request, visit.actor
    permit = visit.rooms.permit.read(id, by=by)
    under_way = rooms.read(permit.amendment, by=by) if permit.amendment else None
    if under_way is not None and not under_way.is_over:
        return see(f"/requests/{under_way.id}")
    before = rooms.read(permit.access_request, by=by)
    request = rooms.amend(id, application=before.application, by=by)
    return see(f"/requests/{request.id}/write/{next(iter(QUESTIONS))}")


@router.get("/requests/{id}/publication")
def publication(id: Id, visit: Signed) -> Response:
    """Where is the decision public, and since when?"""
    request = visit.rooms.access_request.read(id, by=visit.actor)
    return _publication(visit, request, {"where": "", "on": ""})


@router.post("/requests/{id}/publication")
def record_publication(id: Id, form: Posted) -> Response:
    """On record, once."""
    visit = form.visit
    request = visit.rooms.access_request.read(id, by=visit.actor)
    written = {"where": form.one("where"), "on": form.one("on")}
    try:
        wire = read(PublicationForm, written, places={}, language=visit.language)
        known = request.publication
        if known is None or (known.where, known.on) != (wire.where, wire.on):
            rooms, by = visit.rooms.deadline, visit.actor
            tried(lambda: rooms.record_publication(id, where=wire.where, on=wire.on, by=by), places={}, visit=visit)
    except Unfit as unfit:
        return _publication(visit, request, written, unfit.errors)
    return see(f"/requests/{id}")


def _extension(
    visit: Visit, permit: Permit, written: Mapping[str, str], errors: Mapping[str, str] | None = None
) -> Response:
    status = 422 if errors else 200
    return visit.page("extension.html", status=status, permit=permit, written=written, errors=errors or {})


def _publication(
    visit: Visit, request: AccessRequest, written: Mapping[str, str], errors: Mapping[str, str] | None = None
) -> Response:
    status = 422 if errors else 200
    return visit.page("publication.html", status=status, request=request, written=written, errors=errors or {})
