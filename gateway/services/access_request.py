"""Access requests: draft · amend · revise · check · submit · send back · versions · withdraw · read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from catalog.selection import ChosenColumn, controllers
from gateway.domain import bodies
from gateway.domain import facts as fact
from gateway.domain.access_request import AccessRequest, Application, RequestKind, Status
from gateway.domain.actor import Actor
from gateway.domain.amending import Amended, touched
from gateway.domain.amendment import EthicsRecord
from gateway.domain.audit import Event
from gateway.domain.coverage import Comparison, Coverage, coverage
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.errors import Invalid, StepRefused
from gateway.domain.ethics import EthicsApproval
from gateway.domain.permit import Permit
from gateway.domain.project import no_approval
from gateway.domain.ruling import Compared, Ruling
from gateway.domain.versions import Versions, changes
from gateway.ports.rules import Question
from gateway.services.act import Act
from gateway.services.desk import Desk
from spark_jobs.papers.paper import Digest, Kind, SignedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRequestRoom:
    """The first paper is written here."""

    desk: Desk

    def draft(self, *, project: str, application: Application, by: Actor) -> AccessRequest:
        """A new draft in a project. Everybody it names becomes a member. Raises Invalid for what the catalog lacks."""
        request = AccessRequest(
            id=self.desk.ids.new("request"),
            project=project,
            version=1,
            status=Status.DRAFT,
            application=_written_by(application, by),
            drafted_at=self.desk.clock.now(),
        )
        with self.desk.act("draft", by=by, on=request.id) as act:
            owner = act.work.projects.get(project)
            act.may(**act.about_project(owner))
            act.columns(application.selection)
            act.work.access_requests.add(request)
            if set(application.people()) - set(owner.members):
                act.work.projects.save(owner.joined_by(*application.people()))
            act.work.commit(act.entry(Event.REQUEST_DRAFTED))
        return request

    def amend(self, permit: str, *, application: Application, by: Actor) -> AccessRequest:
        """
        A new draft that asks that a permit be another: written whole, as it would be then.

        Raises StepRefused for a permit that is revoked, replaced or expired, and while another amendment of it is
        under way; Invalid for what the catalog lacks.
        """
        id = self.desk.ids.new("request")
        with self.desk.act("draft", by=by, on=id) as act:
            amended = act.work.permits.get(permit)
            owner = act.work.projects.get(amended.project)
            act.may(**act.about_project(owner))
            if amended.amendment and not act.work.access_requests.get(amended.amendment).is_over:
                raise StepRefused("An amendment of this permit is under way: it is decided or withdrawn first.")
            # The permit is saved as well, so that two amendments asked for at once are not both the first.
            act.work.permits.save(amended.amending(id, on=act.today))
            act.columns(application.selection)
            request = AccessRequest(
                id=id,
                project=owner.id,
                version=1,
                status=Status.DRAFT,
                application=_written_by(application, by),
                drafted_at=act.now,
                amends=permit,
            )
            act.work.access_requests.add(request)
            if set(application.people()) - set(owner.members):
                act.work.projects.save(owner.joined_by(*application.people()))
            act.work.commit(act.entry(Event.REQUEST_DRAFTED), act.entry(Event.PERMIT_AMENDMENT_ASKED, on=permit))
        return request

    def amended(self, id: str, *, by: Actor) -> Amended | None:
        """What the request would make another in the permit that it amends; None where it amends none."""
        with self.desk.act("read", by=by, on=id) as act:
            request, columns = self._permitted(act, id)
            found = None
            if request.amends is not None:
                permit = act.work.permits.get(request.amends)
                before = act.work.access_requests.get(permit.access_request).application
                was, now = bodies.application(before), bodies.application(request.application)
                standing = {review.controller for review in _standing(act, request, columns)}
                found = Amended(
                    permit=permit.id,
                    changes=changes(was, now, kinds=tuple(now)),
                    touched=tuple(one for one in controllers(columns) if one not in standing),
                )
            act.work.commit(act.entry(Event.REQUEST_READ))
        return found

    def revise(self, id: str, *, application: Application, revision: int, by: Actor) -> AccessRequest:
        """
        Write a draft, or a request that came back, anew.

        Raises StepRefused once it is submitted, Stale where `revision` is not the one that was read.
        """
        with self.desk.act("draft", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            owner = act.work.projects.get(request.project)
            act.may(**act.about_project(owner))
            if not request.is_open_to_writing:
                raise StepRefused(f"A request that is {request.status} is not written in: ask for it to be sent back.")
            act.columns(application.selection)
            request = replace(request, application=_written_by(application, by), revision=revision)
            request = act.work.access_requests.save(request)
            if set(application.people()) - set(owner.members):
                act.work.projects.save(owner.joined_by(*application.people()))
            act.work.commit(act.entry(Event.REQUEST_REVISED))
        return request

    def check(self, id: str, *, by: Actor) -> Ruling:
        """What the rules would say if it were submitted now; nothing changes but the ledger."""
        with self.desk.act("read", by=by, on=id) as act:
            request, columns = self._permitted(act, id)
            facts = act.about_request(_bound(request, self._snapshots(request)), columns)
            ruling = self.desk.rules.ask(Question.SUBMIT, act.told(**facts))
            act.work.commit(act.entry(Event.REQUEST_READ, because=sorted(ruling.missing)))
        return ruling

    def compare(self, id: str, *, by: Actor) -> Sequence[Coverage]:
        """
        What is asked for beside what the approval and its amendments cover, today and from then on.

        The rules do the comparing, once for each stretch of days on which the same decisions apply. Raises Invalid
        (no-approval), NeighbourUnavailable.
        """
        with self.desk.act("read", by=by, on=id) as act:
            request, columns = self._permitted(act, id)
            project = act.work.projects.get(request.project)
            facts = act.about_request(request, columns)
            comparisons = [
                Comparison(first=first, last=last, things=self._compared(act, facts, approval))
                for first, last, approval in _ahead(project.decided_ethics(), act.today)
            ]
            act.work.commit(act.entry(Event.REQUEST_READ))
        return coverage(comparisons, on=act.today)

    def submit(self, id: str, *, by: Actor) -> AccessRequest:
        """
        Submit this version: the rules are asked, the paper is signed.

        Where it amends a permit, the parts that it leaves untouched stand as they were granted.

        Raises Refused with the ruling, StepRefused, Invalid (no-approval, no-snapshot), NeighbourUnavailable. In each
        of these the request stays as it was.
        """
        with self.desk.act("submit", by=by, on=id) as act:
            request, columns = self._permitted(act, id)
            request.at(Status.SUBMITTED)  # a step that does not follow is told before anything is asked
            project = act.work.projects.get(request.project)
            if not project.ethics_papers:
                raise no_approval()
            snapshots = self._snapshots(request)
            digests = {name: snapshot.digest for name, snapshot in snapshots.items()}
            facts = act.about_request(_bound(request, snapshots), columns)
            papers = project.ethics_papers
            amends = act.work.permits.get(request.amends).paper if request.amends else None
            people = act.people(request.application.people())
            act.know(request)
            # Everything is read by now: a store that comes back while the rules are asked is not even noticed.
            ruling = act.ask(Question.SUBMIT, **facts)
            body = bodies.access_request(
                request,
                ethics_papers=papers,
                snapshots=digests,
                at=act.now,
                amends=amends,
                names={id: person.name for id, person in people.items()},
            )
            paper = act.sign(Kind.ACCESS_REQUEST, body)
            ruled = act.ruling_paper(ruling, about=(paper.digest,), **facts)
            for snapshot in snapshots.values():
                act.work.papers.add(snapshot)
            submitted = request.submitted(
                at=act.now, paper=paper.digest, ruling=ruled.digest, snapshots=digests, warnings=ruling.warnings
            )
            standing = _standing(act, request, columns)
            for review in standing:
                act.work.reviews.add(review)
            decided = {review.controller for review in standing} == set(controllers(columns))
            request = act.work.access_requests.save(replace(submitted, parts_decided=decided))
            act.work.commit(act.entry(Event.REQUEST_SUBMITTED, papers=(paper.digest, ruled.digest)))
        return request

    def send_back(self, id: str, *, because: str, by: Actor) -> AccessRequest:
        """Back to the applicant for completion, as the next version; parts decided so far belong to the old one."""
        if not because.strip():
            raise Invalid("Say what is missing.", where="because", reason="empty")
        with self.desk.act("return", by=by, on=id) as act:
            request, _ = self._permitted(act, id)
            request.at(Status.RETURNED)  # a step that does not follow is told before anything is signed
            body = bodies.request_return(request, because=because, by=by.id, on=act.today)
            paper = act.sign(Kind.REQUEST_RETURN, body)
            returned = replace(request.returned(because=because, paper=paper.digest), returned_on=act.today)
            request = act.work.access_requests.save(replace(returned, prolonged=None, held_because=()))
            act.work.commit(act.entry(Event.REQUEST_RETURNED, papers=(paper.digest,)))
        return request

    def versions(self, id: str, *, by: Actor) -> Versions | None:
        """What changed since the version that was sent back last; None where none was."""
        with self.desk.act("read", by=by, on=id) as act:
            request, _ = self._permitted(act, id)
            present = bodies.application(request.application)
            earlier = act.work.papers.get(request.sent_back).body if request.sent_back else None
            act.work.commit(act.entry(Event.REQUEST_READ))
        if earlier is None:
            return None
        # A version from before there were kinds was for research: that it says so now is no change.
        found = changes({"kind": RequestKind.RESEARCH.value, **earlier}, present, kinds=tuple(present))
        return Versions(sent_back=earlier["version"], present=request.version, changes=found)

    def withdraw(self, id: str, *, by: Actor) -> AccessRequest:
        """The applicant takes it back; nothing follows from it any more."""
        with self.desk.act("withdraw", by=by, on=id) as act:
            request, _ = self._permitted(act, id)
            request = act.work.access_requests.save(request.at(Status.WITHDRAWN))
            act.work.commit(act.entry(Event.REQUEST_WITHDRAWN))
        return request

    def read(self, id: str, *, by: Actor) -> AccessRequest:
        """Looking leaves an entry too."""
        with self.desk.act("read", by=by, on=id) as act:
            request, _ = self._permitted(act, id)
            act.work.commit(act.entry(Event.REQUEST_READ))
        return request

    def list(self, *, after: str | None, limit: int, by: Actor) -> Sequence[AccessRequest]:
        """
        At most `limit` requests that the actor may read, in the order of their ids, beginning after `after`.

        Every one of them was asked about; what the rules do not let the actor see is left out without a word.
        """
        with self.desk.act("read", by=by, on="access-requests") as act:
            seen: list[AccessRequest] = []
            where = act.where_to_look()
            while len(seen) < limit:
                page = act.work.access_requests.page(after=after, limit=limit, where=where)
                readable = act.readable(page)
                seen.extend(request for request in page if request.id in readable)
                if len(page) < limit:
                    break
                after = page[-1].id
            act.about_nothing()
            act.work.commit(act.entry(Event.REQUESTS_LISTED))
        return seen[:limit]

    def status_of(self, id: str) -> Status:
        """Where it is and nothing else, without an entry: for a caller who was let in and waits for the next step."""
        with self.desk.open_work() as work:
            return work.access_requests.get(id).status

    def _permitted(self, act: Act, id: str) -> tuple[AccessRequest, Sequence[ChosenColumn]]:
        request = act.work.access_requests.get(id)
        columns = act.columns(request.application.selection)
        act.may(**act.about_request(request, columns))
        return request, columns

    def _compared(self, act: Act, facts: Mapping[str, Any], approval: EthicsApproval) -> Sequence[Compared]:
        told = act.told(**{**facts, "ethics_approval": fact.of_approval(approval)})
        return self.desk.rules.ask(Question.SUBMIT, told).compared

    def _snapshots(self, request: AccessRequest) -> Mapping[str, SignedPaper]:
        found = self.desk.box.snapshots()
        return {name: self.desk.believe_snapshot(name, found) for name in request.application.selection.datasets()}


def _standing(act: Act, request: AccessRequest, columns: Sequence[ChosenColumn]) -> list[DisclosureReview]:
    """The reviews that stand: granted for the permit that is amended, by those whose part is no other now."""
    if request.amends is None:
        return []
    amended = act.work.permits.get(request.amends)
    before = act.work.access_requests.get(amended.access_request)
    owners = {column.choice.dataset: column.dataset.controller.id for column in columns}
    anew = touched(before.application, request.application, owners=owners) | _treated_otherwise(act, amended, columns)
    standing = []
    for review in act.work.reviews.find(access_request=before.id):
        asked = tuple(sorted(dataset for dataset, owner in owners.items() if owner == review.controller))
        untouched = review.controller not in anew and set(asked) <= set(review.datasets)
        if review.version == amended.version and review.granted and asked and untouched:
            standing.append(review.standing_in(request.id, version=request.version, datasets=asked))
    return standing


def _treated_otherwise(act: Act, amended: Permit, columns: Sequence[ChosenColumn]) -> frozenset[str]:
    """The controllers of columns that the catalog treats otherwise by now than it did when the permit was issued."""
    body = act.work.papers.get(Digest(str(amended.paper))).body
    treated = {(one["dataset"], one["table"], one["column"]): one["treatment"] for one in body["columns"]}
    return frozenset(
        column.dataset.controller.id
        for column in columns
        if treated.get((column.choice.dataset, column.choice.table, column.choice.column)) != dict(column.treatment)
    )


def _ahead(ethics: EthicsRecord, today: date) -> Iterator[tuple[date, date | None, EthicsApproval]]:
    """The stretches of days that are not over. Where nothing is in force yet, what is written, as if it were."""
    stretches = list(ethics.timeline())
    if not stretches:
        yield today, None, ethics.approval
    for stretch in stretches:
        if stretch.last is None or stretch.last >= today:
            yield stretch.first, stretch.last, stretch.approval


def _bound(request: AccessRequest, snapshots: Mapping[str, SignedPaper]) -> AccessRequest:
    return replace(request, snapshots={name: paper.digest for name, paper in snapshots.items()})


def _written_by(application: Application, actor: Actor) -> Application:
    # Who applies is who is signed in: never what a body says.
    applicant = replace(application.applicant, id=actor.id, organisation=actor.organisation)
    return replace(application, applicant=applicant)
