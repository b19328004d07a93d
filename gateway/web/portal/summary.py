"""The whole application before it is submitted: what the rules and the ethics decision say of it; submit, withdraw."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from catalog.errors import SelectionFault
from catalog.selection import check_cohort
from gateway.domain.access_request import STEPS, AccessRequest, Status
from gateway.domain.coverage import Coverage, State
from gateway.domain.errors import Invalid, NeighbourUnavailable
from gateway.domain.ruling import Ruling
from gateway.web.api.wire import Id
from gateway.web.portal.application_form import DECLARATIONS, PURPOSES, QUESTIONS, document
from gateway.web.portal.asking import FRESH, Attempt, unfit
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import CLOSED, Signed, Visit, one_look, see
from gateway.web.portal.writing import in_words, save
from gateway.web.problems import pointer, sentence_of
from gateway.words.coverage import COVERAGES
from gateway.words.language import said
from gateway.words.portal import PORTAL

router = APIRouter(include_in_schema=False)

MENDED_AT: Mapping[str, str] = {
    "E05-people-approved": "people",
    "E06-within-approved-scope": "variables",
    "E07-cohort-within-approval": "size",
    "M01-columns-justified": "variables",
    "M02-pseudonyms-justified": "format",
    "M04-text-profile-chosen": "format",
    "M03-criteria-searchable": "cohort",
    "P01-purpose-listed": "purpose",
    "P04-purpose-of-its-kind": "purpose",
    "P02-prohibited-uses-declared": "declarations",
    "T02-people-trained": "people",
}
"""Where an answer may find a missing ground; the others are found elsewhere than in the form."""
OFFERED = ("draft", "submit", "withdraw")


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What the rules would say now, and how the approval stands to it; `trouble` where they could not be asked."""

    ruling: Ruling | None
    coverage: Sequence[Coverage]
    trouble: str


@router.get("/requests/{id}/summary")
@one_look
def summary(id: Id, visit: Signed) -> Response:
    """Everything that is written, with what the rules say of it before anybody asks them in earnest."""
    return _summary(visit, visit.rooms.access_request.read(id, by=visit.actor))


@router.post("/requests/{id}/submit")
def submit(id: Id, form: Posted) -> Response:
    """What was read on the page is submitted, once; where it is another by now, the page is shown again (409)."""
    visit = form.visit
    request = visit.rooms.access_request.read(id, by=visit.actor)
    if request.status is Status.SUBMITTED:
        return see(f"/requests/{id}")
    if form.one("revision") != str(request.revision):
        return _summary(visit, request, changed=True)
    visit.rooms.access_request.submit(id, by=visit.actor)
    return see(f"/requests/{id}")


@router.get("/requests/{id}/withdraw")
@one_look
def ask_withdrawal(id: Id, visit: Signed) -> Response:
    """Is it really to be withdrawn?"""
    request = visit.rooms.access_request.read(id, by=visit.actor)
    return visit.page("withdraw.html", request=request)


@router.post("/requests/{id}/withdraw")
def withdraw(id: Id, form: Posted) -> Response:
    """Taken back; once it is, it is."""
    visit = form.visit
    if visit.rooms.access_request.read(id, by=visit.actor).status is not Status.WITHDRAWN:
        visit.rooms.access_request.withdraw(id, by=visit.actor)
    return see(f"/requests/{id}")


@router.get("/requests/{id}/cohort.json")
def cohort_out(id: Id, visit: Signed) -> Response:
    """The cohort in its native form, as a file."""
    request = visit.rooms.access_request.read(id, by=visit.actor)
    written = json.dumps(dict(request.application.selection.cohort), ensure_ascii=False, indent=2)
    headers = {**CLOSED, "Content-Disposition": f'attachment; filename="cohort-{id}.json"'}
    return Response(written, media_type="application/json", headers=headers)


@router.get("/requests/{id}/write-json")
@one_look
def cohort_json(id: Id, visit: Signed) -> Response:
    """The cohort as text, to be pasted over."""
    request = visit.rooms.access_request.read(id, by=visit.actor)
    return _json(visit, request, json.dumps(dict(request.application.selection.cohort), ensure_ascii=False, indent=2))


@router.post("/requests/{id}/write-json")
def cohort_in(id: Id, form: Posted) -> Response:
    """The cohort as it was pasted; what its form does not know is told with its place."""
    visit = form.visit
    request = visit.rooms.access_request.read(id, by=visit.actor)
    try:
        cohort: Any = json.loads(form.one("cohort"))
    except (ValueError, RecursionError):
        cohort = None
    if not isinstance(cohort, dict):
        sentence = said(PORTAL["writing.json_broken"], visit.language)
        return _json(visit, request, form.one("cohort"), unfit(visit, {"cohort": sentence}))
    catalog = visit.rooms.desk.catalog
    try:
        check_cohort(cohort, [found for name in request.datasets if (found := catalog.dataset(name))])
    except SelectionFault as fault:
        wrong = Invalid(fault.sentence, where=fault.where, reason=fault.reason)
        place = pointer(fault.where.strip("/").split("/"))
        told = f"{sentence_of(wrong, visit.language)} ({place})"
        return _json(visit, request, form.one("cohort"), unfit(visit, {"cohort": told}))
    return save(form, request, {**document(request.application), "cohort": cohort}, question="cohort")


def _json(visit: Visit, request: AccessRequest, text: str, attempt: Attempt = FRESH) -> Response:
    return visit.page("write_json.html", status=attempt.status, request=request, text=text, attempt=attempt)


def _summary(visit: Visit, request: AccessRequest, *, changed: bool = False) -> Response:
    written = document(request.application)
    open_ = request.is_open_to_writing
    foreseen = _foreseen(visit, request.id) if open_ else Foreseen(ruling=None, coverage=(), trouble="")
    missing = sorted(foreseen.ruling.missing) if foreseen.ruling else []
    return visit.page(
        "summary.html",
        status=409 if changed else 200,
        request=request,
        written=written,
        changed=changed,
        open=open_,
        ruling=foreseen.ruling,
        missing=missing,
        mended=list(dict.fromkeys(MENDED_AT[code] for code in missing if code in MENDED_AT)),
        warnings=sorted(foreseen.ruling.warnings) if foreseen.ruling else [],
        covered=[one for one in foreseen.coverage if one.state is State.COVERED],
        uncovered=[one for one in foreseen.coverage if one.state is not State.COVERED],
        coverages=COVERAGES,
        trouble=foreseen.trouble,
        known=PORTAL,
        questions=list(QUESTIONS),
        purposes=PURPOSES,
        declarations=DECLARATIONS,
        words=in_words(written["cohort"]),
        tables=_tables(written["columns"]),
        may_withdraw=Status.WITHDRAWN in STEPS[request.status],
        offered=visit.rooms.offer.on_request(request.id, OFFERED, by=visit.actor),
    )


def _foreseen(visit: Visit, id: str) -> Foreseen:
    try:
        coverage = visit.rooms.access_request.compare(id, by=visit.actor)
        ruling = visit.rooms.access_request.check(id, by=visit.actor)
    except Invalid as fault:
        return Foreseen(ruling=None, coverage=(), trouble=sentence_of(fault, visit.language))
    except NeighbourUnavailable:
        return Foreseen(ruling=None, coverage=(), trouble=said(PORTAL["writing.unasked"], visit.language))
    return Foreseen(ruling=ruling, coverage=coverage, trouble="")


def _tables(columns: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    by_table = groupby(columns, key=lambda column: f"{column['dataset']}.{column['table']}")
    return [(table, list(of)) for table, of in by_table]
