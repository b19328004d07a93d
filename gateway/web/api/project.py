"""Projects, their ethics approval, and the people whom requests may name."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Response

from gateway.domain.case_number import CaseNumber
from gateway.domain.errors import Invalid
from gateway.domain.facts import of_amendment, of_approval, of_attested, of_decision_against
from gateway.domain.project import Person, Project
from gateway.web.api.ethics_approval import (
    AcknowledgementIn,
    AmendmentIn,
    DecisionAgainstIn,
    EthicsApprovalIn,
    TimelineOut,
    VerificationIn,
)
from gateway.web.api.wire import After, Id, Limit, Line, Mark, Wire, etag, json_path
from gateway.web.context import Caller, Rooms
from spark_jobs.papers.paper import Digest

router = APIRouter(tags=["projects and people"])


class ProjectIn(Wire):
    """One study under one research principal."""

    title: Line
    principal: Line


class ProjectOut(Wire):
    """
    `ethics_paper` is the digest of the approval's signed form, `amendments` are the decisions that changed it.

    Requests submitted from now on rest on all of them. `against` is what was decided against the study since,
    `decisions` tells of each decision which conditions are acknowledged, and who verified it as it stands.
    """

    id: str
    revision: int
    title: str
    principal: str
    members: tuple[str, ...]
    ethics_approval: dict[str, Any] | None
    ethics_paper: str | None
    amendments: tuple[dict[str, Any], ...]
    against: tuple[dict[str, Any], ...]
    decisions: tuple[dict[str, Any], ...]

    @classmethod
    def of(cls, project: Project) -> "ProjectOut":
        """As it stands."""
        approval = project.ethics_approval
        return cls(
            id=project.id,
            revision=project.revision,
            title=project.title,
            principal=project.principal,
            members=project.members,
            ethics_approval=dict(of_approval(approval)) if approval else None,
            ethics_paper=project.ethics_paper,
            amendments=tuple(
                {**of_amendment(recorded.amendment), "paper": recorded.paper} for recorded in project.amendments
            ),
            against=tuple(
                {**of_decision_against(recorded.decision), "paper": recorded.paper} for recorded in project.against
            ),
            decisions=tuple(of_attested(decision) for decision in project.decisions()) if approval else (),
        )


class ProjectLine(Wire):
    """One line of a list."""

    id: str
    title: str
    principal: str


class VerificationOut(Wire):
    """As it is on record, and the digest of its signed form; `of` is the paper that was verified."""

    case_number: str
    of: str
    document: str
    by: str
    on: date
    paper: str | None


class PersonIn(Wire):
    """Somebody who may be named in a request."""

    id: Mark
    name: Line
    organisation: Line


class TrainingIn(Wire):
    """Both days inside."""

    on: date
    until: date


class TermsOut(Wire):
    """The version in force."""

    version: str


class TermsIn(Wire):
    """The version that is accepted."""

    version: Line


class PersonOut(Wire):
    """What the house has on record of somebody."""

    id: str
    name: str
    organisation: str
    terms_version: str | None
    terms_accepted_on: date | None
    training_on: date | None
    training_valid_until: date | None

    @classmethod
    def of(cls, person: Person) -> "PersonOut":
        """As it stands on record."""
        return cls(**{name: getattr(person, name) for name in cls.model_fields})


@router.post("/projects", status_code=201)
def open_project(project: ProjectIn, actor: Caller, rooms: Rooms) -> ProjectOut:
    """A new project with the caller as its first member."""
    return ProjectOut.of(rooms.project.open(title=project.title, principal=project.principal, by=actor))


@router.get("/projects")
def list_projects(actor: Caller, rooms: Rooms, after: After = None, limit: Limit = 50) -> list[ProjectLine]:
    """Those that the caller takes part in, in the order of their ids; after the last of a page, the next begins."""
    found = rooms.project.list(after=after, limit=limit, by=actor)
    return [ProjectLine(id=one.id, title=one.title, principal=one.principal) for one in found]


@router.get("/projects/{id}")
def read_project(id: Id, actor: Caller, rooms: Rooms, response: Response) -> ProjectOut:
    """With its ethics approval as it is on record."""
    found = ProjectOut.of(rooms.project.read(id, by=actor))
    response.headers["ETag"] = etag(found.revision)
    return found


@router.put("/projects/{id}/ethics-approval")
def record_approval(id: Id, approval: EthicsApprovalIn, actor: Caller, rooms: Rooms) -> ProjectOut:
    """Put the decision on record, or correct what was recorded: each recording is a paper of its own."""
    found = rooms.project.record_approval(id, approval=approval.to_domain(), by=actor)
    return ProjectOut.of(found)


@router.post("/projects/{id}/ethics-amendments", status_code=201)
def record_amendment(id: Id, amendment: AmendmentIn, actor: Caller, rooms: Rooms) -> ProjectOut:
    """Put an amendment on record beside the decision it changes, or correct one of the same case number."""
    try:
        found = rooms.project.record_amendment(id, amendment=amendment.to_domain(), by=actor)
    except Invalid as fault:
        raise json_path(fault, drop="amendment/") from None
    return ProjectOut.of(found)


@router.post("/projects/{id}/ethics-decisions-against", status_code=201)
def record_decision_against(id: Id, decision: DecisionAgainstIn, actor: Caller, rooms: Rooms) -> ProjectOut:
    """Put on record what was decided against the study, or that it was lifted: from now on the rules know it."""
    return ProjectOut.of(rooms.project.record_decision_against(id, decision=decision.to_domain(), by=actor))


@router.post("/projects/{id}/ethics-verifications", status_code=201)
def verify_approval(id: Id, held: VerificationIn, actor: Caller, rooms: Rooms) -> VerificationOut:
    """
    Say that a decision on record agrees with the document; nobody who is in the project may.

    A correction of the record makes it void. Requests that wait for it are tried again.
    """
    number = CaseNumber.parse(held.case_number).normal
    verified = rooms.project.verify_approval(id, case_number=number, document=Digest(held.document), by=actor)
    return VerificationOut(**{name: getattr(verified, name) for name in VerificationOut.model_fields})


@router.post("/projects/{id}/ethics-acknowledgements", status_code=201)
def acknowledge(id: Id, known: AcknowledgementIn, actor: Caller, rooms: Rooms) -> ProjectOut:
    """Take a condition of a decision upon the project."""
    number = CaseNumber.parse(known.case_number).normal
    return ProjectOut.of(rooms.project.acknowledge(id, case_number=number, condition=known.condition, by=actor))


@router.get("/projects/{id}/ethics-timeline")
def read_timeline(id: Id, actor: Caller, rooms: Rooms) -> TimelineOut:
    """What the approval and its amendments cover, day by day."""
    project = rooms.project.read(id, by=actor)
    return TimelineOut.of(list(project.ethics.timeline()) if project.ethics else [])


@router.post("/people", status_code=201)
def register_person(person: PersonIn, actor: Caller, rooms: Rooms) -> PersonOut:
    """So that requests can name them."""
    return PersonOut.of(rooms.project.register(person.id, name=person.name, organisation=person.organisation, by=actor))


@router.put("/people/{id}/training")
def record_training(id: Id, training: TrainingIn, actor: Caller, rooms: Rooms) -> PersonOut:
    """Training that somebody has taken."""
    return PersonOut.of(rooms.project.train(id, on=training.on, until=training.until, by=actor))


@router.get("/terms")
def read_terms(actor: Caller, rooms: Rooms) -> TermsOut:
    """Which version is in force."""
    return TermsOut(version=rooms.desk.terms_version)


@router.post("/terms/acceptance")
def accept_terms(terms: TermsIn, actor: Caller, rooms: Rooms) -> PersonOut:
    """The caller accepts the terms, for themselves alone."""
    return PersonOut.of(rooms.project.accept_terms(version=terms.version, by=actor))
