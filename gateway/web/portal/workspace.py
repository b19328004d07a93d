"""A workspace as a page: whether it is open, why not, and how to ask a question in it."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.workspace import WORKSPACE_STEPS, State
from gateway.web.api.objection import ObjectionsOut
from gateway.web.api.wire import Id
from gateway.web.portal.drawing import drawn
from gateway.web.portal.visit import Signed, one_look
from gateway.words.lifecycle import WORKSPACES
from gateway.words.portal.matter import SHORT_WORKSPACE

router = APIRouter(include_in_schema=False)

KINDS = {State.OPEN: "good", State.CLOSED: "stopped", State.CLOSING: "stopped", State.EMPTIED: "calm"}


@router.get("/workspaces/{id}")
@one_look
def read(visit: Signed, id: Id) -> Response:
    """One workspace, to whoever may read its extract. What is not for this visitor to see is not there."""
    rooms, by = visit.rooms, visit.actor
    workspace = rooms.workspace.named(id)
    extract = rooms.extraction.read(workspace.extract, by=by)
    heard = rooms.objection.of_workspace(id)
    return visit.page(
        "workspace.html",
        objections=ObjectionsOut.of(heard, visit.language) if heard else None,
        workspace=workspace,
        extract=extract,
        permit=rooms.permit.read(workspace.permit, by=by),
        kind=KINDS.get(workspace.state, "waiting"),
        drawing=drawn(WORKSPACE_STEPS, at=workspace.state),
        names=SHORT_WORKSPACE,
        workspaces=WORKSPACES,
    )
