"""People whom requests may name: put on record, and the training they have taken."""

from typing import Final

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from gateway.web.api.project import PersonIn, TrainingIn
from gateway.web.api.wire import Mark, Wire
from gateway.web.portal.asking import FRESH, Attempt, Field, Question, done, page, typed_in
from gateway.web.portal.faults import parsed
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Form, Signed, Visit, one_look

router = APIRouter(include_in_schema=False)

VERB: Final = "register-person"
HERE: Final = "/people"
WHO: Final = Field(name="id", label="people.id", kind="text", hint="people.id_hint")
STEPS: Final = {
    "new": Question(
        title="people.register",
        lead="people.register_lead",
        button="people.register_button",
        fields=(
            WHO,
            Field(name="name", label="people.name", kind="text"),
            Field(name="organisation", label="people.organisation", kind="text"),
        ),
    ),
    "training": Question(
        title="people.train",
        lead="people.train_lead",
        button="people.train_button",
        fields=(
            WHO,
            Field(name="on", label="people.on", kind="date"),
            Field(name="until", label="people.until", kind="date"),
        ),
    ),
}


class Named(Wire):
    """Who it is about."""

    id: Mark


@router.get(HERE)
def read(visit: Signed) -> Response:
    """What can be put on record, for whoever may."""
    return visit.page(
        "people.html",
        steps=STEPS if VERB in visit.may(VERB) else {},
        recorded=visit.request.query_params.get("recorded") == "yes",
    )


@router.get("/people/{step}")
@one_look
def ask(visit: Signed, step: str) -> Response:
    """One step, and what it asks for."""
    return _shown(visit, step, FRESH)


@router.post("/people/{step}")
def take(form: Posted, step: str) -> Response:
    """Put it on record."""
    _question(step)
    deed = _register if step == "new" else _train
    return done(
        form, lambda: deed(form), to=f"{HERE}?recorded=yes", shown=lambda attempt: _shown(form.visit, step, attempt)
    )


def _register(form: Form) -> None:
    told = parsed(PersonIn, typed_in(form, STEPS["new"]))
    form.visit.rooms.project.register(told.id, name=told.name, organisation=told.organisation, by=form.visit.actor)


def _train(form: Form) -> None:
    who = parsed(Named, {"id": form.one("id")}).id
    told = parsed(TrainingIn, {"on": form.one("on"), "until": form.one("until")})
    form.visit.rooms.project.train(who, on=told.on, until=told.until, by=form.visit.actor)


def _shown(visit: Visit, step: str, attempt: Attempt) -> Response:
    question = _question(step)
    return page(visit, question, attempt=attempt, back=(HERE, "people.to_people"), offered=VERB in visit.may(VERB))


def _question(step: str) -> Question:
    if step not in STEPS:
        raise HTTPException(404)
    return STEPS[step]
