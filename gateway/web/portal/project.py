"""A project as a page: its ethics record, its people, its requests."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.web.api.wire import Id
from gateway.web.portal.course import KINDS
from gateway.web.portal.visit import Signed
from gateway.words.lifecycle import STATUSES
from gateway.words.portal.matter import SHORT

router = APIRouter(include_in_schema=False)

MOST = 200


@router.get("/projects/{id}")
def read(visit: Signed, id: Id) -> Response:
    """One project. What is not for this visitor to see is not there."""
    rooms, by = visit.rooms, visit.actor
    project = rooms.project.read(id, by=by)
    requests = [one for one in rooms.access_request.list(after=None, limit=MOST, by=by) if one.project == id]
    return visit.page("project.html", project=project, requests=requests, names=SHORT, statuses=STATUSES, kinds=KINDS)
