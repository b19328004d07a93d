"""Forms that come in: from a page of this house and this session, or not at all; and what outlives a session's end."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from gateway.domain.errors import NotSignedIn
from gateway.web.portal.visit import Form, Guest, Visit, from_this_house, token_holds

MOST_FIELDS: Final = 2000
TOKEN: Final = "csrf"
UNSENT: Final = "unsent"
"""Under which a session that ended keeps what was sent too late."""


async def _fields(request: Request) -> Mapping[str, tuple[str, ...]]:
    # No file is taken in here: a page that takes one says so itself.
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as sent:
        return texts(sent)


def texts(sent: FormData) -> Mapping[str, tuple[str, ...]]:
    """Every text of a form, by the name of its field."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in sent.multi_items():
        if isinstance(value, str):
            found[name] = (*found.get(name, ()), value.strip())
    return found


Fields = Annotated[Mapping[str, tuple[str, ...]], Depends(_fields)]


def posted(visit: Guest, fields: Fields) -> Form:
    """
    What a signed-in visitor sent, once it is known to come from a page of theirs.

    Raises HTTPException (403) for a form from elsewhere, NotSignedIn where the session has ended: then what was typed
    is kept for the same person until they sign in again.
    """
    if not from_this_house(visit.request):
        raise HTTPException(403)
    token = next(iter(fields.get(TOKEN, ())), "")
    if visit.session is None:
        _keep_unsent(visit, fields, token)
        raise NotSignedIn("Nobody is signed in to the portal.")
    if not token_holds(token, visit.session):
        raise HTTPException(403)
    waiting = visit.kept(UNSENT)
    if waiting is not None and waiting["to"] == visit.request.url.path:
        # What was typed before comes with this form, or its owner has written it anew.
        visit.keep(UNSENT, None)
    return Form(visit=visit, fields={name: values for name, values in fields.items() if name != TOKEN})


def arriving(visit: Guest, fields: Fields) -> Form:
    """What somebody who is not signed in yet sent: from a page of this house. Raises HTTPException (403)."""
    if not from_this_house(visit.request):
        raise HTTPException(403)
    return Form(visit=visit, fields=fields)


def _keep_unsent(visit: Visit, fields: Mapping[str, tuple[str, ...]], token: str) -> None:
    ended = visit.ended
    # Who signed out, or was made to leave, left nothing behind and keeps nothing.
    if ended is None or ended.ended_at is not None or not token_holds(token, ended):
        return
    typed = {name: list(values) for name, values in fields.items() if name != TOKEN}
    if not typed:
        return
    unsent: dict[str, Any] = {"to": visit.request.url.path, "fields": typed}
    visit.portal.sessions.save(ended.keeping(UNSENT, unsent))


Posted = Annotated[Form, Depends(posted)]
Arriving = Annotated[Form, Depends(arriving)]
