"""Signing in and out. How somebody shows who they are is a `Way`; what follows is the same for all of them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol
from urllib.parse import quote

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from catalog.model import Words
from gateway.domain.actor import Actor
from gateway.domain.audit import Event
from gateway.domain.errors import NeighbourUnavailable
from gateway.domain.session import Session
from gateway.web.portal.forms import UNSENT, Arriving, Posted
from gateway.web.portal.visit import COOKIE, Guest, Visit, id_of, local, see

router = APIRouter(include_in_schema=False)

FIRST: Final = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One button on the page that asks who you are. `value` is what it sends; `under` stands below its `label`."""

    value: str
    label: Words
    under: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """Somebody whom a way has recognised, what they are called, and what their session is to keep for the way."""

    actor: Actor
    name: str
    kept: Mapping[str, Any] = field(default_factory=dict)


class Way(Protocol):
    """
    One way to sign in. `name` stands in the address of its form, `/sign-in/{name}`.

    A way that asks elsewhere answers `begin` with a redirect, and has a route of its own for the return, which ends in
    `let_in`.
    """

    @property
    def name(self) -> str: ...

    @property
    def about(self) -> Words: ...

    def choices(self) -> Sequence[Choice]:
        """The buttons."""
        ...

    def begin(self, chosen: str, /, *, visit: Visit, back: str) -> Arrived | Response:
        """Who it is, or where to ask. Raises NotSignedIn for somebody it does not know."""
        ...

    def leaves(self, session: Session, /) -> str | None:
        """Where else that session is to be ended, if anywhere."""
        ...


@router.get("/sign-in")
def ask(visit: Guest, back: str = FIRST) -> Response:
    """Who are you?"""
    if visit.session is not None:
        return see(local(back))
    return visit.page("sign_in.html", ways=visit.portal.ways, back=local(back))


@router.post("/sign-in/{way}")
def begin(way: str, form: Arriving) -> Response:
    """By that way."""
    known: Way | None = next((one for one in form.visit.portal.ways if one.name == way), None)
    if known is None:
        raise HTTPException(404)
    back = local(form.one("back"))
    arrived = known.begin(form.one("chosen"), visit=form.visit, back=back)
    return let_in(arrived, by=way, visit=form.visit, back=back) if isinstance(arrived, Arrived) else arrived


@router.post("/sign-out")
def leave(form: Posted) -> Response:
    """The session ends here and now, wherever its cookie lies."""
    visit = form.visit
    visit.end(visit.signed)
    visit.rooms.ledger.tell(Event.SIGNED_OUT, by=visit.actor)
    way: Way | None = next((one for one in visit.portal.ways if one.name == visit.signed.way), None)
    address = _leaves(way, visit.signed)
    # What is shown once nobody is signed in any more does not greet anybody.
    gone = replace(visit, session=None)
    answer = see("/sign-in") if address is None else elsewhere(gone, address)
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return answer


def let_in(arrived: Arrived, *, by: str, visit: Visit, back: str) -> Response:
    """
    A new session under a new secret, whatever cookie the browser brought; and on to where the visitor was going.

    What the same person was writing when the session before ended waits in the new one.
    """
    sessions, now = visit.portal.sessions, visit.now
    sessions.forget(now)
    secret = sessions.secret()
    before = visit.session or visit.ended
    waiting = before.kept.get(UNSENT) if before is not None and before.person == arrived.actor.id else None
    if before is not None:
        visit.end(before)
    session = Session(
        id=id_of(secret),
        actor=arrived.actor,
        name=arrived.name,
        way=by,
        csrf=sessions.secret(),
        opened_at=now,
        seen_at=now,
        kept={**arrived.kept, **({UNSENT: waiting} if waiting else {})},
    )
    sessions.open(session)
    visit.rooms.ledger.tell(Event.SIGNED_IN, by=arrived.actor, because=(by,))
    answer = see("/unsent" if waiting else local(back))
    answer.set_cookie(COOKIE, secret, path="/", secure=True, httponly=True, samesite="lax")
    return answer


def elsewhere(visit: Visit, address: str) -> Response:
    """
    A page that goes on to that address, outside the house, by itself.

    Not a redirect: a browser holds those that follow a form to what the page's forms may reach, which is this house.
    """
    answer = visit.page("elsewhere.html", address=address)
    answer.headers["Refresh"] = f"0; url={address}"
    return answer


def _leaves(way: Way | None, session: Session) -> str | None:
    # Here the session has ended, whoever else is silent about it.
    with suppress(NeighbourUnavailable):
        return way.leaves(session) if way is not None else None
    return None


def where_to_sign_in(here: str) -> str:
    """The address of the page that asks, with the way back."""
    return f"/sign-in?back={quote(here, safe='')}"
