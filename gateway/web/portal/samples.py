"""Samples as whoever answers for a biobank sees them: what is asked for, and the decision on their use."""

from typing import Final

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from catalog.cohort.definition import CohortDefinition
from catalog.cohort.sentence import sentence
from gateway.domain.access_request import AccessRequest, Status
from gateway.domain.sample_decision import SamplePart
from gateway.web.api.decision import SampleFindingIn
from gateway.web.api.wire import Id
from gateway.web.portal.asking import FRESH, Attempt, done
from gateway.web.portal.faults import parsed
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Signed, Visit, one_look
from gateway.words.lifecycle import OUTCOMES, SAMPLES

router = APIRouter(include_in_schema=False)

DECIDE: Final = "decide-samples"


@router.get("/samples")
@one_look
def asked(visit: Signed) -> Response:
    """Every submitted request about samples, what waits for its decision first."""
    waiting = [(matter, part) for matter in visit.rooms.overview.samples(by=visit.actor) for part in matter.samples]
    return visit.page(
        "samples.html", waiting=sorted(waiting, key=lambda one: one[1].decision is not None), outcomes=OUTCOMES
    )


@router.get("/requests/{id}/samples/{biobank}")
@one_look
def look(visit: Signed, id: Id, biobank: Id) -> Response:
    """What is asked for of that biobank's samples, and the form, where it is due."""
    return _shown(visit, id, biobank, FRESH)


@router.post("/requests/{id}/samples/{biobank}")
def decide(form: Posted, id: Id, biobank: Id) -> Response:
    """Decide on them, once."""
    visit = form.visit

    def deed() -> None:
        finding = parsed(SampleFindingIn, {"outcome": form.one("outcome"), "reasons": form.one("reasons")}).to_domain()
        visit.rooms.decision.decide_samples(id, biobank=biobank, finding=finding, by=visit.actor)

    here = f"/requests/{id}/samples/{biobank}"
    return done(form, deed, to=here, shown=lambda attempt: _shown(visit, id, biobank, attempt))


def _shown(visit: Visit, id: str, biobank: str, attempt: Attempt) -> Response:
    request, parts = visit.rooms.decision.samples(id, by=visit.actor)
    part = next((one for one in parts if one.biobank.number == biobank), None)
    if part is None:
        raise HTTPException(404)
    application = request.application
    return visit.page(
        "sample.html",
        status=attempt.status,
        attempt=attempt,
        request=request,
        application=application,
        cohort=sentence(CohortDefinition.of(application.selection.cohort), language=visit.language.value),
        mine=part,
        datasets=[one for one in visit.rooms.desk.catalog.selectable() if one.name in part.datasets],
        columns=[one for one in application.selection.columns if one.dataset in part.datasets],
        offered=_offered(visit, request, part),
        outcomes=OUTCOMES,
        samples=SAMPLES,
    )


def _offered(visit: Visit, request: AccessRequest, part: SamplePart) -> bool:
    if request.status is not Status.SUBMITTED or part.decision is not None:
        return False
    return DECIDE in visit.rooms.offer.on_request(request.id, (DECIDE,), by=visit.actor)
