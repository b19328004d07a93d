"""A request as a page: where it is and whose turn, then what is asked for, the parts, the clocks, the history."""

from collections.abc import Sequence
from contextlib import suppress

from fastapi import APIRouter
from starlette.responses import Response

from catalog.cohort.definition import CohortDefinition
from catalog.cohort.sentence import sentence
from gateway.domain.access_request import STEPS, AccessRequest
from gateway.domain.coverage import Coverage, State
from gateway.domain.errors import Invalid, NeighbourUnavailable
from gateway.domain.permit import Permit
from gateway.web.api.wire import Id
from gateway.web.portal.coordination import offered
from gateway.web.portal.course import KINDS, Matter
from gateway.web.portal.drawing import drawn
from gateway.web.portal.visit import Signed, Visit, one_look
from gateway.words.coverage import COVERAGES
from gateway.words.deadlines import DESKS, DUTIES, STATES
from gateway.words.lifecycle import OUTCOMES, SAMPLES, STATUSES, UNDECIDED
from gateway.words.portal.matter import SHORT
from gateway.words.versions import FIELDS

router = APIRouter(include_in_schema=False)

MOST_CLOCKS = 200
WRITING = "submit"
PUBLISHING = "record-publication"


@router.get("/requests/{id}")
@one_look
def read(visit: Signed, id: Id) -> Response:
    """One request. What is not for this visitor to see is not there."""
    rooms, by = visit.rooms, visit.actor
    request = rooms.access_request.read(id, by=by)
    matter = matter_of(visit, request)
    coverage = _coverage(visit, id)
    return visit.page(
        "request.html",
        request=request,
        project=rooms.overview.study(id, by=by),
        reads_project="read" in rooms.offer.on_project(request.project, ("read",), by=by),
        coordinates=bool(offered(visit, request)),
        matter=matter,
        offered=rooms.offer.on_request(id, (PUBLISHING,), by=by),
        conditions=any(part.review and part.review.finding.conditions for part in matter.parts),
        turn=matter.turn(),
        kind=KINDS[request.status],
        drawing=drawn(STEPS, at=request.status),
        coverage=coverage,
        uncovered=[one for one in coverage or () if one.state is not State.COVERED],
        versions=rooms.access_request.versions(id, by=by) if request.sent_back else None,
        cohort=cohort_in_words(visit, request),
        names=SHORT,
        statuses=STATUSES,
        outcomes=OUTCOMES,
        samples=SAMPLES,
        undecided=UNDECIDED,
        coverages=COVERAGES,
        duties=DUTIES,
        desks=DESKS,
        states=STATES,
        fields=FIELDS,
    )


def matter_of(visit: Visit, request: AccessRequest) -> Matter:
    """The request with all that followed, as far as this visitor may see it."""
    rooms, by = visit.rooms, visit.actor
    permit = _permit(visit, request)
    extracts = rooms.extraction.extracts_of(permit.id, by=by) if permit else ()
    heard = rooms.objection.of_workspace(extracts[-1].workspace) if extracts else None
    return Matter(
        heard=heard,
        request=request,
        parts=rooms.decision.parts(request.id, by=by),
        deadlines=rooms.deadline.list(after=None, limit=MOST_CLOCKS, access_request=request.id, by=by),
        permit=permit,
        extract=extracts[-1] if extracts else None,
        catalog=rooms.desk.catalog,
        language=visit.language,
        writes=request.is_open_to_writing and WRITING in rooms.offer.on_request(request.id, (WRITING,), by=by),
    )


def cohort_in_words(visit: Visit, request: AccessRequest) -> str:
    """Which people, as a sentence."""
    return sentence(CohortDefinition.of(request.application.selection.cohort), language=visit.language.value)


def _permit(visit: Visit, request: AccessRequest) -> Permit | None:
    # Only a decided request has one: a look that can find nothing leaves no entry.
    if not request.is_over:
        return None
    permits = visit.rooms.permit.of_request(request.id, by=visit.actor)
    return permits[-1] if permits else None


def _coverage(visit: Visit, id: str) -> Sequence[Coverage] | None:
    """None where there is no approval to compare with, or nobody to ask."""
    with suppress(Invalid, NeighbourUnavailable):
        return visit.rooms.access_request.compare(id, by=visit.actor)
    return None
