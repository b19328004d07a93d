"""Decisions: the parts of a request, each controller's review, and the permit."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field

from catalog.model import ControllerId
from gateway.domain.disclosure_review import DisclosureReview, Finding, Keepable, Outcome
from gateway.domain.ethics import Condition, Consent, ConsentMode
from gateway.domain.judgement import Finding as Judged
from gateway.domain.judgement import Judgement
from gateway.domain.permit import Permit
from gateway.services.decision import Part
from gateway.web.api.ethics_approval import ConditionWire
from gateway.web.api.wire import Id, Line, Mark, RefusalOut, Text, Wire
from gateway.web.context import Caller, Rooms, Tongue
from gateway.web.problems import refusals
from gateway.words.language import Language, said
from gateway.words.lifecycle import OUTCOMES, UNDECIDED

router = APIRouter(tags=["decisions"])


class FindingIn(Wire):
    """What a steward decides. A refusal needs reasons, and so does keeping anybody who would be left out."""

    outcome: Outcome
    reasons: Text = ""
    conditions: tuple[ConditionWire, ...] = ()
    kept: Annotated[tuple[Keepable, ...], Field(max_length=len(Keepable))] = ()

    def to_domain(self) -> Finding:
        """As the house keeps it."""
        conditions = tuple(Condition(id=one.id, text=one.text) for one in self.conditions)
        return Finding(outcome=self.outcome, reasons=self.reasons, conditions=conditions, kept=self.kept)


class AcceptanceIn(Wire):
    """Which condition of that part."""

    condition: Mark


class PartConditionOut(Wire):
    """A condition on which a part was granted, and whether the project has accepted it."""

    id: str
    text: str
    accepted: bool


class DisclosureReviewOut(Wire):
    """One controller's decision on its part, and the digest of its signed form."""

    controller: str
    version: int
    datasets: tuple[str, ...]
    outcome: str
    reasons: str
    conditions: tuple[PartConditionOut, ...]
    kept: tuple[str, ...]
    decider: str
    decided_at: datetime
    paper: str | None

    @classmethod
    def of(cls, review: DisclosureReview) -> "DisclosureReviewOut":
        """As it was decided."""
        return cls(
            controller=review.controller,
            version=review.version,
            datasets=review.datasets,
            outcome=review.finding.outcome.value,
            reasons=review.finding.reasons,
            conditions=tuple(
                PartConditionOut(id=one.id, text=one.text, accepted=review.has_accepted(one.id))
                for one in review.finding.conditions
            ),
            kept=tuple(kept.value for kept in review.finding.kept),
            decider=review.decider,
            decided_at=review.decided_at,
            paper=review.paper,
        )


class JudgementIn(Wire):
    """A person's judgement of one ground, with its reasons."""

    ground: Line
    finding: Judged
    reasons: Text


class JudgementOut(Wire):
    """As it is on record, and the digest of its signed form."""

    ground: str
    finding: str
    reasons: str
    by: str
    on: date
    paper: str | None

    @classmethod
    def of(cls, judgement: Judgement) -> "JudgementOut":
        """As it was made."""
        return cls(
            ground=judgement.ground,
            finding=judgement.finding.value,
            reasons=judgement.reasons,
            by=judgement.by,
            on=judgement.on,
            paper=judgement.paper,
        )


class PartOut(Wire):
    """One controller's part; `review` is null until it is decided."""

    controller: str
    datasets: tuple[str, ...]
    told: str
    review: DisclosureReviewOut | None

    @classmethod
    def of(cls, part: Part, language: Language) -> "PartOut":
        """In words too."""
        words = OUTCOMES[part.review.finding.outcome] if part.review else UNDECIDED
        return cls(
            controller=part.controller,
            datasets=part.datasets,
            told=said(words, language),
            review=DisclosureReviewOut.of(part.review) if part.review else None,
        )


class ConsentOut(Wire):
    """How persons are asked, and the versions of the consent form that are accepted."""

    mode: ConsentMode
    versions: tuple[str, ...]

    @classmethod
    def of(cls, consent: Consent | None) -> "ConsentOut | None":
        """None for a permit from before it was kept."""
        return cls(mode=consent.mode, versions=consent.versions) if consent else None


