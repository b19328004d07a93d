"""A controller's sample of masked notes as its steward sees it: saved sealed, read elsewhere, told of in numbers."""

from typing import Final

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from catalog.model import ControllerId
from gateway.domain.delivery import Extract, Progress
from gateway.web.api.extraction import note_checks_of
from gateway.web.api.note_check import FoundIn, sealed_file
from gateway.web.api.wire import Id
from gateway.web.portal.asking import FRESH, Attempt, done
from gateway.web.portal.faults import parsed
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Form, Signed, Visit, one_look
from gateway.words.language import Language
from gateway.words.note_checks import CLASSES, share

router = APIRouter(include_in_schema=False)

CHECK: Final = "check-notes"


@router.get("/extracts/{id}/note-checks/{controller}")
@one_look
def look(visit: Signed, id: Id, controller: Id) -> Response:
    """How that controller's sample stands, and the form, for whoever may say what was found."""
    return _shown(visit, id, controller, FRESH)


@router.get("/extracts/{id}/note-checks/{controller}/sample")
def sample(visit: Signed, id: Id, controller: Id) -> Response:
    """The sealed sample, to be saved."""
    content = visit.rooms.note_check.sample(id, controller=ControllerId(controller), by=visit.actor)
    return sealed_file(content, extract=id, controller=controller)


@router.post("/extracts/{id}/note-checks/{controller}")
def check(form: Posted, id: Id, controller: Id) -> Response:
    """Record what was found."""
    visit = form.visit

    def deed() -> None:
        found = parsed(FoundIn, _typed(form)).to_domain()
        visit.rooms.note_check.check(id, controller=ControllerId(controller), found=found, by=visit.actor)

    here = f"/extracts/{id}/note-checks/{controller}"
    return done(form, deed, to=here, shown=lambda attempt: _shown(visit, id, controller, attempt))


def _typed(form: Form) -> dict[str, object]:
    times = {tag: form.one(f"missed:{tag}") for tag in CLASSES}
    missed = tuple({"tag": tag, "times": count} for tag, count in times.items() if count not in ("", "0"))
    plain = {name: form.one(name) for name in ("sample", "looked_at", "with_a_miss", "wrongly_masked")}
    return {**plain, "missed": missed}


def _shown(visit: Visit, id: str, controller: str, attempt: Attempt) -> Response:
    rooms = visit.rooms
    extract = rooms.extraction.read(id, by=visit.actor)
    checks = note_checks_of(rooms, id, visit.language)
    mine = next((one for one in checks if one.controller == controller), None)
    if mine is None:
        raise HTTPException(404)
    return visit.page(
        "note_check.html",
        status=attempt.status,
        attempt=attempt,
        extract=extract,
        mine=mine,
        named=rooms.desk.catalog.controllers().get(ControllerId(controller)),
        offered=_offered(visit, extract, controller),
        classes=CLASSES,
        share=lambda value: share(value, swedish=visit.language is Language.SV),
    )


def _offered(visit: Visit, extract: Extract, controller: str) -> bool:
    if extract.progress is not Progress.EXTRACTED:
        return False
    request = visit.rooms.permit.read(extract.permit, by=visit.actor).access_request
    of = ControllerId(controller)
    return CHECK in visit.rooms.offer.on_request(request, (CHECK,), by=visit.actor, controller=of)
