"""The conversation about a request as a page: what was said, and a place to say something."""

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.actor import Role
from gateway.web.api.conversation import MessageIn
from gateway.web.api.wire import Id
from gateway.web.portal.faults import Unfit, read
from gateway.web.portal.forms import Posted
from gateway.web.portal.once import once
from gateway.web.portal.visit import Signed, Visit, one_look
from gateway.words.portal.people import ROLES

router = APIRouter(include_in_schema=False)

WRITING = "write-message"


@router.get("/requests/{id}/conversation")
@one_look
def show(id: Id, visit: Signed) -> Response:
    """What was said, the oldest first."""
    return _page(visit, id)


@router.post("/requests/{id}/conversation")
def write(id: Id, form: Posted) -> Response:
    """Said once, however often the form is sent."""
    visit = form.visit
    try:
        said = read(MessageIn, {"text": form.one("text")}, places={}, language=visit.language)
    except Unfit as unfit:
        return _page(visit, id, form.one("text"), unfit.errors)

    def written() -> str:
        message = visit.rooms.conversation.write(id, text=said.text, by=visit.actor)
        return f"/requests/{id}/conversation#{message.id}"

    return once(form, written, meanwhile=f"/requests/{id}/conversation")


def _page(visit: Visit, id: str, text: str = "", errors: Mapping[str, str] | None = None) -> Response:
    return visit.page(
        "conversation.html",
        status=422 if errors else 200,
        request=visit.rooms.access_request.read(id, by=visit.actor),
        messages=visit.rooms.conversation.read(id, by=visit.actor),
        roles={role.value: words for role, words in ROLES.items() if role is not Role.HOUSE},
        may_write=WRITING in visit.rooms.offer.on_request(id, (WRITING,), by=visit.actor),
        text=text,
        errors=errors or {},
    )
