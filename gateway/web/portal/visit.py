"""What a page knows of its visitor: who is signed in, in which language, and how a page is shown to them."""

import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import wraps
from hashlib import sha256
from hmac import compare_digest, new
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from gateway.domain.actor import Actor
from gateway.domain.errors import NotSignedIn
from gateway.domain.session import Session
from gateway.ports.sessions import Sessions
from gateway.services.house import House
from gateway.web.portal.assets import takes_gzip
from gateway.web.portal.navigation import Place, places
from gateway.web.portal.rendering import environment
from gateway.words.language import Language, preferred

COOKIE: Final = "__Host-slussen"
LANGUAGE_COOKIE: Final = "__Host-slussen-language"
CLOSED: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",  # with none at all, a browser would not say of a form where it came from
}
"""What a page may reach: this house alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """What the pages need beside the house. `ways` are the ways to sign in that this house knows."""

    sessions: Sessions
    ways: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """
    One call by a browser. `session` is None where nobody is signed in; `ended` is one that no longer holds.

    `acting` is whoever signed in, with what the house has on record of their roles today.
    """

    request: Request
    rooms: House
    portal: Portal
    language: Language
    now: datetime
    session: Session | None = None
    acting: Actor | None = None
    ended: Session | None = None

    @property
    def actor(self) -> Actor:
        """Whoever is signed in. Raises NotSignedIn."""
        return self.acting or self.signed.actor

    @property
    def signed(self) -> Session:
        """The session. Raises NotSignedIn."""
        if self.session is None:
            raise NotSignedIn("Nobody is signed in to the portal.")
        return self.session

    @property
    def here(self) -> str:
        """This page's own address: path and question, never the host."""
        path, query = self.request.url.path, self.request.url.query
        return f"{path}?{query}" if query else path

    def may(self, *verbs: str) -> frozenset[str]:
        """Those that the rules would let this person do, about nothing in particular or for a controller of theirs."""
        return self.rooms.offer.at_own(verbs, by=self.actor)

    @property
    def places(self) -> Sequence[Place]:
        """The places of the portal that stand in the head of this visitor's pages; none before signing in."""
        return () if self.session is None else places(self.may)

    def keep(self, name: str, value: Any) -> None:
        """Keep that for this person while the session lasts; None takes it away. The last of two calls at once wins."""
        session = self.signed
        while self.portal.sessions.save(session.keeping(name, value)) is None:
            found = self.portal.sessions.get(session.id)
            if found is None or not found.holds(self.now):
                raise NotSignedIn("The session ended meanwhile.")
            session = found

    def end(self, session: Session) -> None:
        """That session is over, also where another call touched it in this moment."""
        standing: Session | None = session
        while standing is not None and standing.ended_at is None:
            if self.portal.sessions.save(standing.ended(self.now)) is not None:
                return
            standing = self.portal.sessions.get(session.id)

    def kept(self, name: str, otherwise: Any = None) -> Any:
        """What is kept under that name."""
        return self.signed.kept.get(name, otherwise)

    def form_token(self) -> str:
        """What each form carries: another one on each page, so that a packed page does not tell it bit by bit."""
        salt = self.portal.sessions.secret()
        return f"{salt}.{_mark(self.signed, salt)}"

    def form_mark(self) -> str:
        """What a form carries that is done once, however often it is sent: another one on each page."""
        return self.portal.sessions.secret()

    def page(self, template: str, /, *, status: int = 200, **told: Any) -> Response:
        """That template, in the visitor's language."""
        written = environment().get_template(template).render(visit=self, language=self.language, **told)
        content, headers = (
            written.encode("utf-8"),
            {**CLOSED, "Content-Language": self.language.value, "Vary": "Cookie"},
        )
        if takes_gzip(self.request):
            content = gzip.compress(content, compresslevel=5, mtime=0)
            headers["Content-Encoding"] = "gzip"
        return Response(content, status_code=status, media_type="text/html; charset=utf-8", headers=headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a form sent, once it is known to have come from a page of this visitor's; texts, without outer blanks."""

    visit: Visit
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The text of that field; empty where it was not sent."""
        return next(iter(self.fields.get(name, ())), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every text of that field."""
        return self.fields.get(name, ())


def anybody(request: Request) -> Visit:
    """Whoever it is, signed in or not."""
    portal: Portal = request.app.state.portal
    rooms: House = request.app.state.house
    now = rooms.desk.clock.now()
    found = _found(portal.sessions, request, now)
    holds = found is not None and found.holds(now)
    acting = rooms.assignment.acting(found.actor) if found is not None and holds else None
    if acting is not None:
        request.state.actor = acting
    visit = Visit(
        request=request,
        rooms=rooms,
        portal=portal,
        language=tongue(request),
        now=now,
        session=found if holds else None,
        acting=acting,
        ended=None if holds else found,
    )
    request.state.visit = visit
    return visit


def signed_in(visit: Annotated[Visit, Depends(anybody)]) -> Visit:
    """Raises NotSignedIn: the visitor is then shown where to sign in."""
    _ = visit.signed
    return visit


def one_look(page: Callable[..., Response]) -> Callable[..., Response]:
    """
    A page that is one look (`services/looking.py`): told to the ledger in one commit, before anything is sent.

    The page has a `visit` among its parameters, and is called by their names, as the web's routes call it.
    """

    @wraps(page)
    def looked(*, visit: Visit, **told: object) -> Response:
        with visit.rooms.looking() as rooms:
            return page(visit=replace(visit, rooms=rooms), **told)

    return looked


def tongue(request: Request) -> Language:
    """As chosen; else as the browser asks; else Swedish."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in set(Language):
        return Language(chosen)
    return preferred(request.headers.get("accept-language", ""), otherwise=Language.SV)


def local(address: str) -> str:
    """That address where it is a page of this house, else the first page: nobody is sent elsewhere from here."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain and not parts.scheme and not parts.netloc and "\\" not in address else "/"


def see(address: str) -> RedirectResponse:
    """After a form: go and look there (303). The address is one of ours."""
    return RedirectResponse(address, status_code=303)


def id_of(secret: str) -> str:
    """Under which a session is kept whose cookie holds that."""
    return sha256(secret.encode("utf-8")).hexdigest()


def token_holds(token: str, session: Session) -> bool:
    """Whether a form's token was made for that session."""
    salt, _, mark = token.partition(".")
    return bool(mark) and compare_digest(mark.encode("utf-8"), _mark(session, salt).encode("utf-8"))


def from_this_house(request: Request) -> bool:
    """Whether the browser says that a form was sent from a page of this house; silence is no."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return site == "same-origin"
    return urlsplit(origin).netloc == request.headers.get("host", "")


def _mark(session: Session, salt: str) -> str:
    return new(session.csrf.encode("utf-8"), salt.encode("utf-8"), sha256).hexdigest()


def _found(sessions: Sessions, request: Request, now: datetime) -> Session | None:
    secret = request.cookies.get(COOKIE, "")
    found = sessions.get(id_of(secret)) if secret else None
    if found is None or not found.holds(now):
        return found
    seen = found.seen(now)
    return found if seen is found else sessions.save(seen) or sessions.get(found.id)


Guest = Annotated[Visit, Depends(anybody)]
Signed = Annotated[Visit, Depends(signed_in)]
