"""Errors as pages: the same tree and the same words as over the API, for whoever came with a browser."""

from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from gateway.domain.errors import GatewayError, NeighbourUnavailable, NotSignedIn, Refused
from gateway.ports.rules import Question
from gateway.web import problems
from gateway.web.portal.signing_in import where_to_sign_in
from gateway.web.portal.visit import Visit, anybody, see, tongue
from gateway.web.problems import Problem, described
from gateway.words.language import Language, said
from gateway.words.portal import PORTAL

OF_MACHINES = ("/api/", "/health", "/ready", "/static/")
"""Where nobody comes with a browser to read."""


DETAILS: Final = {"too-large": "trouble.too_large", "gateway": "trouble.unexpected"}
"""What a page says otherwise than the API: whoever reads it has a page to go back to."""


def install(app: FastAPI) -> None:
    """What is asked of a page is answered by a page; everything else as before."""
    for kind in (GatewayError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _answered)
    app.state.page_of = page_of


def page_of(request: Request, code: str, status: int) -> Response | None:
    """A page for what no page answers: too much sent, or a fault that nobody expected; None for a machine."""
    if request.url.path.startswith(OF_MACHINES):
        return None
    language = tongue(request)
    detail = said(PORTAL[DETAILS[code]], language) if code in DETAILS else None
    problem = Problem.of(code, language, status=status, detail=detail)
    try:
        visit = _known(request) or anybody(request)
    except Exception:
        # Whatever broke may be what says who it is: then the page is nobody's, and still a page.
        visit = _nobody(request)
    return visit.page("trouble.html", status=status, problem=problem)


def _answered(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(OF_MACHINES):
        return problems.answered(request, error)
    if isinstance(error, NotSignedIn):
        return see(where_to_sign_in(_back(request)))
    language = tongue(request)
    found = _told(request, error, language)
    return _visit(request, error).page("trouble.html", status=found.status, problem=found)


def _told(request: Request, error: Exception, language: Language) -> Problem:
    if isinstance(error, HTTPException) and error.status_code == 403:
        return Problem.of("form-unknown", language, status=403)
    if isinstance(error, Refused) and _is_a_look(error):
        return Problem.of("not-found", language, status=404)
    if isinstance(error, RequestValidationError) and request.method == "GET":
        # An address that is not of its form leads nowhere.
        return Problem.of("not-found", language, status=404)
    return described(request, error, language)


def _is_a_look(refused: Refused) -> bool:
    """What somebody may not read is not there for them, whether they asked for it or sent a form to it."""
    verb = (refused.facts or {}).get("verb", "")
    return refused.ruling.question == Question.ACT.value and str(verb).startswith("read")


def _back(request: Request) -> str:
    # What a form was sent to cannot be asked for again: its page can, where the browser says which it was.
    if request.method == "GET":
        query = request.url.query
        return f"{request.url.path}?{query}" if query else request.url.path
    return "/"


def _visit(request: Request, error: Exception) -> Visit:
    """The visit so far; without a session where the store itself is what does not answer."""
    known = _known(request)
    if known is not None:
        return known
    if isinstance(error, NeighbourUnavailable):
        return _nobody(request)
    try:
        return anybody(request)
    except NeighbourUnavailable:
        return _nobody(request)


def _known(request: Request) -> Visit | None:
    found: Visit | None = getattr(request.state, "visit", None)
    return found


def _nobody(request: Request) -> Visit:
    state = request.app.state
    return Visit(
        request=request,
        rooms=state.house,
        portal=state.portal,
        language=tongue(request),
        now=state.house.desk.clock.now(),
    )
