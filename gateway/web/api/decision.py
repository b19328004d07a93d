"""Decisions: the parts of a request, each controller's review, and the permit."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field

from catalog.model import ControllerId
from gateway.domain import bodies
from gateway.domain.disclosure_review import Capacity, DisclosureReview, Finding, Keepable, Outcome
from gateway.domain.ethics import Condition
from gateway.domain.judgement import Finding as Judged
from gateway.domain.judgement import Judgement
from gateway.domain.part import Part
from gateway.domain.ruling import Basis, Route
from gateway.domain.sample_decision import SamplePart
from gateway.web.api.ethics_approval import ConditionWire
from gateway.web.api.permit import PermitOut
from gateway.web.api.sheet import AnswerOut, AnswersIn, SheetOut
from gateway.web.api.wire import Id, Line, Mark, Text, Wire
from gateway.web.context import Caller, Rooms, Tongue
from gateway.words import bases, routing
from gateway.words.language import Language, said
from gateway.words.lifecycle import OUTCOMES, SAMPLES, UNDECIDED

router = APIRouter(tags=["decisions"])


class FindingIn(Wire):
    """
    What a steward decides. A refusal needs reasons, and so does keeping anybody who would be left out.

    `units`: how many of the controller's units the part concerns; `capacity`: the one in which the steward decides;
    `answers`: the points of the assessment sheet that a person signs. A yes needs each of them.
    """

    outcome: Outcome
    reasons: Text = ""
    conditions: tuple[ConditionWire, ...] = ()
    units: Annotated[int, Field(ge=1, le=10_000)] | None = None
    capacity: Capacity | None = None
    kept: Annotated[tuple[Keepable, ...], Field(max_length=len(Keepable))] = ()
    answers: AnswersIn = ()

    def to_domain(self) -> Finding:
        """As the house keeps it."""
        conditions = tuple(Condition(id=one.id, text=one.text) for one in self.conditions)
        return Finding(
            outcome=self.outcome,
            reasons=self.reasons,
            conditions=conditions,
            kept=self.kept,
            units=self.units,
            capacity=self.capacity,
            answers=tuple(answer.to_domain() for answer in self.answers),
        )


class AcceptanceIn(Wire):
    """Which condition of that part."""

    condition: Mark


class PartConditionOut(Wire):
    """A condition on which a part was granted, and whether the project has accepted it."""

    id: str
    text: str
    accepted: bool


class BasisOut(Wire):
    """By which law the part is decided, what a no can be taken to and within how many weeks; in words too."""

    kind: str
    kind_told: str
    paragraph: str
    appeal: str
    appeal_told: str
    appeal_weeks: int | None
    appeal_paragraph: str

    @classmethod
    def of(cls, basis: Basis | None, language: Language) -> "BasisOut | None":
        """Null where a decision is from before it was kept, or where no law is written down for such a controller."""
        if basis is None:
            return None
        return cls(
            kind_told=bases.kind(basis, language),
            appeal_told=bases.appeal(basis, language),
            **asdict(basis),
        )


class DisclosureReviewOut(Wire):
    """One controller's decision on its part, and the digest of its signed form."""

    controller: str
    version: int
    datasets: tuple[str, ...]
    outcome: str
    reasons: str
    conditions: tuple[PartConditionOut, ...]
    kept: tuple[str, ...]
    basis: BasisOut | None
    units: int | None
    capacity: str | None
    capacity_told: str | None
    answers: tuple[AnswerOut, ...]
    decider: str
    in_place_of: str | None
    decided_at: datetime
    stands_from: str | None
    paper: str | None

    @classmethod
    def of(cls, review: DisclosureReview, language: Language) -> "DisclosureReviewOut":
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
            basis=BasisOut.of(review.basis, language),
            units=review.finding.units,
            capacity=review.finding.capacity,
            capacity_told=routing.capacity(review.finding.capacity, language) if review.finding.capacity else None,
            answers=tuple(AnswerOut.of(answer, language) for answer in review.finding.answers),
            decider=review.decider,
            in_place_of=review.in_place_of,
            decided_at=review.decided_at,
            stands_from=review.stands_from,
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


class RouteOut(Wire):
    """In which capacity a part of at most so many units is decided, and of more; in words too."""

    most_units: int
    few_units: str
    more_units: str
    coordinated_by: str | None
    told: str

    @classmethod
    def of(cls, route: Route | None, language: Language) -> "RouteOut | None":
        """Null once the part is decided: its decision says in which capacity."""
        return cls(**asdict(route), told=routing.route(route, language)) if route else None


class PartOut(Wire):
    """One controller's part; `review` is null until it is decided, and `route` from then on."""

    controller: str
    datasets: tuple[str, ...]
    told: str
    basis: BasisOut | None
    route: RouteOut | None
    review: DisclosureReviewOut | None

    @classmethod
    def of(cls, part: Part, language: Language) -> "PartOut":
        """In words too."""
        words = OUTCOMES[part.review.finding.outcome] if part.review else UNDECIDED
        return cls(
            controller=part.controller,
            datasets=part.datasets,
            told=said(words, language),
            basis=BasisOut.of(part.basis, language),
            route=RouteOut.of(part.route, language),
            review=DisclosureReviewOut.of(part.review, language) if part.review else None,
        )


