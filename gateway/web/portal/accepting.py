"""What somebody takes on: the terms, each for themselves; for the project, the conditions of a part."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from catalog.model import ControllerId
from gateway.domain.errors import NotFound
from gateway.domain.ethics import Condition
from gateway.domain.message import Message
from gateway.domain.part import Part
from gateway.web.api.wire import Id, Text, Wire
from gateway.web.portal.asking import FRESH, Attempt, done
from gateway.web.portal.faults import parsed
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Signed, Visit, one_look, see
from gateway.words.language import said
from gateway.words.portal import PORTAL

router = APIRouter(include_in_schema=False)

ACCEPTING = "accept-condition"
WITHDRAWING = "withdraw"
WRITING = "write-message"


class WhyNot(Wire):
    """Why a condition cannot be accepted."""

    because: Text


@router.get("/terms")
@one_look
def terms(visit: Signed, accepted: str = "") -> Response:
    """The terms in force: nobody accepts them for anybody else."""
    return _terms(visit, FRESH, accepted=bool(accepted))


@router.post("/terms")
def accept_terms(form: Posted) -> Response:
    """Accepted by whoever is signed in, in the version that the page showed."""
    visit = form.visit
    try:
        return done(
            form,
            lambda: visit.rooms.project.accept_terms(version=form.one("version"), by=visit.actor),
            to="/terms?accepted=true",
            shown=lambda attempt: _terms(visit, attempt),
        )
    except NotFound:
        return _terms(visit, FRESH, unknown=True, status=409)


@router.get("/requests/{id}/conditions")
@one_look
def conditions(id: Id, visit: Signed) -> Response:
    """On which conditions the parts were granted, and which of them the project has accepted."""
    parts = [part for part in _parts(visit, id) if part.review is not None and part.review.finding.conditions]
    return visit.page(
        "conditions.html",
        request=visit.rooms.access_request.read(id, by=visit.actor),
        parts=parts,
        controllers=visit.rooms.desk.catalog.controllers(),
        offered=visit.rooms.offer.on_request(id, (ACCEPTING,), by=visit.actor),
    )


@router.post("/requests/{id}/conditions")
def accept_condition(id: Id, form: Posted) -> Response:
    """Accepted for the project; once accepted, it is. Or declined: then the page says what that means."""
    visit = form.visit
    controller, condition = form.one("controller"), form.one("condition")
    review = next((part.review for part in _parts(visit, id) if part.controller == controller), None)
    if review is None:
        raise HTTPException(404)
    if form.one("answer") == "declined":
        return see(f"/requests/{id}/conditions/{controller}/{condition}/declined")
    if not review.has_accepted(condition):
        visit.rooms.decision.accept(id, controller=ControllerId(controller), condition=condition, by=visit.actor)
    return see(f"/requests/{id}/conditions")


@router.get("/requests/{id}/conditions/{controller}/{condition}/declined")
@one_look
def declined(id: Id, controller: Id, condition: Id, visit: Signed) -> Response:
    """A condition that is not accepted: nothing is granted on it. Why not, and what the project can do instead."""
    return _declined(visit, id, _condition(visit, id, controller, condition), controller, FRESH)


@router.post("/requests/{id}/conditions/{controller}/{condition}/declined")
def say_why_not(id: Id, controller: Id, condition: Id, form: Posted) -> Response:
    """Said in the conversation about the request, where whoever set the condition reads it and may answer."""
    visit = form.visit
    asked = _condition(visit, id, controller, condition)

    def told() -> Message:
        because = parsed(WhyNot, {"because": form.one("because")}).because
        words = said(PORTAL["accepting.declined_message"], visit.language)
        text = words.format(controller=_name(visit, controller), condition=asked.text, because=because)
        return visit.rooms.conversation.write(id, text=text, by=visit.actor)

    return done(
        form,
        told,
        to=lambda message: f"/requests/{id}/conversation#{message.id}",
        shown=lambda attempt: _declined(visit, id, asked, controller, attempt),
        field_of=lambda _: "because",
    )


def _condition(visit: Visit, id: str, controller: str, condition: str) -> Condition:
    """Raises HTTPException (404) where that controller set none of that name."""
    review = next((part.review for part in _parts(visit, id) if part.controller == controller), None)
    asked = next((one for one in review.finding.conditions if one.id == condition), None) if review else None
    if asked is None:
        raise HTTPException(404)
    return asked


def _declined(visit: Visit, id: str, condition: Condition, controller: str, attempt: Attempt) -> Response:
    return visit.page(
        "condition_declined.html",
        status=attempt.status,
        attempt=attempt,
        request=visit.rooms.access_request.read(id, by=visit.actor),
        condition=condition,
        controller=_name(visit, controller),
        offered=visit.rooms.offer.on_request(id, (WITHDRAWING, WRITING), by=visit.actor),
    )


def _name(visit: Visit, controller: str) -> str:
    found = visit.rooms.desk.catalog.controllers().get(ControllerId(controller))
    return found.name if found else controller


def _terms(
    visit: Visit, attempt: Attempt, *, accepted: bool = False, unknown: bool = False, status: int | None = None
) -> Response:
    return visit.page(
        "terms.html",
        status=status or attempt.status,
        attempt=attempt,
        version=visit.rooms.desk.terms_version,
        accepted=accepted,
        unknown=unknown,
    )


def _parts(visit: Visit, id: str) -> list[Part]:
    return list(visit.rooms.decision.parts(id, by=visit.actor))
