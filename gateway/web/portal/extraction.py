"""An extract as a page: how far it has come, and, once delivered, its report and its dictionary."""

from fastapi import APIRouter
from starlette.responses import Response

from catalog.selection import resolve
from gateway.domain.delivery import PROGRESS_STEPS, Extract, Progress
from gateway.services.extraction import Totals
from gateway.web.api.extraction import note_checks_of
from gateway.web.api.objection import ObjectionsOut
from gateway.web.api.wire import Id
from gateway.web.portal.drawing import drawn
from gateway.web.portal.visit import Signed, Visit, one_look
from gateway.words.lifecycle import PROGRESS, WORKSPACES
from gateway.words.portal.matter import SHORT_PROGRESS, SHORT_WORKSPACE

router = APIRouter(include_in_schema=False)

KINDS = {Progress.DELIVERED: "good", Progress.FAILED: "stopped"}


@router.get("/extracts/{id}")
@one_look
def read(visit: Signed, id: Id) -> Response:
    """One extract. What is not for this visitor to see is not there."""
    rooms, by = visit.rooms, visit.actor
    extract = rooms.extraction.read(id, by=by)
    permit = rooms.permit.read(extract.permit, by=by)
    workspace = rooms.workspace.of_extract(id)
    heard = rooms.objection.of_workspace(workspace.id) if workspace else None
    return visit.page(
        "extract.html",
        objections=ObjectionsOut.of(heard, visit.language) if heard else None,
        note_checks=note_checks_of(rooms, id, visit.language),
        extract=extract,
        permit=permit,
        kind=KINDS.get(extract.progress, "waiting"),
        totals=_totals(visit, extract),
        columns=resolve(permit.selection, rooms.desk.catalog),
        workspace=workspace,
        drawing=drawn(PROGRESS_STEPS, at=extract.progress),
        names=SHORT_PROGRESS,
        progress=PROGRESS,
        workspaces=WORKSPACES,
        workspace_names=SHORT_WORKSPACE,
    )


def _totals(visit: Visit, extract: Extract) -> Totals | None:
    return None if extract.manifest is None else visit.rooms.extraction.totals(extract.id, by=visit.actor)
