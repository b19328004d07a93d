"""The ethics decisions behind a request: as they are on record, verified, amended, decided against."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from catalog.model import Words
from gateway.domain.amendment import Amendment
from gateway.domain.case_number import CaseNumber
from gateway.domain.ethics import AgainstKind
from gateway.domain.project import Project
from gateway.web.api.ethics_approval import DecisionAgainstIn, VerificationIn
from gateway.web.api.wire import Id
from gateway.web.portal.asking import FRESH, Attempt, Field, Question, done, page
from gateway.web.portal.faults import parsed
from gateway.web.portal.forms import Posted
from gateway.web.portal.steps import named
from gateway.web.portal.visit import Form, Signed, Visit, one_look
from gateway.words.language import said
from gateway.words.portal import PORTAL
from gateway.words.portal.ethics import AGAINST, ETHICS_OUTCOMES
from spark_jobs.papers.paper import Digest

router = APIRouter(include_in_schema=False)

RECORD: Final = "record-approval"
LISTS: Final[Mapping[str, str]] = {
    "groups": "ethics.groups",
    "datasets": "ethics.datasets",
    "population": "ethics.population",
    "named_persons": "ethics.named_persons",
    "principals": "ethics.principals",
    "biobanks": "ethics.biobanks",
}
"""What an amendment adds to, each with its word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What can be put on record of the study's decisions: by which verb, what it asks, and how it is done."""

    name: str
    verb: str
    question: Callable[[Project], Question]
    deed: Callable[[Project, Form], object]


def verify(study: Project, form: Form) -> object:
    """The decision and the document are chosen together: a document belongs to one decision."""
    number, _, document = form.one("document").partition(" ")
    held = parsed(VerificationIn, {"document": document, "case_number": number or "–"})
    return form.visit.rooms.project.verify_approval(
        study.id,
        case_number=CaseNumber.parse(held.case_number).normal,
        document=Digest(held.document),
        by=form.visit.actor,
    )


def decide_against(study: Project, form: Form) -> object:
    """Or lift it: one of the same number is corrected."""
    written = {name: form.one(name) for name in ("case_number", "kind", "decided_on", "lifted_on")}
    decision = parsed(DecisionAgainstIn, written).to_domain()
    return form.visit.rooms.project.record_decision_against(study.id, decision=decision, by=form.visit.actor)


def _verification(study: Project) -> Question:
    documents = (
        [
            (f"{one.case_number} {document.digest}", f"{one.case_number}: {document.title}, {document.digest[7:19]}")
            for one in study.decisions()
            for document in one.documents
        ]
        if study.ethics_approval
        else []
    )
    options = tuple((value, Words(sv=label, en=label)) for value, label in documents)
    return Question(
        title="ethics.verify",
        lead="ethics.verify_lead",
        button="ethics.verify_button",
        fields=(Field(name="document", label="ethics.document", kind="choose", options=options),),
    )


def _against(study: Project) -> Question:
    return Question(
        title="ethics.against",
        lead="ethics.against_lead",
        button="ethics.against_button",
        fields=(
            Field(name="case_number", label="ethics.case_number", kind="text"),
            Field(
                name="kind",
                label="ethics.against_kind",
                kind="choose",
                options=tuple((one.value, AGAINST[one]) for one in AgainstKind),
            ),
            Field(name="decided_on", label="ethics.decided_on", kind="date"),
            Field(name="lifted_on", label="ethics.lifted_on", kind="date", required=False),
        ),
        grave=True,
    )


STEPS: Final[Sequence[Step]] = (
    Step(name="verification", verb="verify-approval", question=_verification, deed=verify),
    Step(name="decision-against", verb="record-decision-against", question=_against, deed=decide_against),
)


@router.get("/requests/{id}/ethics")
@one_look
def read(visit: Signed, id: Id) -> Response:
    """What was decided, what it covers today, who verified it, and what is against it."""
    study = visit.rooms.overview.study(id, by=visit.actor)
    may = visit.rooms.offer.on_request(id, (RECORD, *(step.verb for step in STEPS)), by=visit.actor)
    return visit.page(
        "ethics.html",
        request=id,
        study=study,
        decisions=study.decisions() if study.ethics_approval else (),
        approval=study.ethics_approval,
        steps=[(step, step.question(study)) for step in STEPS if step.verb in may and study.ethics_approval],
        records=RECORD in may,
        against_kinds=AGAINST,
        outcomes=ETHICS_OUTCOMES,
    )


@router.get("/requests/{id}/ethics/{step}")
@one_look
def ask(visit: Signed, id: Id, step: Id) -> Response:
    """One step, and what it asks for."""
    return _shown(visit, id, named(STEPS, step), FRESH)


@router.post("/requests/{id}/ethics/{step}")
def take(form: Posted, id: Id, step: Id) -> Response:
    """Take it."""
    taken, visit = named(STEPS, step), form.visit
    study = visit.rooms.overview.study(id, by=visit.actor)
    return done(
        form,
        lambda: taken.deed(study, form),
        to=f"/requests/{id}/ethics",
        shown=lambda attempt: _shown(visit, id, taken, attempt),
    )


def _shown(visit: Visit, id: str, step: Step, attempt: Attempt) -> Response:
    study = visit.rooms.overview.study(id, by=visit.actor)
    return page(
        visit,
        step.question(study),
        attempt=attempt,
        back=(f"/requests/{id}/ethics", "ethics.to_ethics"),
        offered=step in _offered(visit, id, study),
        facts=_on_record(visit, study) if step.name == "verification" else (),
    )


def _offered(visit: Visit, id: str, study: Project) -> Sequence[Step]:
    if study.ethics_approval is None:
        return ()
    may = visit.rooms.offer.on_request(id, [step.verb for step in STEPS], by=visit.actor)
    return [step for step in STEPS if step.verb in may]


def _on_record(visit: Visit, study: Project) -> Sequence[tuple[str, str]]:
    """What is to be held against the document."""
    approval = study.ethics_approval
    if approval is None:
        return ()
    scope = approval.scope
    told: Mapping[str, str] = {
        "ethics.case_number": approval.case_number.normal,
        "ethics.decided_on": approval.decided_on.isoformat(),
        "ethics.principals": ", ".join(approval.principals),
        "ethics.investigator": approval.investigator,
        "ethics.datasets": ", ".join(scope.datasets),
        "ethics.groups": ", ".join(scope.groups),
        "ethics.period": f"{scope.period_from.isoformat()} – {scope.period_to.isoformat()}",
        "ethics.population": ", ".join(scope.population),
        "ethics.maximum_persons": str(approval.maximum_persons),
    }
    first = [(said(PORTAL[word], visit.language), text) for word, text in told.items()]
    return [*first, *(_amended(visit, one.amendment) for one in study.amendments)]


def _amended(visit: Visit, amendment: Amendment) -> tuple[str, str]:
    """An amendment, and all that it changes, on one line."""
    changes = amendment.changes
    told: dict[str, object] = {
        "ethics.decided_on": amendment.decided_on,
        **{word: ", ".join(getattr(changes, name)) for name, word in LISTS.items()},
        "ethics.investigator": changes.investigator,
        "ethics.maximum_persons": changes.maximum_persons,
        "ethics.period_from": changes.period_from,
        "ethics.period_to": changes.period_to,
    }
    lines = [f"{said(PORTAL[word], visit.language)}: {value}" for word, value in told.items() if value]
    return amendment.case_number.normal, "; ".join(lines)
