"""Signing in at a provider of identities: there, back again, and out of both when either says so."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any, ClassVar, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from catalog.model import Words
from gateway.domain.errors import NotSignedIn
from gateway.domain.session import Session
from gateway.ports.sign_in import Begun, SignIn
from gateway.web.portal.forms import Fields
from gateway.web.portal.signing_in import Arrived, Choice, elsewhere, let_in
from gateway.web.portal.visit import Guest, Portal, Visit, local
from gateway.words.portal.signing_in import AT_A_PROVIDER, GO_THERE

router = APIRouter(include_in_schema=False)

BEGUN: Final = "__Host-slussen-begun"
"""The cookie of a sign-in under way: what the provider's answer is held against, in the one browser that began it."""

BEGUN_SECONDS: Final = 600
PROVIDER: Final = "provider"
"""Under which a session keeps what the provider knows it by."""

Part = Annotated[str, Query(max_length=4096)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtAProvider:
    """A way to sign in that asks elsewhere."""

    sign_in: SignIn
    name: ClassVar[str] = "oidc"
    about: ClassVar[Words] = AT_A_PROVIDER

    def choices(self) -> Sequence[Choice]:
        """One button."""
        return [Choice(value="go", label=GO_THERE)]

    def begin(self, _: str, /, *, visit: Visit, back: str) -> Response:
        """Off to the provider. Raises NeighbourUnavailable."""
        begun = self.sign_in.begin()
        answer = elsewhere(visit, begun.address)
        answer.set_cookie(
            BEGUN,
            _packed({**asdict(begun), "address": "", "back": back}),
            max_age=BEGUN_SECONDS,
            path="/",
            secure=True,
            httponly=True,
            samesite="lax",
        )
        return answer

    def leaves(self, session: Session, /) -> str | None:
        """Where the sign-in at the provider ends. Raises NeighbourUnavailable."""
        known: Mapping[str, str] = session.kept.get(PROVIDER, {})
        return self.sign_in.address_to_leave(known["hint"]) if "hint" in known else None


@router.get("/sign-in/oidc/answer")
def come_back(visit: Guest, code: Part = "", state: Part = "", iss: Annotated[str | None, Query()] = None) -> Response:
    """
    Back from the provider, with an answer that only this browser can use, once.

    Whatever is wrong with it, the page says the same (401), and nobody is signed in.
    """
    way = _way(visit.portal)
    try:
        begun = _unpacked(visit.request.cookies.get(BEGUN, ""))
        back = local(begun.pop("back"))
        found = way.sign_in.complete(Begun(**begun), code=code, state=state, issuer=iss)
    except (NotSignedIn, TypeError, KeyError):
        answer = visit.page("not_let_in.html", status=401)
    else:
        kept = {PROVIDER: {"hint": found.hint, "session": found.session}}
        answer = let_in(Arrived(actor=found.actor, name=found.name, kept=kept), by=way.name, visit=visit, back=back)
    answer.delete_cookie(BEGUN, path="/", secure=True, httponly=True, samesite="lax")
    return answer


@router.post("/sign-in/oidc/ended")
def be_told_of_an_end(request: Request, fields: Fields) -> Response:
    """
    The provider says that a sign-in has ended there (OpenID Connect Back-Channel Logout 1.0 2.8): it ends here too.

    It comes from the provider itself, without a cookie, and is believed by its signature alone.
    """
    portal: Portal = request.app.state.portal
    try:
        ended = _way(portal).sign_in.ended(next(iter(fields.get("logout_token", ())), ""))
    except NotSignedIn:
        return Response(status_code=400)
    portal.sessions.end_all(ended.actor, now=request.app.state.house.desk.clock.now())
    return Response(status_code=200)


def _way(portal: Portal) -> AtAProvider:
    for way in portal.ways:
        if isinstance(way, AtAProvider):
            return way
    raise NotSignedIn("This house knows no provider.")


def _packed(told: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode("utf-8")).decode("ascii")


def _unpacked(cookie: str) -> dict[str, str]:
    try:
        told = json.loads(base64.urlsafe_b64decode(cookie.encode("ascii")))
    except (binascii.Error, UnicodeError, ValueError):
        raise NotSignedIn("No sign-in was begun in this browser.") from None
    if not isinstance(told, dict) or not all(isinstance(text, str) for text in told.values()):
        raise NotSignedIn("No sign-in was begun in this browser.")
    return told
