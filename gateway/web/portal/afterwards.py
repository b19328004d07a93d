"""What is asked for once a permit stands: that it hold longer, or that it be another."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from gateway.web.api.permit import ExtensionIn
from gateway.web.api.wire import Id
from gateway.web.portal.application_form import QUESTIONS
from gateway.web.portal.asking import FRESH, Attempt, Field, Question, done, page, typed_in
from gateway.web.portal.faults import parsed
from gateway.web.portal.forms import Posted
from gateway.web.portal.telling import day
from gateway.web.portal.visit import Form, Signed, Visit, one_look, see

router = APIRouter(include_in_schema=False)

ASK: Final = "ask-extension"
LONGER: Final = Question(
    title="afterwards.extension",
    lead="afterwards.extension_lead",
    button="afterwards.ask_extension",
    fields=(
        Field(name="until", label="afterwards.until", kind="date"),
        Field(name="because", label="afterwards.because"),
    ),
)


@router.get("/permits/{id}/extension")
@one_look
def extension(id: Id, visit: Signed) -> Response:
    """Until when, and why?"""
    return _extension(visit, id, FRESH)


@router.post("/permits/{id}/extension")
def ask_extension(id: Id, form: Posted) -> Response:
    """Asked for; what waits already is not asked for again."""
    return done(
        form,
        lambda: _asked(form, id),
        to=f"/permits/{id}",
        shown=lambda attempt: _extension(form.visit, id, attempt),
    )


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


def _asked(form: Form, id: str) -> None:
    told, by = parsed(ExtensionIn, typed_in(form, LONGER)), form.visit.actor
    waiting = form.visit.rooms.permit.read(id, by=by).waiting
    if waiting is None or (waiting.until, waiting.because) != (told.until, told.because):
        form.visit.rooms.permit.ask_extension(id, until=told.until, because=told.because, by=by)


def _extension(visit: Visit, id: str, attempt: Attempt) -> Response:
    permit = visit.rooms.permit.read(id, by=visit.actor)
    return page(
        visit,
        LONGER,
        attempt=attempt,
        back=(f"/permits/{id}", "term.to_permit"),
        named={"day": day(permit.last_day, visit.language)},
        offered=ASK in visit.rooms.offer.on_permit(id, (ASK,), by=visit.actor),
    )
