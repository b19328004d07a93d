"""Who is barred from access for a time: read, recorded, confirmed by a second person, lifted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from gateway.domain.barring import Barring, Confirmation, Lifting, Whom
from gateway.domain.day import swedish_day
from gateway.domain.errors import StepRefused
from gateway.services.house import House
from gateway.web.api.barring import BarringIn, LiftingIn
from gateway.web.api.wire import After, Id
from gateway.web.portal.asking import FRESH, Attempt, Field, Question, done, page, typed_in
from gateway.web.portal.faults import parsed
from gateway.web.portal.forms import Posted
from gateway.web.portal.paging import Read, a_page, one_of
from gateway.web.portal.steps import named
from gateway.web.portal.visit import Form, Signed, Visit, one_look
from gateway.words.portal.barring import WHOM

router = APIRouter(include_in_schema=False)

HERE: Final = "/barrings"
BAR: Final = "bar"
TRIED: Final = "–"
"""A reason that is never kept: whether a step follows is asked before anybody has given one."""

NEW: Final = Question(
    title="barring.bar",
    lead="barring.bar_lead",
    button="barring.bar_button",
    fields=(
        Field(name="kind", label="barring.kind", kind="choose", options=tuple((one.value, WHOM[one]) for one in Whom)),
        Field(name="whom", label="barring.whom", kind="text", hint="barring.whom_hint"),
        Field(name="because", label="barring.because"),
        Field(name="paragraph", label="barring.paragraph", kind="text"),
        Field(name="from", label="barring.from", kind="date"),
        Field(name="until", label="barring.until", kind="date", hint="barring.until_hint"),
    ),
    grave=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What can be done with a barring on record. `follows` tries it: it raises StepRefused where it does not follow."""

    name: str
    verb: str
    question: Question
    follows: Callable[[Barring, Visit], object]
    deed: Callable[[House, str, Form], object]


def _lift(rooms: House, id: str, form: Form) -> object:
    because = parsed(LiftingIn, {"because": form.one("because")}).because
    return rooms.barring.lift(id, because=because, by=form.visit.actor)


STEPS: Final[Sequence[Step]] = (
    Step(
        name="confirmation",
        verb="confirm-barring",
        question=Question(
            title="barring.confirm", lead="barring.confirm_lead", button="barring.confirm_button", grave=True
        ),
        follows=lambda one, visit: one.confirmed(Confirmation(by=visit.actor.id, on=swedish_day(visit.now))),
        deed=lambda rooms, id, form: rooms.barring.confirm(id, by=form.visit.actor),
    ),
    Step(
        name="lifting",
        verb="lift-barring",
        question=Question(
            title="barring.lift",
            lead="barring.lift_lead",
            button="barring.lift_button",
            fields=(Field(name="because", label="barring.because"),),
        ),
        follows=lambda one, visit: one.lifted(Lifting(because=TRIED, by=visit.actor.id, on=swedish_day(visit.now))),
        deed=_lift,
    ),
)


@router.get(HERE)
def read(visit: Signed, after: After = None) -> Response:
    """All of them on record, lifted and past ones too, a page at a time."""
    barrings = a_page(_listed(visit), after=after)
    may = visit.may(BAR, *(step.verb for step in STEPS))
    today = swedish_day(visit.now)
    return visit.page(
        "barrings.html",
        lines=[
            (one, stands(one, on=today), [step for step in STEPS if step.verb in may and _can_follow(step, one, visit)])
            for one in barrings.items
        ],
        last=barrings.last,
        records=BAR in may,
        whom=WHOM,
    )


@router.get("/barrings/new")
@one_look
def ask_new(visit: Signed) -> Response:
    """Whom, why, by which law, and how long."""
    return _new(visit, FRESH)


@router.post("/barrings/new")
def bar(form: Posted) -> Response:
    """Put it on record; nobody is barred until somebody else confirms it."""
    visit = form.visit

    def deed() -> None:
        told = parsed(BarringIn, typed_in(form, NEW))
        visit.rooms.barring.bar(
            kind=told.kind,
            whom=told.whom,
            because=told.because,
            paragraph=told.paragraph,
            begins=told.begins,
            until=told.until,
            by=visit.actor,
        )

    return done(form, deed, to=HERE, shown=lambda attempt: _new(visit, attempt))


@router.get("/barrings/{id}/{step}")
@one_look
def ask(visit: Signed, id: Id, step: Id) -> Response:
    """One step, and what it asks for."""
    return _shown(visit, id, named(STEPS, step), FRESH)


@router.post("/barrings/{id}/{step}")
def take(form: Posted, id: Id, step: Id) -> Response:
    """Take it."""
    taken = named(STEPS, step)
    return done(
        form,
        lambda: taken.deed(form.visit.rooms, id, form),
        to=HERE,
        shown=lambda attempt: _shown(form.visit, id, taken, attempt),
    )


def stands(barring: Barring, *, on: date) -> tuple[str, str]:
    """The word for it, and how that looks."""
    if barring.lifting is not None:
        return "barring.lifted", "calm"
    if barring.confirmation is None:
        return "barring.unconfirmed", "yours"
    if on < barring.begins:
        return "barring.coming", "waiting"
    return ("barring.over", "calm") if on > barring.until else ("barring.in_force", "stopped")


def _new(visit: Visit, attempt: Attempt) -> Response:
    return page(visit, NEW, attempt=attempt, back=(HERE, "barring.to_barrings"), offered=BAR in visit.may(BAR))


def _shown(visit: Visit, id: str, step: Step, attempt: Attempt) -> Response:
    barring = one_of(_listed(visit), id)
    if barring is None:
        raise HTTPException(404)
    return page(
        visit,
        step.question,
        attempt=attempt,
        back=(HERE, "barring.to_barrings"),
        offered=_can_follow(step, barring, visit) and step.verb in visit.may(step.verb),
    )


def _listed(visit: Visit) -> Read[Barring]:
    return lambda after, limit: visit.rooms.barring.list(after=after, limit=limit, by=visit.actor)


def _can_follow(step: Step, barring: Barring, visit: Visit) -> bool:
    try:
        step.follows(barring, visit)
    except StepRefused:
        return False
    return True