class PermitOut(Wire):
    """For whom, which columns of whom, until when. `held`: why the rules would not order the extract."""

    id: str
    project: str
    access_request: str
    version: int
    follows: str
    controllers: tuple[str, ...]
    datasets: tuple[str, ...]
    columns: tuple[dict[str, Any], ...]
    named_persons: tuple[str, ...]
    maximum_persons: int
    snapshots: dict[str, str]
    rests_on: tuple[str, ...]
    issued_on: date
    valid_from: date
    valid_until: date
    consent: ConsentOut | None
    paper: str | None
    held: tuple[RefusalOut, ...]

    @classmethod
    def of(cls, permit: Permit, language: Language) -> "PermitOut":
        """As it was issued."""
        return cls(
            id=permit.id,
            project=permit.project,
            access_request=permit.access_request,
            version=permit.version,
            follows=permit.follows,
            controllers=permit.controllers,
            datasets=permit.selection.datasets(),
            columns=tuple(
                {
                    "dataset": choice.dataset,
                    "table": choice.table,
                    "column": choice.column,
                    "treatment": choice.treatment,
                }
                for choice in permit.selection.columns
            ),
            named_persons=permit.named_persons,
            maximum_persons=permit.maximum_persons,
            snapshots=dict(permit.snapshots),
            rests_on=permit.rests_on,
            issued_on=permit.issued_on,
            valid_from=permit.valid_from,
            valid_until=permit.valid_until,
            consent=ConsentOut.of(permit.consent),
            paper=permit.paper,
            held=tuple(RefusalOut(**told) for told in refusals(permit.held_because, language)),
        )


@router.get("/access-requests/{id}/parts")
def parts(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> list[PartOut]:
    """Every part of the present version, in the order of the controllers' names."""
    return [PartOut.of(part, language) for part in rooms.decision.parts(id, by=actor)]


@router.post("/access-requests/{id}/parts/{controller}/review", status_code=201)
def review_part(id: Id, controller: Id, finding: FindingIn, actor: Caller, rooms: Rooms) -> DisclosureReviewOut:
    """Decide one part, once: only that controller's steward, and nobody who is in the project."""
    review = rooms.decision.review(id, controller=ControllerId(controller), finding=finding.to_domain(), by=actor)
    return DisclosureReviewOut.of(review)


@router.post("/access-requests/{id}/parts/{controller}/acceptances", status_code=201)
def accept_condition(
    id: Id, controller: Id, accepted: AcceptanceIn, actor: Caller, rooms: Rooms
) -> DisclosureReviewOut:
    """Accept, for the project, a condition on which the part was granted."""
    review = rooms.decision.accept(id, controller=ControllerId(controller), condition=accepted.condition, by=actor)
    return DisclosureReviewOut.of(review)


@router.get("/access-requests/{id}/permits")
def permits_of(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> list[PermitOut]:
    """None or one."""
    return [PermitOut.of(permit, language) for permit in rooms.decision.permits_of(id, by=actor)]


@router.get("/permits/{id}")
def read_permit(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> PermitOut:
    """As it was issued."""
    return PermitOut.of(rooms.decision.permit(id, by=actor), language)


@router.post("/access-requests/{id}/judgements", status_code=201)
def judge(id: Id, judged: JudgementIn, actor: Caller, rooms: Rooms) -> list[JudgementOut]:
    """Record a person's judgement where the law leaves it to one; a request held for want of it is tried again."""
    request = rooms.decision.judge(id, ground=judged.ground, finding=judged.finding, reasons=judged.reasons, by=actor)
    return [JudgementOut.of(judgement) for judgement in request.judgements]


@router.post("/held/{id}/ask-again", status_code=204, response_class=Response)
def ask_again(id: Id, actor: Caller, rooms: Rooms) -> None:
    """Let the house try again what the rules refused at issue, order or delivery: a request, a permit or an order."""
    rooms.decision.ask_again(id, by=actor)
