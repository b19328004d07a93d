"""Projects: opened, looked at, and what the project takes upon itself of its ethics decisions."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.access_request import AccessRequest
from gateway.domain.project import Project
from gateway.web.api.project import ProjectIn
from gateway.web.api.wire import Id
from gateway.web.portal.asking import Attempt, Field, Question, done, page, typed_in
from gateway.web.portal.course import KINDS
from gateway.web.portal.faults import parsed
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Form, Signed, Visit, one_look, see
from gateway.words.lifecycle import STATUSES
from gateway.words.portal.matter import SHORT

router = APIRouter(include_in_schema=False)

OFFERED: Final = ("draft", "record-approval", "acknowledge")
MOST_REQUESTS: Final = 200
OPENING: Final = Question(
    title="project.new",
    lead="project.new_lead",
    button="project.open",
    fields=(
        Field(name="title", label="project.title", kind="text", hint="project.title_hint"),
        Field(name="principal", label="project.principal", kind="text", hint="project.principal_hint"),
    ),
)


@router.get("/projects/new")
@one_look
def new(visit: Signed) -> Response:
    """What is the study called, and who answers for it?"""
    return _opening(visit, Attempt(typed={"principal": (visit.actor.organisation,)}))


@router.post("/projects/new")
def open_project(form: Posted) -> Response:
    """A new project, once."""
    return done(
        form,
        lambda: _opened(form),
        to=lambda project: f"/projects/{project.id}",
        shown=lambda attempt: _opening(form.visit, attempt),
    )


@router.get("/projects/{id}")
@one_look
def show(id: Id, visit: Signed) -> Response:
    """Where the study is: its approval, what is left to take upon it, and its requests."""
    project = visit.rooms.project.read(id, by=visit.actor)
    return visit.page(
        "project.html",
        project=project,
        decisions=project.decisions() if project.ethics_approval else (),
        amendments={one.amendment.case_number.normal: one.amendment for one in project.amendments},
        left=_left(project),
        statuses=STATUSES,
        names=SHORT,
        kinds=KINDS,
        requests=_requests(visit, id),
        offered=visit.rooms.offer.on_project(id, OFFERED, by=visit.actor),
    )


@router.post("/projects/{id}/acknowledgements")
def acknowledge(id: Id, form: Posted) -> Response:
    """Take a condition upon the project; once taken, it is taken."""
    number, condition = form.one("case_number"), form.one("condition")
    project = form.visit.rooms.project.read(id, by=form.visit.actor)
    if condition not in project.decision(number).acknowledged:
        form.visit.rooms.project.acknowledge(id, case_number=number, condition=condition, by=form.visit.actor)
    return see(f"/projects/{id}#conditions")


def _opened(form: Form) -> Project:
    told = parsed(ProjectIn, typed_in(form, OPENING))
    return form.visit.rooms.project.open(title=told.title, principal=told.principal, by=form.visit.actor)


def _opening(visit: Visit, attempt: Attempt) -> Response:
    return page(visit, OPENING, attempt=attempt, back=("/", "frame.desk"), offered=True)


def _left(project: Project) -> int:
    """How many conditions nobody has taken upon the project."""
    decisions = project.decisions() if project.ethics_approval else ()
    return sum(len({one.id for one in each.conditions} - set(each.acknowledged)) for each in decisions)


def _requests(visit: Visit, project: str) -> Sequence[AccessRequest]:
    found = visit.rooms.access_request.list(after=None, limit=MOST_REQUESTS, by=visit.actor)
    return [request for request in found if request.project == project]
