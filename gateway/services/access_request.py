"""Access requests: draft · revise · check · submit · send back · withdraw · read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalog.selection import ChosenColumn
from gateway.domain import bodies
from gateway.domain.access_request import AccessRequest, Application, Status
from gateway.domain.actor import Actor
from gateway.domain.audit import Event
from gateway.domain.errors import Invalid, NotFound, Refused, StepRefused
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question
from gateway.services.desk import Act, Desk
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
            act.work.access_requests.save(request)
            if set(application.people()) - set(owner.members):
                act.work.projects.save(owner.joined_by(*application.people()))
            act.work.commit(act.entry(Event.REQUEST_REVISED))
        return request

    def check(self, id: str, *, by: Actor) -> Ruling:
        """What the rules would say if it were submitted now; nothing changes but the ledger."""
        with self.desk.act("read", by=by, on=id) as act:
            request, columns, _ = self._read(act, id)
            facts = self._facts(act, request, columns)
            act.may(**facts)
            ruling = self.desk.rules.ask(Question.SUBMIT, act.told(**facts))
            act.work.commit(act.entry(Event.REQUEST_READ, because=sorted(ruling.missing)))
        return ruling

    def submit(self, id: str, *, by: Actor) -> AccessRequest:
        """
        Submit this version: the rules are asked, the paper is signed.

        Raises Refused with the ruling, StepRefused, Invalid (no-approval, no-snapshot), NeighbourUnavailable. In each
        of these the request stays as it was.
        """
        with self.desk.act("submit", by=by, on=id) as act:
            request, columns, snapshots = self._read(act, id)
            facts = self._facts(act, request, columns)
            act.may(**facts)
            submitted_status = request.at(Status.SUBMITTED)
            project = act.work.projects.get(request.project)
            if project.ethics_paper is None:
                raise Invalid(
                    "The project has no ethics approval on record: record one first.",
                    where="project/ethics_approval",
                    reason="no-approval",
                )
            ruling = act.ask(Question.SUBMIT, **facts)
            body = bodies.access_request(
                submitted_status,
                ethics_paper=project.ethics_paper,
                snapshots={name: paper.digest for name, paper in snapshots.items()},
                at=act.now,
            )
            paper = act.sign(Kind.ACCESS_REQUEST, body)
            ruled = act.ruling_paper(ruling, about=(paper.digest,), **facts)
            for snapshot in snapshots.values():
                act.work.papers.add(snapshot)
            request = request.submitted(
                at=act.now,
                paper=paper.digest,
                ruling=ruled.digest,
                snapshots={name: snapshot.digest for name, snapshot in snapshots.items()},
            )
            act.work.access_requests.save(request)
            act.work.commit(act.entry(Event.REQUEST_SUBMITTED, papers=(paper.digest, ruled.digest)))
        return request

    def send_back(self, id: str, *, because: str, by: Actor) -> AccessRequest:
        """Back to the applicant for completion, as the next version; parts decided so far belong to the old one."""
        if not because.strip():
            raise Invalid("Say what is missing.", where="because", reason="empty")
        with self.desk.act("return", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            request = replace(request.returned(because=because), held_because=())
            act.work.access_requests.save(request)
            act.work.commit(act.entry(Event.REQUEST_RETURNED))
        return request

    def withdraw(self, id: str, *, by: Actor) -> AccessRequest:
        """The applicant takes it back; nothing follows from it any more."""
        with self.desk.act("withdraw", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            request = request.at(Status.WITHDRAWN)
            act.work.access_requests.save(request)
            act.work.commit(act.entry(Event.REQUEST_WITHDRAWN))
        return request

    def read(self, id: str, *, by: Actor) -> AccessRequest:
        """Looking leaves an entry too."""
        with self.desk.act("read", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            act.work.commit(act.entry(Event.REQUEST_READ))
        return request

    def list(self, *, after: str | None, limit: int, by: Actor) -> Sequence[AccessRequest]:
        """
        At most `limit` requests that the actor may read, in the order of their ids, beginning after `after`.

        Every one of them was asked about; what the rules do not let the actor see is left out without a word.
        """
        with self.desk.act("read", by=by, on="access-requests") as act:
            seen: list[AccessRequest] = []
            while len(seen) < limit:
                page = act.work.access_requests.page(after=after, limit=limit)
                seen.extend(request for request in page if self._may_read(act, request))
                if len(page) < limit:
                    break
                after = page[-1].id
            act.project = None
            act.work.commit(act.entry(Event.REQUESTS_LISTED))
        return seen[:limit]

    def _may_read(self, act: Act, request: AccessRequest) -> bool:
        try:
            act.may(**act.about_request(request, act.columns(request.application.selection)))
        except (Refused, Invalid, NotFound):
            return False
        return True

    def _read(self, act: Act, id: str) -> tuple[AccessRequest, Sequence[ChosenColumn], Mapping[str, SignedPaper]]:
        request = act.work.access_requests.get(id)
        columns = act.columns(request.application.selection)
        return request, columns, self._snapshots(request)

    def _facts(self, act: Act, request: AccessRequest, columns: Sequence[ChosenColumn]) -> dict[str, Any]:
        snapshots: Mapping[str, Digest] = {name: paper.digest for name, paper in self._snapshots(request).items()}
        return act.about_request(replace(request, snapshots=snapshots), columns)

    def _snapshots(self, request: AccessRequest) -> Mapping[str, SignedPaper]:
        found = self.desk.box.snapshots()
        datasets = request.application.selection.datasets()
        for name in datasets:
            if name not in found:
                sentence = f"The data plane has published no snapshot of {name} yet: ask the operator for one."
                raise Invalid(sentence, where="/columns", reason="no-snapshot")
        return {name: self.desk.believe(found[name], kind=Kind.SNAPSHOT) for name in datasets}


def _written_by(application: Application, actor: Actor) -> Application:
    # Who applies is who is signed in: never what a body says.
    applicant = replace(application.applicant, id=actor.id, organisation=actor.organisation)
    return replace(application, applicant=applicant)
