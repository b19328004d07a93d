"""My desk: what waits for me, the soonest due first; then my requests."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from gateway.domain.actor import Actor, Role
from gateway.domain.deadline import Deadline
from gateway.web.portal.course import KINDS
from gateway.web.portal.forms import UNSENT
from gateway.web.portal.visit import Signed, one_look
from gateway.words.deadlines import DESKS, DUTIES, STATES
from gateway.words.lifecycle import STATUSES
from gateway.words.portal.matter import SHORT

router = APIRouter(include_in_schema=False)

SHOWN: Final = 25
MOST_DUE: Final = 100


@router.get("/")
@one_look
def desk(visit: Signed) -> Response:
    """What waits for whoever is signed in."""
    rooms, by = visit.rooms, visit.actor
    due = rooms.deadline.list(after=None, limit=MOST_DUE, by=by)
    requests = rooms.overview.requests(limit=SHOWN + 1, by=by)
    return visit.page(
        "desk.html",
        mine=[one for one in due if waits_for(by, one)],
        others=[one for one in due if one.access_request and not waits_for(by, one)],
        requests=[request for request, _ in requests[:SHOWN]],
        more_requests=len(requests) > SHOWN,
        shown=SHOWN,
        titles={project.id: project.title for _, project in requests[:SHOWN]},
        projects=[one for one in rooms.project.list(after=None, limit=SHOWN, by=by) if by.id in one.members],
        researches=Role.RESEARCHER in by.roles,
        note_checks=rooms.overview.note_checks(by=by),
        unsent=visit.kept(UNSENT) is not None,
        names=SHORT,
        kinds=KINDS,
        statuses=STATUSES,
        duties=DUTIES,
        desks=DESKS,
        states=STATES,
        controllers=rooms.desk.catalog.controllers(),
    )


def waits_for(actor: Actor, deadline: Deadline) -> bool:
    """Whether it stands at this person's desk: the deadline itself names whose that is."""
    at_this_desk = deadline.desk in actor.roles
    return at_this_desk and (not actor.controllers or deadline.controller in {None, *actor.controllers})
