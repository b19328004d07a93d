"""
Errors as HTTP answers (RFC 9457), by one table.

What an answer says: what kind of trouble, which rule or which place, what to do now; never a value that was sent.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    for kind in (GatewayError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong, in words: for the API as a document, for the portal as a page. `more` is what its kind adds."""

    code: str
    status: int
    title: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        code: str,
        language: Language,
        *,
        status: int,
        detail: str | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> "Problem":
        """In that language; the code's own sentence where no other is given."""
        words = ERRORS[code]
        title, sentence = said(words.title, language), detail or said(words.sentence, language)
        return cls(code=code, status=status, title=title, detail=sentence, headers=headers or {}, more=more)

    def answer(self, request: Request, language: Language) -> JSONResponse:
        """In the form of RFC 9457."""
        content = {
            "type": f"urn:slussen:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": request.url.path,
            "code": self.code,
            **self.more,
        }
        told = {"Content-Language": language.value, **self.headers}
        return JSONResponse(content, status_code=self.status, media_type=MEDIA_TYPE, headers=told)


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
    language = language_of(request)
    found = Problem.of(code, language, status=status, detail=detail, headers=headers, **more)
    return found.answer(request, language)


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


def sentence_of(error: Invalid, language: Language) -> str:
    """The error's own sentence is the most exact one, and English; Swedish readers get the reason's."""
    known = REASONS.get(error.reason)
    return said(known, language) if known and language is Language.SV else error.sentence


def described(request: Request, error: Exception, language: Language) -> Problem:
    """Any error that leaves a route, in words. Raises it again where it is none of the house's or the framework's."""
    match error:
        case GatewayError():
            return _of_the_house(request, error, language)
        case RequestValidationError():
            return _malformed(error, language)
        case HTTPException():
            code = _BY_STATUS.get(error.status_code, "gateway")
            return Problem.of(code, language, status=error.status_code, headers=error.headers)
        case _:
            raise error


def answered(request: Request, error: Exception) -> JSONResponse:
    """Any error that leaves a route of the API."""
    language = language_of(request)
    return described(request, error, language).answer(request, language)


def _of_the_house(request: Request, error: GatewayError, language: Language) -> Problem:
    match error:
        case Refused() if _hides(request, error):
            return Problem.of("not-found", language, status=404)
        case Refused():
            told = refusals(error.because, language)
            sentences = " ".join(refusal["sentence"] for refusal in told)
            return Problem.of(error.code, language, status=403, detail=sentences, refusals=told)
        case Invalid():
            where = pointer(error.where.strip("/").split("/"))
            sentence = sentence_of(error, language)
            return Problem.of(error.code, language, status=422, detail=sentence, where=where, reason=error.reason)
        case Stale():
            status = 412 if "if-match" in request.headers else 409
            return Problem.of(error.code, language, status=status)
        case NotSignedIn():
            return Problem.of(error.code, language, status=401, headers={"WWW-Authenticate": "Bearer"})
        case NeighbourUnavailable():
            return _silent(error, language)
        case LedgerBroken():
            return Problem.of(error.code, language, status=500, places=list(error.places))
        case StepRefused():
            return Problem.of(error.code, language, status=409, detail=_own(error, language))
        case _:
            return Problem.of(error.code, language, status=STATUSES.get(type(error), 500))


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


def _silent(error: NeighbourUnavailable, language: Language) -> Problem:
    retry, detail, more = {"Retry-After": str(RETRY_SECONDS)}, None, {"neighbour": error.neighbour}
    if isinstance(error, RulesVoid):
        detail, more["reason"] = said(REASONS[error.reason], language), error.reason
    return Problem.of(error.code, language, status=503, detail=detail, headers=retry, **more)


def _malformed(error: RequestValidationError, language: Language) -> Problem:
    faults = [_fault(found, language) for found in error.errors()]
    first = faults[0]
    return Problem.of(
        "invalid",
        language,
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


def _own(error: GatewayError, language: Language) -> str:
    return said(ERRORS[error.code].sentence, language) if language is Language.SV else error.sentence
