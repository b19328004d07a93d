"""A permit in its time: the house issues it when the last part is decided; it is extended and revoked by people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from catalog.selection import ChosenColumn
from gateway.domain import bodies, issuing
from gateway.domain import facts as fact
from gateway.domain.access_request import AccessRequest, Status
from gateway.domain.actor import HOUSE, Actor
from gateway.domain.audit import Event
from gateway.domain.delivery import Progress
from gateway.domain.disclosure_review import DisclosureReview, Outcome
from gateway.domain.errors import Refused, StepRefused
from gateway.domain.extension import Answer, Extension
from gateway.domain.part import parts_of, settled
from gateway.domain.permit import Permit
from gateway.domain.project import Project
from gateway.domain.revocation import Revocation
from gateway.domain.sample_decision import sample_parts
from gateway.domain.workspace import State
from gateway.ports.rules import Question
from gateway.ports.unit_of_work import UnitOfWork
from gateway.services.act import Act
from gateway.services.desk import Desk
from gateway.services.holding import let_go, waited
from spark_jobs.papers.paper import Digest, Kind

GRANTED = "D01-every-controller-granted"
"""What an amendment ends for where it would lose a controller that the permit covers."""

VALID = "T01-permit-valid"
"""What an order or a delivery is held for once the permit has expired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitRoom:
    """What happens to a permit from the day it is issued; its own paper is never changed."""

    desk: Desk

    def due(self) -> Sequence[str]:
        """The submitted requests whose last part is decided and which nothing holds."""
        with self.desk.open_work() as work:
            waiting = work.access_requests.find(due="issue")
            return [request.id for request in waiting if self._all_decided(work, request)]

    def issue(self, id: str, *, by: Actor = HOUSE) -> Permit | None:
        """
        Issue the permit for the union of the granted parts; issuing neither adds nor withholds.

        What a biobank withheld is not in it. Where nothing is left the request ends as refused, and there is no permit;
        so does an amendment of which a controller that the permit covers refused its part: that permit stands as it is.

        Where the rules refuse although a part was granted, parts and status stand, the refusal is an entry, and the
        request is held until somebody asks again; Refused is raised. The same happens with StepRefused where the
        project's approval is no longer the one that the request was submitted and decided under: a permit rests on
        what its parts rested on.
        """
        with self.desk.act("issue", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            columns = act.columns(request.application.selection)
            reviews = _reviews(act, request, columns)
            project = act.work.projects.get(request.project)
            amended = act.work.permits.get(request.amends) if request.amends else None
            proposed = self._proposed(act, request, columns, project=project, reviews=reviews, amended=amended)
            granted = [column for column in columns if column.choice.dataset in proposed.selection.datasets()]
            facts = {
                **act.about_request(request, columns),
                "permit": fact.of_permit(proposed, parts=reviews, columns=granted),
            }
            act.may(**facts)
            self._same_approval(act, request, project)
            if amended is not None and issuing.loses(amended, reviews):
                self._not_issued(act, request, granted=False, because=(GRANTED,))
                return None
            try:
                ruling = (
                    act.ask_about(amended, Question.ISSUE, **facts) if amended else act.ask(Question.ISSUE, **facts)
                )
            except Refused as refused:
                self._not_issued(act, request, granted=bool(granted), because=refused.because)
                if granted:
                    raise
                return None
            if not granted:
                raise StepRefused("No part was granted: there is nothing to permit, whatever the rules say.")
            about = (proposed.follows, *issuing.papers_of(reviews), *issuing.sampled(request))
            ruled = act.ruling_paper(ruling, about=about, **facts)
            permit = replace(proposed, rests_on=(*proposed.rests_on, ruled.digest))
            paper = act.sign(Kind.PERMIT, bodies.permit(permit, columns=granted, ruling=ruling))
            permit = replace(permit, paper=paper.digest)
            act.work.permits.add(permit)
            act.work.access_requests.save(request.at(Status.DECIDED))
            entries = [act.entry(Event.PERMIT_ISSUED, papers=(paper.digest, ruled.digest))]
            if amended is not None:
                act.work.permits.save(amended.replaced_by(permit, paper=paper.digest))
                entries.append(act.entry(Event.PERMIT_REPLACED, on=amended.id, papers=(paper.digest,)))
            act.work.commit(*entries)
        return permit

    def read(self, id: str, *, by: Actor) -> Permit:
        """Looking leaves an entry too."""
        with self.desk.act("read", by=by, on=id) as act:
            permit = act.work.permits.get(id)
            request = act.work.access_requests.get(permit.access_request)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            act.work.commit(act.entry(Event.PERMIT_READ))
        return permit

    def of_request(self, access_request: str, *, by: Actor) -> Sequence[Permit]:
        """The permits that were issued for a request: none or one."""
        with self.desk.act("read", by=by, on=access_request) as act:
            request = act.work.access_requests.get(access_request)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            permits = act.work.permits.find(access_request=access_request)
            act.work.commit(act.entry(Event.PERMIT_READ))
        return permits

    def ask_extension(self, id: str, *, until: date, because: str, by: Actor) -> Permit:
        """
        Ask, for the project, that the permit hold until that day: once, and a month before it expires at the latest.

        Raises Refused with the ruling, StepRefused while another extension waits, Invalid (empty) without a reason.
        """
        with self.desk.act("ask-extension", by=by, on=id) as act:
            permit = act.work.permits.get(id)
            facts = _facts(act, permit)
            act.may(**facts)
            extension = Extension(until=until, because=because, by=by.id, on=act.today)
            permit.asking(extension)  # what waits already is told before anything is signed
            facts["extension"] = fact.of_extension(extension)
            ruling = act.ask_about(permit, Question.EXTEND, **facts)
            ruled = act.ruling_paper(ruling, about=_about(permit.paper), **facts)
            body = bodies.extension_request(extension, permit=permit, ruling=ruled.digest)
            paper = act.sign(Kind.EXTENSION_REQUEST, body)
            permit = act.work.permits.save(permit.asking(replace(extension, paper=paper.digest)))
            act.work.commit(act.entry(Event.EXTENSION_ASKED, papers=(paper.digest, ruled.digest)))
        return permit

    def decide_extension(self, id: str, *, outcome: Outcome, reasons: str, by: Actor) -> Permit:
        """
        Grant the extension that is asked for, or refuse it, with reasons. The rules are asked again before a yes.

        What was closed or held because the permit had expired is tried again. Raises Refused with the ruling,
        StepRefused where nothing waits, Invalid (empty) without a reason.
        """
        with self.desk.act("decide-extension", by=by, on=id) as act:
            permit = act.work.permits.get(id)
            facts = _facts(act, permit)
            act.may(**facts)
            extension = permit.waiting
            if extension is None:
                raise StepRefused("No extension of this permit waits for a decision.")
            answer = Answer(outcome=outcome, reasons=reasons, by=by.id, on=act.today)
            ruled = None
            if outcome is Outcome.GRANTED:
                facts["extension"] = fact.of_extension(extension)
                ruling = act.ask_about(permit, Question.EXTEND, **facts)
                ruled = act.ruling_paper(ruling, about=_about(extension.paper), **facts).digest
            body = bodies.extension_decision(answer, extension=extension, permit=permit, ruling=ruled)
            paper = act.sign(Kind.EXTENSION_DECISION, body)
            permit = permit.answered(replace(answer, paper=paper.digest))
            if outcome is Outcome.GRANTED:
                permit = _tried_again(act, permit)
            permit = act.work.permits.save(permit)
            event = Event.PERMIT_EXTENDED if outcome is Outcome.GRANTED else Event.EXTENSION_REFUSED
            act.work.commit(act.entry(event, papers=_about(paper.digest, ruled)))
        return permit

    def revoke(self, id: str, *, because: str, by: Actor) -> Permit:
        """
        End a permit early, for a reason: nothing is ordered, delivered or read under it from now on.

        Its workspace is asked about in the house's next round, and closed; so is what still stood open under the permit
        that it replaced. Raises StepRefused for a permit that is revoked or replaced already, Invalid (empty) without a
        reason, Refused for whoever has a part in the project.
        """
        with self.desk.act("revoke", by=by, on=id) as act:
            permit = act.work.permits.get(id)
            act.may(**_facts(act, permit))
            revocation = Revocation(because=because, by=by.id, on=act.today)
            permit.revoked(revocation)  # what is revoked already is told before anything is signed
            paper = act.sign(Kind.PERMIT_REVOCATION, bodies.permit_revocation(revocation, permit=permit))
            permit = act.work.permits.save(permit.revoked(replace(revocation, paper=paper.digest)))
            _look_again(act, id)
            act.supersede(permit)
            act.work.commit(act.entry(Event.PERMIT_REVOKED, papers=(paper.digest,)))
        return permit

    def _proposed(
        self,
        act: Act,
        request: AccessRequest,
        columns: Sequence[ChosenColumn],
        *,
        project: Project,
        reviews: Sequence[DisclosureReview],
        amended: Permit | None,
    ) -> Permit:
        """What was granted, less what a biobank withheld, in the place of the permit that is amended."""
        samples = sample_parts((column.dataset for column in columns), request.samples)
        withheld = [name for part in samples if part.withheld for name in part.datasets]
        id = self.desk.ids.new("permit")
        proposed = issuing.proposed(
            id,
            request,
            project,
            reviews,
            on=act.today,
            withheld=withheld,
            note_check=self.desk.note_check,
        )
        return proposed.in_place_of(amended) if amended else proposed

    def _not_issued(self, act: Act, request: AccessRequest, *, granted: bool, because: tuple[str, ...]) -> None:
        if granted:
            act.work.access_requests.save(replace(request, held_because=because))
            # The entry of the refusal itself is written by the desk; this one tells that the request waits.
            act.work.commit(act.entry(Event.REQUEST_HELD, because=because))
        else:
            act.work.access_requests.save(request.at(Status.REFUSED))
            act.work.commit(act.entry(Event.REQUEST_REFUSED, because=because))

    def _same_approval(self, act: Act, request: AccessRequest, project: Project) -> None:
        submitted = act.work.papers.get(Digest(str(request.paper))).body
        if list(project.ethics_papers) != [submitted["ethics_approval"], *submitted.get("amendments", ())]:
            self._not_issued(act, request, granted=True, because=("E01-approval-linked",))
            raise StepRefused("The ethics approval was recorded anew after the request was submitted: send it back.")

    def _all_decided(self, work: UnitOfWork, request: AccessRequest) -> bool:
        decided = work.reviews.find(access_request=request.id)
        present = [review for review in decided if review.version == request.version]
        selected = {choice.dataset for choice in request.application.selection.columns}
        asked = [dataset for dataset in self.desk.catalog.selectable() if dataset.name in selected]
        wanted = {dataset.controller.id for dataset in asked}
        answered = bool(wanted) and {review.controller for review in present} == wanted
        return answered and settled(present, sample_parts(asked, request.samples))


def _facts(act: Act, permit: Permit) -> dict[str, Any]:
    request = act.work.access_requests.get(permit.access_request)
    reviews = [r for r in act.work.reviews.find(access_request=request.id) if r.version == permit.version]
    return {
        **act.about_request(request, act.columns(request.application.selection)),
        "permit": fact.of_permit(permit, parts=reviews, columns=act.columns(permit.selection)),
    }


def _about(*papers: Digest | None) -> tuple[Digest, ...]:
    return tuple(paper for paper in papers if paper is not None)


def _tried_again(act: Act, permit: Permit) -> Permit:
    """The permit without its hold for having expired; its extract and workspace likewise are asked about anew."""
    extracts = act.work.extracts.find(permit=permit.id)
    waited(act.work.extracts, [one for one in extracts if one.progress is Progress.EXTRACTED], of=VALID)
    _look_again(act, permit.id)
    return let_go(permit, of=VALID)


def _look_again(act: Act, permit: str) -> None:
    """The house asks about the permit's workspace in its next round, not tomorrow."""
    for workspace in act.work.workspaces.find(permit=permit):
        if workspace.state not in {State.EMPTYING, State.EMPTIED}:
            act.work.workspaces.save(replace(workspace, asked=True))


def _reviews(act: Act, request: AccessRequest, columns: Sequence[ChosenColumn]) -> list[DisclosureReview]:
    parts = parts_of(columns, act.work.reviews.find(access_request=request.id), version=request.version)
    reviews = [part.review for part in parts if part.review is not None]
    if len(reviews) != len(parts):
        raise StepRefused("A part is not decided yet.")
    return reviews
