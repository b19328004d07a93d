"""Decisions: each controller reviews its part, each biobank its samples; what was held is asked about again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalog.model import ControllerId
from catalog.selection import ChosenColumn
from gateway.domain import bodies
from gateway.domain import facts as fact
from gateway.domain.access_request import AccessRequest, Status
from gateway.domain.actor import Actor
from gateway.domain.audit import Event
from gateway.domain.deputyship import Deputyship
from gateway.domain.disclosure_review import Acceptance, DisclosureReview, Finding
from gateway.domain.errors import Invalid, StepRefused
from gateway.domain.judgement import Finding as Judged
from gateway.domain.judgement import Judgement
from gateway.domain.part import Part, Sheet, only_what_is_signed, part_of, parts_of, settled
from gateway.domain.ruling import Point, Ruling
from gateway.domain.sample_decision import SampleDecision, SamplePart, sample_parts, samples_of
from gateway.domain.workspace import State
from gateway.ports.rules import Question
from gateway.ports.unit_of_work import Store, UnitOfWork
from gateway.services.act import Act
from gateway.services.desk import Desk
from gateway.services.holding import H, let_go, waited
from spark_jobs.papers.paper import Digest, Kind

CONDITIONS = "D03-conditions-accepted"
"""What a request is held for until the project has accepted every controller's conditions."""

