"""
Errors as HTTP answers (RFC 9457), by one table.

What an answer says: what kind of trouble, which rule or which place, what to do now; never a value that was sent.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from gateway.domain.actor import Actor, Role
from gateway.domain.errors import (
    GatewayError,
    Invalid,
    LedgerBroken,
    Misconfigured,
    NeighbourUnavailable,
    NotFound,
    NotSignedIn,
    Refused,
    RulesVoid,
    Stale,
    StepRefused,
)
from gateway.ports.rules import Question
from gateway.web.context import language_of
from gateway.words.errors import ERRORS
from gateway.words.language import Language, said
from gateway.words.reasons import REASONS
from gateway.words.refusals import REFUSALS

STATUSES: Mapping[type[GatewayError], int] = {
    Refused: 403,
    StepRefused: 409,
    Invalid: 422,
    NotFound: 404,
    Stale: 409,
    NotSignedIn: 401,
    NeighbourUnavailable: 503,
    RulesVoid: 503,
    LedgerBroken: 500,
    Misconfigured: 500,
    GatewayError: 500,
}
"""Every error of the tree. Stale is 412 where the caller said which version it read (`If-Match`)."""

READERS = frozenset({Role.RESEARCHER, Role.STEWARD, Role.BIOBANK_HEAD, Role.COORDINATOR, Role.AUDITOR})
"""Who may read requests at all, each within their reach."""

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
A_PROBLEM: dict[str, Any] = {
    "description": "A problem (RFC 9457): what kind of trouble, which rule or which place, what to do now.",
    "content": {
        MEDIA_TYPE: {
            "example": {
                "type": "urn:slussen:problem:invalid",
                "title": "What was sent is not well formed",
                "status": 422,
                "detail": "The catalog has no such dataset.",
                "instance": "/api/v1/access-requests",
                "code": "invalid",
                "where": "/columns/0/dataset",
                "reason": "unknown-dataset",
            }
        }
    },
}
_PLAIN_STEP = re.compile(r"[a-z][a-z_]{0,40}|\d{1,6}")
_BY_STATUS = {401: "not-signed-in", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}


def install(app: FastAPI) -> None:
    """Every error that leaves a route becomes one of these answers."""
    app.add_exception_handler(GatewayError, _gateway_error)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _of_the_framework)


def problem(
    request: Request,
    code: str,
    *,
    status: int,
    detail: str | None = None,
    headers: Mapping[str, str] | None = None,
    **more: object,
) -> JSONResponse:
    """One answer in the form of RFC 9457, in the caller's language."""
    language, words = language_of(request), ERRORS[code]
    content = {
        "type": f"urn:slussen:problem:{code}",
        "title": said(words.title, language),
        "status": status,
        "detail": detail or said(words.sentence, language),
        "instance": request.url.path,
        "code": code,
        **more,
    }
    told = {"Content-Language": language.value, **(headers or {})}
    return JSONResponse(content, status_code=status, media_type=MEDIA_TYPE, headers=told)


def refusals(codes: Iterable[str], language: Language) -> list[dict[str, str]]:
    """Each missing ground in words: what, by which paragraph, and what to do now."""
    swedish = language is Language.SV
    found = []
    for code in codes:
        words = REFUSALS.get(code)
        found.append(
            {
                "code": code,
                "sentence": (words.sv if swedish else words.en) if words else code,
                "paragraph": words.paragraph if words else "",
                "next_step": (words.next_step_sv if swedish else words.next_step_en) if words else "",
            }
        )
    return found


def pointer(steps: Sequence[object]) -> str:
    """A JSON path in which only plain names stand: a key that somebody made up may itself be a number of a person."""
    return "/" + "/".join(step if _PLAIN_STEP.fullmatch(step) else "…" for step in map(str, steps))


def _gateway_error(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, GatewayError):
        raise error
    language = language_of(request)
    match error:
        case Refused() if _hides(request, error):
            return problem(request, "not-found", status=404)
        case Refused():
            told = refusals(error.because, language)
            sentences = " ".join(refusal["sentence"] for refusal in told)
            return problem(request, error.code, status=403, detail=sentences, refusals=told)
        case Invalid():
            where = pointer(error.where.strip("/").split("/"))
            sentence = _of(error, language)
            return problem(request, error.code, status=422, detail=sentence, where=where, reason=error.reason)
        case Stale():
            status = 412 if "if-match" in request.headers else 409
            return problem(request, error.code, status=status)
        case NotSignedIn():
            return problem(request, error.code, status=401, headers={"WWW-Authenticate": "Bearer"})
        case NeighbourUnavailable():
            return _silent(request, error)
        case LedgerBroken():
            return problem(request, error.code, status=500, places=list(error.places))
        case StepRefused():
            return problem(request, error.code, status=409, detail=_own(error, language))
        case _:
            return problem(request, error.code, status=STATUSES.get(type(error), 500))


def _hides(request: Request, refused: Refused) -> bool:
    """
    What is not for somebody to see is not there: the permission to read was refused, or a researcher reached for a
    project of others. An officer who may not act on what an officer may see is told so.
    """
    if refused.ruling.question != Question.ACT.value:
        return False
    actor: Actor | None = getattr(request.state, "actor", None)
    roles = set(actor.roles) if actor else set()
    out_of_reach = "W01-may-act" not in refused.because
    if request.method == "GET":
        return out_of_reach or not roles & READERS
    return out_of_reach and roles <= {Role.RESEARCHER}


def _silent(request: Request, error: NeighbourUnavailable) -> JSONResponse:
    retry, detail, more = {"Retry-After": str(RETRY_SECONDS)}, None, {"neighbour": error.neighbour}
    if isinstance(error, RulesVoid):
        detail, more["reason"] = said(REASONS[error.reason], language_of(request)), error.reason
    return problem(request, error.code, status=503, detail=detail, headers=retry, **more)


def _malformed(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    language = language_of(request)
    faults = [_fault(found, language) for found in error.errors()]
    first = faults[0]
    return problem(
        request,
        "invalid",
        status=422,
        detail=first["sentence"],
        where=first["where"],
        reason=first["reason"],
        faults=faults,
    )


def _fault(found: Mapping[str, Any], language: Language) -> dict[str, str]:
    reason = str(found["type"]).replace("_", "-")
    steps = [step for step in found["loc"] if step != "body"]
    known = REASONS.get(reason) or (ERRORS["invalid"].sentence if language is Language.SV else None)
    sentence = said(known, language) if known else f"{found['msg']}."
    return {"where": pointer(steps), "reason": reason, "sentence": sentence}


def _of_the_framework(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    code = _BY_STATUS.get(error.status_code, "gateway")
    return problem(request, code, status=error.status_code, headers=error.headers)


def _of(error: Invalid, language: Language) -> str:
    """The error's own sentence is the most exact one, and English; Swedish readers get the reason's."""
    known = REASONS.get(error.reason)
    return said(known, language) if known and language is Language.SV else error.sentence


def _own(error: GatewayError, language: Language) -> str:
    return said(ERRORS[error.code].sentence, language) if language is Language.SV else error.sentence
