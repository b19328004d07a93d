"""The conversation about a request as a page: what was said, and a place to say something."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.actor import Role
from gateway.domain.message import Message
from gateway.web.api.conversation import MessageIn
from gateway.web.api.wire import Id
from gateway.web.portal.asking import FRESH, Attempt, done
from gateway.web.portal.faults import parsed
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Signed, Visit, one_look
from gateway.words.portal.people import ROLES

router = APIRouter(include_in_schema=False)

WRITING = "write-message"


@router.get("/requests/{id}/conversation")
@one_look
def show(id: Id, visit: Signed) -> Response:
    """What was said, the oldest first."""
    return _page(visit, id, FRESH)


@router.post("/requests/{id}/conversation")
def write(id: Id, form: Posted) -> Response:
    """Said once, however often the form is sent."""
    visit = form.visit

    def written() -> Message:
        said = parsed(MessageIn, {"text": form.one("text")})
        return visit.rooms.conversation.write(id, text=said.text, by=visit.actor)

    here = f"/requests/{id}/conversation"
    return done(
        form, written, to=lambda message: f"{here}#{message.id}", shown=lambda attempt: _page(visit, id, attempt)
    )


def _page(visit: Visit, id: str, attempt: Attempt) -> Response:
    return visit.page(
        "conversation.html",
        status=attempt.status,
        attempt=attempt,
        request=visit.rooms.access_request.read(id, by=visit.actor),
        messages=visit.rooms.conversation.read(id, by=visit.actor),
        roles={role.value: words for role, words in ROLES.items() if role is not Role.HOUSE},
        may_write=WRITING in visit.rooms.offer.on_request(id, (WRITING,), by=visit.actor),
    )