SAMPLES = "B01-samples-granted"
"""What a request is held for until whoever answers for a biobank has granted the use of its samples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRoom:
    """The second paper is written here."""

    desk: Desk

    def parts(self, id: str, *, by: Actor) -> Sequence[Part]:
        """Every part of the request's present version, in the order of the controllers' names."""
        with self.desk.act("read", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            columns = act.columns(request.application.selection)
            facts = act.about_request(request, columns)
            act.may(**facts)
            parts = [_told(act, part, facts) for part in _parts(act, request, columns)]
            act.work.commit(act.entry(Event.REQUEST_READ))
        return parts

    def sheet(self, id: str, *, controller: ControllerId, by: Actor) -> Sheet:
        """
        The assessment sheet of that part (EHDS 68(1)-(3), OSL 25:1); of a decided one, as it was decided.

        Raises Invalid (no-such-part). Decisions from before there was a sheet have no points.
        """
        with self.desk.act("read", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            columns = act.columns(request.application.selection)
            facts = act.about_request(request, columns)
            act.may(**facts)
            part = part_of(_parts(act, request, columns), controller)
            act.part = controller
            points = _points(act, part, facts)
            act.work.commit(act.entry(Event.REQUEST_READ))
        answers = part.review.finding.answers if part.review else ()
        return Sheet(controller=controller, points=points, answers={answer.point: answer for answer in answers})

    def review(self, id: str, *, controller: ControllerId, finding: Finding, by: Actor) -> DisclosureReview:
        """
        Decide one part, once. Only that controller's steward may, or their deputy, and nobody who is in the project.

        Raises Refused with the ruling, StepRefused where the request is not submitted or the part is decided, Invalid
        where the request asks nothing of that controller, where somebody is kept and it is not said why, or where a
        point is answered that is none to sign on this part's sheet (no-such-point).
        """
        with self.desk.act("review", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            columns = act.columns(request.application.selection)
            parts = _parts(act, request, columns)
            part = part_of(parts, controller)
            lent = act.deputyship_for(controller)
            act.part = controller
            facts = _facts_of(act, request, columns, part=part, finding=finding, lent=lent)
            act.may(**facts)
            submitted = _undecided(request, part, finding)
            ruling = act.ask(Question.REVIEW, **facts)
            only_what_is_signed(finding, ruling.sheet)
            ruled = act.ruling_paper(ruling, about=(submitted,), **facts)
            review = _reviewed(act, request, part=part, finding=finding, lent=lent, ruling=ruling, ruled=ruled.digest)
            body = bodies.part_decision(review, request_paper=submitted, controller_name=part.name)
            paper = act.sign(Kind.PART_DECISION, body)
            review = replace(review, paper=paper.digest)
            act.work.reviews.add(review)
            # The request is saved as well, so that two parts decided at once cannot both miss the other's end.
            reviews = [review if other is part else other.review for other in parts]
            last = settled(reviews, _samples(request, columns))
            act.work.access_requests.save(replace(request, parts_decided=last))
            if lent is not None:
                # Saved as well: a deputyship that is ended at this moment lends no decision any more.
                act.work.deputyships.save(lent)
            papers = (paper.digest, ruled.digest)
            act.work.commit(act.entry(Event.PART_REVIEWED, papers=papers, in_place_of=review.in_place_of))
        return review

    def samples(self, id: str, *, by: Actor) -> tuple[AccessRequest, Sequence[SamplePart]]:
        """The request, and every biobank whose samples it is about, with what was decided on them."""
        with self.desk.act("read-samples", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            columns = act.columns(request.application.selection)
            act.may(**act.about_request(request, columns))
            act.work.commit(act.entry(Event.REQUEST_READ))
        return request, _samples(request, columns)

    def decide_samples(self, id: str, *, biobank: str, finding: Finding, by: Actor) -> SamplePart:
        """
        Decide on one biobank's samples, once. Only who answers for it may, and nobody who is in the project.

        A request that was held for want of it is tried again. Raises Refused with the ruling, StepRefused where the
        request is not submitted or the samples are decided on, Invalid (no-such-samples) for another biobank's.
        """
        with self.desk.act("decide-samples", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            columns = act.columns(request.application.selection)
            facts = {
                **act.about_request(request, columns),
                "samples": fact.of_samples(biobank, decider=by.id, finding=finding),
            }
            act.may(**facts)
            part = samples_of(_samples(request, columns), biobank)
            if request.status is not Status.SUBMITTED or request.paper is None:
                raise StepRefused(f"A request that is {request.status} is not decided on.")
            if part.decision is not None:
                raise StepRefused("These samples are decided on: a decision is made once.")
            ruling = act.ask(Question.SAMPLES, **facts)
            ruled = act.ruling_paper(ruling, about=(request.paper,), **facts)
            decision = SampleDecision(
                biobank=part.biobank.number,
                body=part.biobank.body,
                datasets=part.datasets,
                outcome=finding.outcome,
                reasons=finding.reasons,
                decider=by.id,
                decided_on=act.today,
                ruling=ruled.digest,
            )
            body = bodies.sample_decision(decision, request_paper=request.paper, version=request.version, at=act.now)
            paper = act.sign(Kind.SAMPLE_DECISION, body)
            decision = replace(decision, paper=paper.digest)
            request = let_go(request.sampled(decision), of=SAMPLES)
            reviews = [other.review for other in _parts(act, request, columns)]
            decided = settled(reviews, _samples(request, columns))
            act.work.access_requests.save(replace(request, parts_decided=decided))
            act.work.commit(act.entry(Event.SAMPLES_DECIDED, papers=(paper.digest, ruled.digest)))
        return replace(part, decision=decision)

    def accept(self, id: str, *, controller: ControllerId, condition: str, by: Actor) -> DisclosureReview:
        """
        Accept, for the project, a condition on which that controller granted its part of the present version.

        A request that was held for want of it is tried again. Raises StepRefused where the part is not decided or the
        condition is accepted already, Invalid (no-such-part, no-condition).
        """
        with self.desk.act("accept-condition", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            columns = act.columns(request.application.selection)
            act.may(**act.about_request(request, columns))
            review = part_of(_parts(act, request, columns), controller).review
            act.part = controller
            if review is None:
                raise StepRefused("This part is not decided yet.")
            if condition not in {one.id for one in review.finding.conditions}:
                raise Invalid("The decision has no condition of that name.", where="condition", reason="no-condition")
            if review.has_accepted(condition):
                raise StepRefused("This condition is accepted already.")
            body = bodies.part_acceptance(review, condition=condition, by=by.id, on=act.today)
            paper = act.sign(Kind.PART_ACCEPTANCE, body)
            acceptance = Acceptance(condition=condition, by=by.id, on=act.today, paper=paper.digest)
            review = act.work.reviews.save(review.accepting(acceptance))
            waited(act.work.access_requests, [request], of=CONDITIONS)
            act.work.commit(act.entry(Event.CONDITION_ACCEPTED, papers=(paper.digest,)))
        return review

    def judge(self, id: str, *, ground: str, finding: Judged, reasons: str, by: Actor) -> AccessRequest:
        """
        Record a person's judgement on a ground of the present version, where the law leaves it to one.

        A request that was held for want of it is tried again; once it is decided, its workspaces are asked about in the
        house's next round. Raises Invalid (not-judgeable, empty), StepRefused where nothing is submitted, Refused for
        whoever has a part in the project, Stale where a delivery is received at this moment.
        """
        with self.desk.act("judge", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            if request.status not in {Status.SUBMITTED, Status.DECIDED} or request.paper is None:
                raise StepRefused(f"A request that is {request.status} is not judged.")
            judgement = Judgement(ground=ground, finding=finding, reasons=reasons, by=by.id, on=act.today)
            body = bodies.judgement(judgement, request_paper=request.paper, version=request.version)
            paper = act.sign(Kind.JUDGEMENT, body)
            request = act.work.access_requests.save(request.judged(replace(judgement, paper=paper.digest)))
            if request.status is Status.DECIDED:
                _asked_about_anew(act, request)
            act.work.commit(act.entry(Event.REQUEST_JUDGED, papers=(paper.digest,)))
        return request

    def ask_again(self, id: str, *, by: Actor) -> None:
        """
        Let the house try again what the rules refused at issue, order or delivery, or what they closed since.

        `id` names a request, a permit, an order or a workspace. Raises StepRefused where nothing is held there.
        """
        with self.desk.act("ask-again", by=by, on=id) as act:
            act.may()
            work = act.work
            held = _let_go(work.access_requests, id) or _let_go(work.permits, id) or _let_go(work.extracts, id)
            if not (held or _look_again(work, id)):
                raise StepRefused("Nothing is held there.")
            act.work.commit(act.entry(Event.ASKED_AGAIN))


def _let_go(store: Store[H], id: str) -> bool:
    held = [value for value in store.find(id=id) if value.held_because]
    for value in held:
        store.save(replace(value, held_because=()))
    return bool(held)


def _look_again(work: UnitOfWork, id: str) -> bool:
    named = (*work.workspaces.find(id=id), *work.workspaces.find(extract=id), *work.workspaces.find(permit=id))
    closed = [workspace for workspace in named if workspace.state in {State.CLOSING, State.CLOSED}]
    for workspace in closed:
        work.workspaces.save(replace(workspace, asked=True))
    return bool(closed)


def _asked_about_anew(act: Act, request: AccessRequest) -> None:
    """What is delivered under its permit may close, or open again; a receipt made meanwhile cannot miss it."""
    act.work.projects.save(act.work.projects.get(request.project))
    for permit in act.work.permits.find(access_request=request.id):
        for workspace in act.work.workspaces.find(permit=permit.id):
            if workspace.state not in {State.EMPTYING, State.EMPTIED}:
                act.work.workspaces.save(replace(workspace, asked=True))


def _facts_of(
    act: Act,
    request: AccessRequest,
    columns: Sequence[ChosenColumn],
    *,
    part: Part,
    finding: Finding,
    lent: Deputyship | None,
) -> dict[str, Any]:
    """What the rules are told of a part that is about to be decided."""
    review = fact.of_review(
        part.controller,
        decider=act.actor.id,
        in_place_of=lent.steward if lent else None,
        finding=finding,
        datasets=part.datasets,
    )
    told = fact.of_part(part.controller, kind=part.kind)
    return {**act.about_request(request, columns), "part": told, "review": review}


def _undecided(request: AccessRequest, part: Part, finding: Finding) -> Digest:
    """The paper that asks for the part, where it can be decided so. Raises StepRefused, Invalid (empty)."""
    if request.status is not Status.SUBMITTED or request.paper is None:
        raise StepRefused(f"A request that is {request.status} is not decided on.")
    if part.review is not None:
        raise StepRefused("This part is decided: a decision is made once.")
    if finding.kept and not finding.reasons.strip():
        sentence = "Say why those whose records are blocked or whose identity is protected stay."
        raise Invalid(sentence, where="reasons", reason="empty")
    return request.paper


def _reviewed(
    act: Act,
    request: AccessRequest,
    *,
    part: Part,
    finding: Finding,
    lent: Deputyship | None,
    ruling: Ruling,
    ruled: Digest,
) -> DisclosureReview:
    return DisclosureReview(
        id=DisclosureReview.id_of(request.id, version=request.version, controller=part.controller),
        access_request=request.id,
        version=request.version,
        controller=part.controller,
        datasets=part.datasets,
        finding=finding,
        decider=act.actor.id,
        in_place_of=lent.steward if lent else None,
        deputyship=lent.paper if lent else None,
        decided_at=act.now,
        decided_on=act.today,
        ruling=ruled,
        basis=ruling.basis,
    )


def _told(act: Act, part: Part, facts: Mapping[str, Any]) -> Part:
    """As it was decided, or as the rules would have it today; a no that is asked for here is nobody's refusal."""
    if part.review is not None:
        return replace(part, basis=part.review.basis)
    told = act.told(**facts, part=fact.of_part(part.controller, kind=part.kind))
    ruling = act.desk.rules.ask(Question.REVIEW, told)
    return replace(part, basis=ruling.basis, route=ruling.route)


def _points(act: Act, part: Part, facts: Mapping[str, Any]) -> tuple[Point, ...]:
    if part.review is None:
        told = act.told(**facts, part=fact.of_part(part.controller, kind=part.kind))
        return act.desk.rules.ask(Question.REVIEW, told).sheet
    ruled = act.work.papers.get(part.review.ruling).body
    return tuple(Point.of(point) for point in ruled.get("sheet", ()))


def _parts(act: Act, request: AccessRequest, columns: Sequence[ChosenColumn]) -> list[Part]:
    return parts_of(columns, act.work.reviews.find(access_request=request.id), version=request.version)


def _samples(request: AccessRequest, columns: Sequence[ChosenColumn]) -> list[SamplePart]:
    return sample_parts((column.dataset for column in columns), request.samples)
