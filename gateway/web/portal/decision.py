"""A part as the steward sees it: Five Safes with the sheet, what the project has already, and the decision."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from catalog.cohort.definition import CohortDefinition
from catalog.cohort.sentence import sentence
from catalog.model import ControllerId, Words
from gateway.domain.access_request import AccessRequest, Status
from gateway.domain.coverage import Coverage, State
from gateway.domain.day import swedish_day
from gateway.domain.deadline import Deadline, Duty
from gateway.domain.disclosure_review import Capacity, Keepable
from gateway.domain.errors import Invalid, NeighbourUnavailable
from gateway.domain.part import Part
from gateway.web.api.decision import FindingIn
from gateway.web.api.wire import Id
from gateway.web.portal.asking import FRESH, Attempt, done
from gateway.web.portal.faults import parsed
from gateway.web.portal.five_safes import Asked, by_safe
from gateway.web.portal.forms import Posted
from gateway.web.portal.visit import Form, Signed, Visit, one_look
from gateway.words import bases, routing
from gateway.words.coverage import COVERAGES
from gateway.words.language import said
from gateway.words.lifecycle import OUTCOMES, UNDECIDED, WORKSPACES
from gateway.words.portal.decision import KEPT
from gateway.words.routing import CAPACITIES
from gateway.words.sheet import OUTCOMES as ANSWERS
from gateway.words.sheet import UNANSWERED

router = APIRouter(include_in_schema=False)

REVIEW: Final = "review"
CONDITIONS: Final = 3
"""So many conditions may be written at once."""

MOST_CLOCKS: Final = 200


TOLD: Final[Mapping[str, Mapping[Any, Words]]] = {
    "outcomes": OUTCOMES,
    "answers": ANSWERS,
    "coverages": COVERAGES,
    "capacities": CAPACITIES,
    "kept": KEPT,
    "workspaces": WORKSPACES,
}
"""The codes of a decision as words."""


@router.get("/requests/{id}/review/{controller}")
@one_look
def look(visit: Signed, id: Id, controller: Id) -> Response:
    """What is asked of that controller, what the papers say and what the rules found; and the form, where it is due."""
    return _shown(visit, id, ControllerId(controller), FRESH)


@router.post("/requests/{id}/review/{controller}")
def decide(form: Posted, id: Id, controller: Id) -> Response:
    """Decide the part, once. Whoever comes second is told so, and keeps what they wrote."""
    visit, of = form.visit, ControllerId(controller)

    def deed() -> None:
        finding = parsed(FindingIn, written(form)).to_domain()
        visit.rooms.decision.review(id, controller=of, finding=finding, by=visit.actor)

    answered = [answer.get("point", "") for answer in written(form)["answers"]]
    return done(
        form,
        deed,
        to=f"/requests/{id}/review/{controller}",
        shown=lambda tried: _shown(visit, id, of, tried),
        field_of=lambda place: _field_of(place, answered),
    )


def written(form: Form) -> dict[str, Any]:
    """The decision as the API has it. A point of which only the reason was written is sent too: it lacks its answer."""
    conditions = [text for number in range(CONDITIONS) if (text := form.one(f"condition-{number}"))]
    points = [name.removeprefix("reason.") for name in form.fields if name.startswith("reason.")]
    answers = [
        {name: value for name, value in (("point", point), ("answer", form.one(f"answer.{point}"))) if value}
        | {"reason": form.one(f"reason.{point}")}
        for point in points
        if form.one(f"answer.{point}") or form.one(f"reason.{point}")
    ]
    return {
        "outcome": form.one("outcome"),
        "reasons": form.one("reasons"),
        "units": form.one("units"),
        "capacity": form.one("capacity"),
        "conditions": tuple({"id": f"condition-{n}", "text": text} for n, text in enumerate(conditions, start=1)),
        "kept": form.all("kept"),
        "answers": tuple(answers),
    }


def _shown(visit: Visit, id: str, controller: ControllerId, attempt: Attempt) -> Response:
    rooms, by = visit.rooms, visit.actor
    request = rooms.access_request.read(id, by=by)
    parts = rooms.decision.parts(id, by=by)
    part = next((one for one in parts if one.controller == controller), None)
    if part is None:
        raise HTTPException(404)
    sheet = rooms.decision.sheet(id, controller=controller, by=by)
    study = rooms.overview.study(id, by=by)
    coverage = _coverage(visit, id)
    return visit.page(
        "review.html",
        status=attempt.status,
        attempt=attempt,
        request=request,
        study=study,
        approval=study.approval_on(swedish_day(visit.now)),
        mine=part,
        others=[one for one in parts if one is not part],
        controllers=rooms.desk.catalog.controllers(),
        datasets=[one for one in rooms.desk.catalog.selectable() if one.name in part.datasets],
        columns=[one for one in request.application.selection.columns if one.dataset in part.datasets],
        cohort=sentence(CohortDefinition.of(request.application.selection.cohort), language=visit.language.value),
        coverage=coverage,
        uncovered=[one for one in coverage or () if one.state is not State.COVERED],
        safes=by_safe(sheet),
        holdings=rooms.overview.holdings(project=request.project, by=by),
        due=_due(visit, id, controller),
        basis=part.basis,
        kind=bases.kind(part.basis, visit.language) if part.basis else None,
        appeal=bases.appeal(part.basis, visit.language) if part.basis else None,
        route=routing.route(part.route, visit.language) if part.route else None,
        offered=_offered(visit, request, part),
        tell=TOLD,
        capacity_options=[(one.value, said(CAPACITIES[one.value], visit.language)) for one in Capacity],
        keepable=tuple(Keepable),
        conditions=range(CONDITIONS),
        stays_of=_stays,
        undecided=UNDECIDED,
        unanswered=UNANSWERED,
    )


def _field_of(place: str, answered: Sequence[str]) -> str:
    match place.split("/"):
        case ["answers", number, *_] if number.isdecimal() and int(number) < len(answered):
            return f"answer.{answered[int(number)]}"
        case ["conditions", number, *_]:
            return f"condition-{number}"
        case steps:
            return steps[0]


def _offered(visit: Visit, request: AccessRequest, part: Part) -> bool:
    if request.status is not Status.SUBMITTED or part.review is not None:
        return False
    return REVIEW in visit.rooms.offer.on_request(request.id, (REVIEW,), by=visit.actor, controller=part.controller)


def _due(visit: Visit, id: str, controller: ControllerId) -> Deadline | None:
    clocks = visit.rooms.deadline.list(after=None, limit=MOST_CLOCKS, access_request=id, by=visit.actor)
    mine = (one for one in clocks if one.duty is Duty.PART_DECISION and one.controller == controller)
    return next(mine, None)


def _coverage(visit: Visit, id: str) -> Sequence[Coverage] | None:
    """None where there is no approval to compare with, or nobody to ask."""
    with suppress(Invalid, NeighbourUnavailable):
        return visit.rooms.access_request.compare(id, by=visit.actor)
    return None


def _stays(asked: Asked, attempt: Attempt) -> tuple[str, str]:
    """What stands in the form at that point: as it was just typed, else as it was signed."""
    name = asked.point.id
    if attempt.typed:
        return attempt.one(f"answer.{name}"), attempt.one(f"reason.{name}")
    return (asked.answer.answer.value, asked.answer.reason) if asked.answer else ("", "")
