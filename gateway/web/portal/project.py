"""Projects: opened, looked at, and what the project takes upon itself of its ethics decisions."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.access_request import AccessRequest
from gateway.domain.project import Project
from gateway.web.api.project import ProjectIn
from gateway.web.api.wire import Id
from gateway.web.portal.course import KINDS
from gateway.web.portal.faults import Unfit, read
from gateway.web.portal.forms import Posted
from gateway.web.portal.once import once
from gateway.web.portal.visit import Signed, Visit, one_look, see
from gateway.words.lifecycle import STATUSES
from gateway.words.portal.matter import SHORT

router = APIRouter(include_in_schema=False)

OFFERED: Final = ("draft", "record-approval", "acknowledge")
MOST_REQUESTS: Final = 200


@router.get("/projects/new")
@one_look
def new(visit: Signed) -> Response:
    """What is the study called, and who answers for it?"""
    return _asked(visit, {"title": "", "principal": visit.actor.organisation})


@router.post("/projects/new")
def open_project(form: Posted) -> Response:
    """A new project, once."""
    written = {"title": form.one("title"), "principal": form.one("principal")}
    try:
        project = read(ProjectIn, written, places={}, language=form.visit.language)
    except Unfit as unfit:
        return _asked(form.visit, written, unfit.errors, status=422)

    def opened() -> str:
        made = form.visit.rooms.project.open(title=project.title, principal=project.principal, by=form.visit.actor)
        return f"/projects/{made.id}"

    return once(form, opened)


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


def _asked(visit: Visit, written: dict[str, Any], errors: Any = None, *, status: int = 200) -> Response:
    return visit.page("project_new.html", status=status, written=written, errors=errors or {})


def _left(project: Project) -> int:
    """How many conditions nobody has taken upon the project."""
    decisions = project.decisions() if project.ethics_approval else ()
    return sum(len({one.id for one in each.conditions} - set(each.acknowledged)) for each in decisions)


def _requests(visit: Visit, project: str) -> Sequence[AccessRequest]:
    found = visit.rooms.access_request.list(after=None, limit=MOST_REQUESTS, by=visit.actor)
    return [request for request in found if request.project == project]