class SampleFindingIn(Wire):
    """What whoever answers for a biobank decides. A refusal needs reasons."""

    outcome: Outcome
    reasons: Text = ""

    def to_domain(self) -> Finding:
        """As the house keeps it."""
        return Finding(outcome=self.outcome, reasons=self.reasons)


class SamplePartOut(Wire):
    """A biobank whose samples the request is about; outcome and what follows it are null until it is decided."""

    biobank: str
    body: str
    datasets: tuple[str, ...]
    told: str
    outcome: str | None
    reasons: str | None
    decider: str | None
    decided_on: date | None
    paper: str | None

    @classmethod
    def of(cls, part: SamplePart, language: Language) -> "SamplePartOut":
        """In words too."""
        decision = part.decision
        return cls(
            biobank=part.biobank.number,
            body=part.biobank.body,
            datasets=part.datasets,
            told=said(SAMPLES[decision.outcome] if decision else UNDECIDED, language),
            outcome=decision.outcome.value if decision else None,
            reasons=decision.reasons if decision else None,
            decider=decision.decider if decision else None,
            decided_on=decision.decided_on if decision else None,
            paper=decision.paper if decision else None,
        )


class SamplesOut(Wire):
    """What is asked for, and every biobank whose samples it is about."""

    application: dict[str, Any]
    biobanks: tuple[SamplePartOut, ...]


@router.get("/access-requests/{id}/parts")
def parts(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> list[PartOut]:
    """Every part of the present version, in the order of the controllers' names."""
    return [PartOut.of(part, language) for part in rooms.decision.parts(id, by=actor)]


@router.get("/access-requests/{id}/parts/{controller}/sheet")
def sheet(id: Id, controller: Id, actor: Caller, rooms: Rooms, language: Tongue) -> SheetOut:
    """What is assessed before the part is decided: computed points with their outcome, signed ones with answers."""
    found = rooms.decision.sheet(id, controller=ControllerId(controller), by=actor)
    return SheetOut.of(found, language)


@router.post("/access-requests/{id}/parts/{controller}/review", status_code=201)
def review_part(
    id: Id, controller: Id, finding: FindingIn, actor: Caller, rooms: Rooms, language: Tongue
) -> DisclosureReviewOut:
    """Decide one part, once: only that controller's steward, and nobody who is in the project."""
    review = rooms.decision.review(id, controller=ControllerId(controller), finding=finding.to_domain(), by=actor)
    return DisclosureReviewOut.of(review, language)


@router.post("/access-requests/{id}/parts/{controller}/acceptances", status_code=201)
def accept_condition(
    id: Id, controller: Id, accepted: AcceptanceIn, actor: Caller, rooms: Rooms, language: Tongue
) -> DisclosureReviewOut:
    """Accept, for the project, a condition on which the part was granted."""
    review = rooms.decision.accept(id, controller=ControllerId(controller), condition=accepted.condition, by=actor)
    return DisclosureReviewOut.of(review, language)


@router.get("/access-requests/{id}/samples")
def samples(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> SamplesOut:
    """The biobanks whose samples the present version is about, with what was decided on each."""
    request, found = rooms.decision.samples(id, by=actor)
    biobanks = tuple(SamplePartOut.of(part, language) for part in found)
    return SamplesOut(application=bodies.application(request.application), biobanks=biobanks)


@router.post("/access-requests/{id}/samples/{biobank}/decision", status_code=201)
def decide_samples(
    id: Id, biobank: Id, finding: SampleFindingIn, actor: Caller, rooms: Rooms, language: Tongue
) -> SamplePartOut:
    """Decide on a biobank's samples, once: only whoever answers for it, and nobody who is in the project."""
    part = rooms.decision.decide_samples(id, biobank=biobank, finding=finding.to_domain(), by=actor)
    return SamplePartOut.of(part, language)


@router.get("/access-requests/{id}/permits")
def permits_of(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> list[PermitOut]:
    """None or one."""
    return [PermitOut.of(permit, language) for permit in rooms.permit.of_request(id, by=actor)]


@router.post("/access-requests/{id}/judgements", status_code=201)
def judge(id: Id, judged: JudgementIn, actor: Caller, rooms: Rooms) -> list[JudgementOut]:
    """Record a person's judgement where the law leaves it to one; a request held for want of it is tried again."""
    request = rooms.decision.judge(id, ground=judged.ground, finding=judged.finding, reasons=judged.reasons, by=actor)
    return [JudgementOut.of(judgement) for judgement in request.judgements]


@router.post("/held/{id}/ask-again", status_code=204, response_class=Response)
def ask_again(id: Id, actor: Caller, rooms: Rooms) -> None:
    """Let the house try again what the rules refused at issue, order or delivery: a request, a permit or an order."""
    rooms.decision.ask_again(id, by=actor)
