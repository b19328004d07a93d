"""A permit in its time: what is decided on it after it was issued."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.disclosure_review import Outcome
from gateway.domain.permit import Permit
from gateway.web.api.permit import AnswerIn, RevocationIn
from gateway.web.api.wire import Id
from gateway.web.portal.asking import FRESH, Attempt, Field, Question, page
from gateway.web.portal.faults import parsed
from gateway.web.portal.forms import Posted
from gateway.web.portal.steps import Step, ask_again, named, taken, that_follow
from gateway.web.portal.telling import day
from gateway.web.portal.visit import Form, Signed, Visit, one_look
from gateway.words.language import said
from gateway.words.portal import PORTAL
from gateway.words.portal.term import ANSWERS

router = APIRouter(include_in_schema=False)


def _revoke(form: Form, id: str, typed: Mapping[str, Any]) -> object:
    return form.visit.rooms.permit.revoke(id, because=parsed(RevocationIn, typed).because, by=form.visit.actor)


def _decide(form: Form, id: str, typed: Mapping[str, Any]) -> object:
    told = parsed(AnswerIn, typed)
    rooms = form.visit.rooms.permit
    return rooms.decide_extension(id, outcome=told.outcome, reasons=told.because, by=form.visit.actor)


STEPS: Final[Sequence[Step[Permit]]] = (
    Step(
        name="extension",
        verb="decide-extension",
        question=Question(
            title="term.extension",
            lead="term.extension_lead",
            button="term.extension_button",
            fields=(
                Field(
                    name="outcome",
                    label="term.outcome",
                    kind="choose",
                    options=tuple((one.value, ANSWERS[one]) for one in Outcome),
                ),
                Field(name="because", label="term.because", hint="term.project_reads"),
            ),
        ),
        follows=lambda permit: permit.waiting is not None and not permit.is_ended,
        deed=_decide,
    ),
    Step(
        name="ask-again",
        verb="ask-again",
        question=Question(title="term.ask_again", lead="term.ask_again_lead", button="term.ask_again_button"),
        follows=lambda permit: bool(permit.held_because),
        deed=ask_again,
    ),
    Step(
        name="revocation",
        verb="revoke",
        question=Question(
            title="term.revoke",
            lead="term.revoke_lead",
            button="term.revoke_button",
            fields=(Field(name="because", label="term.because", hint="term.project_reads"),),
            grave=True,
        ),
        follows=lambda permit: not permit.is_ended,
        deed=_revoke,
    ),
)


@router.get("/permits/{id}/term/{step}")
@one_look
def ask(visit: Signed, id: Id, step: Id) -> Response:
    """One step, and what it asks for."""
    return _shown(visit, id, named(STEPS, step), FRESH)


@router.post("/permits/{id}/term/{step}")
def take(form: Posted, id: Id, step: Id) -> Response:
    """Take it."""
    chosen = named(STEPS, step)
    return taken(chosen, id, form, to=f"/permits/{id}", shown=lambda attempt: _shown(form.visit, id, chosen, attempt))


def offered(visit: Visit, permit: Permit) -> Sequence[Step[Permit]]:
    """The steps that can follow now, and that the rules would let this visitor take."""
    return that_follow(STEPS, permit, may=lambda verbs: visit.rooms.offer.on_permit(permit.id, verbs, by=visit.actor))


def _shown(visit: Visit, id: str, step: Step[Permit], attempt: Attempt) -> Response:
    permit = visit.rooms.permit.read(id, by=visit.actor)
    waiting = permit.waiting
    facts = []
    if step.name == "extension" and waiting is not None:
        facts = [
            (said(PORTAL["term.until"], visit.language), day(waiting.until, visit.language)),
            (said(PORTAL["term.why"], visit.language), waiting.because),
        ]
    return page(
        visit,
        step.question,
        attempt=attempt,
        back=(f"/permits/{id}", "term.to_permit"),
        offered=step in offered(visit, permit),
        facts=facts,
    )
