"""The coordinator's pages: everything under way at a glance, one request's completeness and routing, and each step."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from catalog.model import Words
from gateway.domain.access_request import STEPS, AccessRequest, Status
from gateway.domain.deadline import Deadline, Duty
from gateway.domain.errors import Invalid, NeighbourUnavailable
from gateway.domain.judgement import JUDGEABLE, Finding
from gateway.domain.ruling import Ruling
from gateway.web.api.access_request import SendBackIn
from gateway.web.api.deadline import ProlongationIn, PublicationIn
from gateway.web.api.decision import JudgementIn
from gateway.web.api.wire import Id
from gateway.web.portal.asking import FRESH, Attempt, Field, Question, page
from gateway.web.portal.course import KINDS
from gateway.web.portal.faults import parsed
from gateway.web.portal.forms import Posted
from gateway.web.portal.steps import Step, ask_again, named, taken, that_follow
from gateway.web.portal.visit import Form, Signed, Visit, one_look
from gateway.words import routing
from gateway.words.deadlines import STATES
from gateway.words.lifecycle import OUTCOMES, SAMPLES, STATUSES, UNDECIDED
from gateway.words.portal.coordination import FINDINGS
from gateway.words.portal.matter import SHORT
from gateway.words.refusals import REFUSALS
from gateway.words.versions import FIELDS

router = APIRouter(include_in_schema=False)

MOST_CLOCKS: Final = 500
BACK: Final = "coordination.to_coordination"


def _return(form: Form, id: str, typed: Mapping[str, Any]) -> object:
    because = parsed(SendBackIn, typed).because
    return form.visit.rooms.access_request.send_back(id, because=because, by=form.visit.actor)


def _prolong(form: Form, id: str, typed: Mapping[str, Any]) -> object:
    because = parsed(ProlongationIn, typed).because
    return form.visit.rooms.deadline.prolong(id, because=because, by=form.visit.actor)


def _publish(form: Form, id: str, typed: Mapping[str, Any]) -> object:
    told = parsed(PublicationIn, typed)
    return form.visit.rooms.deadline.record_publication(id, where=told.where, on=told.on, by=form.visit.actor)


def _judge(form: Form, id: str, typed: Mapping[str, Any]) -> object:
    told = parsed(JudgementIn, typed)
    rooms, by = form.visit.rooms.decision, form.visit.actor
    return rooms.judge(id, ground=told.ground, finding=told.finding, reasons=told.reasons, by=by)


GROUNDS: Final = tuple((code, Words(sv=REFUSALS[code].sv, en=REFUSALS[code].en)) for code in JUDGEABLE)

STEPS_OF_A_REQUEST: Final[Sequence[Step[AccessRequest]]] = (
    Step(
        name="return",
        verb="return",
        question=Question(
            title="coordination.return",
            lead="coordination.return_lead",
            button="coordination.return_button",
            fields=(Field(name="because", label="coordination.missing", hint="coordination.applicant_reads"),),
        ),
        follows=lambda request: Status.RETURNED in STEPS[request.status],
        deed=_return,
    ),
    Step(
        name="prolongation",
        verb="prolong",
        question=Question(
            title="coordination.prolong",
            lead="coordination.prolong_lead",
            button="coordination.prolong_button",
            fields=(Field(name="because", label="coordination.because", hint="coordination.applicant_reads"),),
        ),
        follows=lambda request: request.status is Status.SUBMITTED and request.prolonged is None,
        deed=_prolong,
    ),
    Step(
        name="judgement",
        verb="judge",
        question=Question(
            title="coordination.judge",
            lead="coordination.judge_lead",
            button="coordination.judge_button",
            fields=(
                Field(name="ground", label="coordination.ground", kind="choose", options=GROUNDS),
                Field(
                    name="finding",
                    label="coordination.finding",
                    kind="choose",
                    options=tuple((one.value, FINDINGS[one]) for one in Finding),
                ),
                Field(name="reasons", label="coordination.reasons"),
            ),
        ),
        follows=lambda request: request.status in {Status.SUBMITTED, Status.DECIDED},
        deed=_judge,
    ),
    Step(
        name="ask-again",
        verb="ask-again",
        question=Question(
            title="coordination.ask_again",
            lead="coordination.ask_again_lead",
            button="coordination.ask_again_button",
        ),
        follows=lambda request: bool(request.held_because),
        deed=ask_again,
    ),
    Step(
        name="publication",
        verb="record-publication",
        question=Question(
            title="coordination.publish",
            lead="coordination.publish_lead",
            button="coordination.publish_button",
            fields=(
                Field(name="where", label="coordination.where", kind="text"),
                Field(name="on", label="coordination.on", kind="date"),
            ),
        ),
        follows=lambda request: request.status in {Status.DECIDED, Status.REFUSED} and request.publication is None,
        deed=_publish,
    ),
)
"""In the order in which they are shown."""


@router.get("/coordination")
@one_look
def glance(visit: Signed) -> Response:
    """Every part and every clock of what is under way, in one table."""
    rooms, by = visit.rooms, visit.actor
    clocks = rooms.deadline.list(after=None, limit=MOST_CLOCKS, by=by)
    whole = {one.access_request: one for one in clocks if one.duty in {Duty.DECISION, Duty.COMPLETION}}
    matters = sorted(rooms.overview.under_way(by=by), key=lambda one: _place(whole.get(one.request.id)))
    return visit.page(
        "coordination.html",
        matters=matters,
        clocks={(one.access_request, one.controller): one for one in clocks if one.duty is Duty.PART_DECISION},
        whole=whole,
        **_words(visit),
    )


@router.get("/requests/{id}/coordination")
@one_look
def read(visit: Signed, id: Id) -> Response:
    """Whether one request is complete, who decides each part of it until when, and what can be done now."""
    rooms, by = visit.rooms, visit.actor
    request = rooms.access_request.read(id, by=by)
    clocks = rooms.deadline.list(after=None, limit=MOST_CLOCKS, access_request=id, by=by)
    parts = rooms.decision.parts(id, by=by)
    study = rooms.overview.study(id, by=by)
    return visit.page(
        "coordinate.html",
        request=request,
        study=study,
        decisions=study.decisions() if study.ethics_approval else (),
        ruling=_check(visit, request),
        parts=parts,
        routes={one.controller: routing.route(one.route, visit.language) for one in parts if one.route},
        clocks={one.controller: one for one in clocks if one.duty is Duty.PART_DECISION},
        whole=next((one for one in clocks if one.duty is Duty.DECISION), None),
        versions=rooms.access_request.versions(id, by=by) if request.sent_back else None,
        steps=offered(visit, request),
        fields=FIELDS,
        **_words(visit),
    )


@router.get("/requests/{id}/coordination/{step}")
@one_look
def ask(visit: Signed, id: Id, step: Id) -> Response:
    """One step, and what it asks for."""
    return _shown(visit, id, named(STEPS_OF_A_REQUEST, step), FRESH)


@router.post("/requests/{id}/coordination/{step}")
def take(form: Posted, id: Id, step: Id) -> Response:
    """Take it."""
    chosen, to = named(STEPS_OF_A_REQUEST, step), f"/requests/{id}/coordination"
    return taken(chosen, id, form, to=to, shown=lambda attempt: _shown(form.visit, id, chosen, attempt))


def offered(visit: Visit, request: AccessRequest) -> Sequence[Step[AccessRequest]]:
    """The steps that its lifecycle has now and that the rules would let this visitor take."""
    offer = visit.rooms.offer
    return that_follow(
        STEPS_OF_A_REQUEST, request, may=lambda verbs: offer.on_request(request.id, verbs, by=visit.actor)
    )


def _shown(visit: Visit, id: str, step: Step[AccessRequest], attempt: Attempt) -> Response:
    request = visit.rooms.access_request.read(id, by=visit.actor)
    return page(
        visit,
        step.question,
        attempt=attempt,
        back=(f"/requests/{id}/coordination", BACK),
        offered=step in offered(visit, request),
    )


def _check(visit: Visit, request: AccessRequest) -> Ruling | None:
    """What the rules would say if it were submitted now; None where they cannot be asked."""
    try:
        return visit.rooms.access_request.check(request.id, by=visit.actor)
    except (Invalid, NeighbourUnavailable):
        return None


def _place(clock: Deadline | None) -> str:
    return clock.place if clock else "9"


def _words(visit: Visit) -> Mapping[str, Any]:
    return {
        "controllers": visit.rooms.desk.catalog.controllers(),
        "names": SHORT,
        "statuses": STATUSES,
        "kinds": KINDS,
        "outcomes": OUTCOMES,
        "sample_outcomes": SAMPLES,
        "undecided": UNDECIDED,
        "states": STATES,
    }
