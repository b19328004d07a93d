"""Workspaces after their delivery: asked about each day, closed, opened again, emptied; and what the runner answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from gateway.domain import facts as fact
from gateway.domain.actor import HOUSE, Actor
from gateway.domain.audit import Event
from gateway.domain.errors import GatewayError, NeighbourUnavailable, Refused
from gateway.domain.permit import Permit
from gateway.domain.ruling import Ruling
from gateway.domain.workspace import ANSWERED, STANDING, State, Sweep, Workspace
from gateway.ports.clock import swedish_day
from gateway.ports.rules import Question
from gateway.services.act import Act
from gateway.services.desk import Desk
from spark_jobs.papers.manifest import Status
from spark_jobs.papers.paper import Digest, Kind
from spark_jobs.papers.workspaces import DeletionCertificate, WorkspaceOrder

_NOT_DONE = frozenset({"refused", "failed"})
_ORDERED = {
    State.CLOSING: ("closing", Event.WORKSPACE_CLOSED),
    State.OPENING: ("opening", Event.WORKSPACE_OPENED),
    State.EMPTYING: ("emptying", Event.WORKSPACE_EMPTIED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceRoom:
    """What was delivered stays open only as long as the rules say yes, each day anew."""

    desk: Desk

    def due(self) -> Sequence[str]:
        """The workspaces that are to be asked about before the day's turn: something was recorded on their study."""
        with self.desk.open_work() as work:
            return [workspace.id for workspace in work.workspaces.find(due="sweep")]

    def unsettled(self) -> Sequence[str]:
        """The workspaces whose last order the runner has not answered."""
        with self.desk.open_work() as work:
            return [workspace.id for workspace in work.workspaces.find(due="settle")]

    def sweep_all(self, *, by: Actor = HOUSE) -> Sequence[GatewayError]:
        """
        Ask about every workspace, once for each Swedish day; where there is none, nothing happens.

        A missed day is made up for by the next sweep. One workspace's trouble does not keep the others from being
        asked, and is returned. Raises NeighbourUnavailable where a neighbour is silent: then the day is not done.
        """
        day = swedish_day(self.desk.clock.now()).isoformat()
        with self.desk.open_work() as work:
            if work.sweeps.find(id=day):
                return ()
            standing = [one.id for state in STANDING for one in work.workspaces.find(state=state.value)]
        if not standing:
            return ()
        troubles: list[GatewayError] = []
        for id in standing:
            try:
                self.sweep(id, by=by)
            except NeighbourUnavailable:
                raise
            except GatewayError as trouble:
                troubles.append(trouble)
        self._done(day, workspaces=len(standing), by=by)
        return troubles

    def sweep(self, id: str, *, by: Actor = HOUSE) -> Workspace:
        """
        Ask the rules whether this workspace may be open, and give the runner the order that their answer makes
        necessary: close, open again, empty.

        The ruling behind an order is kept as a paper. Nothing changed leaves no entry. Raises Refused for whoever may
        not ask, NeighbourUnavailable: silence orders nothing.
        """
        with self.desk.act("sweep", by=by, on=id) as act:
            workspace = act.work.workspaces.get(id)
            permit = act.work.permits.get(workspace.permit)
            facts = self._facts(act, permit)
            act.may(**facts)
            ruling = _ruled(act, permit, Question.KEEP_OPEN, **facts)
            because = tuple(sorted(ruling.missing))
            expired = None
            if workspace.state is State.CLOSED and not ruling.allows:
                expired = _ruled(act, permit, Question.EMPTY, **facts)
            wanted = workspace.next_order(allowed=ruling.allows, expired=expired is not None and expired.allows)
            asked = replace(workspace, asked=False, because=because)
            if wanted is not None and permit.paper is not None:
                ruling = expired if expired is not None and wanted is State.EMPTYING else ruling
                asked = self._order(act, asked, permit, ruling, wanted=wanted, facts=facts)
            elif asked != workspace:
                asked = act.work.workspaces.save(asked)
                act.work.commit(act.entry(Event.WORKSPACE_ASKED, because=because))
        return asked

    def settle(self, id: str, *, by: Actor = HOUSE) -> Workspace:
        """
        Take in what the runner answered to the workspace's last order; nothing happens while there is no answer.

        Raises NeighbourUnavailable for an answer that cannot be believed.
        """
        with self.desk.act("receive", by=by, on=id) as act:
            workspace = act.work.workspaces.get(id)
            act.project, order = workspace.project, workspace.order_id
            status = None if order is None else self._answered(workspace, order)
            if order is None or status is None:
                return workspace
            act.may(**act.about_project(act.work.projects.get(workspace.project)))
            head = Digest(status.journal_head)
            if status.state in _NOT_DONE:
                trouble = tuple(text for text in (status.code, status.sentence) if text)
                workspace = act.work.workspaces.save(replace(workspace, trouble=trouble))
                act.work.commit(act.entry(Event.WORKSPACE_NOT_SETTLED, because=trouble[:1], journal_head=head))
                return workspace
            certificates = self._certificates(act, workspace, order)
            settled = replace(workspace.at(ANSWERED[workspace.state][1]), certificate=next(iter(certificates), None))
            settled = act.work.workspaces.save(settled)
            if settled.state is State.EMPTIED:
                request = act.work.access_requests.get(act.work.permits.get(workspace.permit).access_request)
                act.work.access_requests.save(replace(request, emptied=True))
            act.work.commit(act.entry(Event.WORKSPACE_SETTLED, papers=certificates, journal_head=head))
        return settled

    def named(self, id: str) -> Workspace:
        """As it stands, without an entry: for a caller who then asks to read its extract. Raises NotFound."""
        with self.desk.open_work() as work:
            return work.workspaces.get(id)

    def of_extract(self, extract: str) -> Workspace | None:
        """The workspace of an extract and nothing else, without an entry: for a caller who was let in to read it."""
        with self.desk.open_work() as work:
            return next(iter(work.workspaces.find(extract=extract)), None)

    def _done(self, day: str, *, workspaces: int, by: Actor) -> None:
        with self.desk.act("sweep", by=by, on=day) as act:
            act.work.sweeps.add(Sweep(id=day, at=act.now, workspaces=workspaces))
            act.work.commit(act.entry(Event.WORKSPACES_SWEPT))

    def _facts(self, act: Act, permit: Permit) -> dict[str, Any]:
        request = act.work.access_requests.get(permit.access_request)
        reviews = [r for r in act.work.reviews.find(access_request=request.id) if r.version == permit.version]
        return {
            **act.about_request(request, act.columns(request.application.selection)),
            "permit": fact.of_permit(permit, parts=reviews, columns=act.columns(permit.selection)),
        }

    def _order(
        self, act: Act, workspace: Workspace, permit: Permit, ruling: Ruling, *, wanted: State, facts: dict[str, Any]
    ) -> Workspace:
        noun, event = _ORDERED[wanted]
        ruled = act.ruling_paper(ruling, about=(workspace.follows,), **facts)
        order = WorkspaceOrder(
            id=self.desk.ids.new(noun),
            workspace=workspace.id,
            order=workspace.extract,
            permit=str(permit.paper),
            permit_id=permit.id,
            project=workspace.project,
            follows=workspace.follows,
            ruling=ruled.digest,
            turn=len(workspace.orders) + 1,
            state=ANSWERED[wanted][0],
            because=workspace.because,
            made_at=act.now,
        )
        paper = act.sign(Kind.WORKSPACE_ORDER, order.as_json())
        ordered = act.work.workspaces.save(workspace.ordered(wanted, id=order.id, paper=paper.digest))
        act.work.outbox.add(order.id, paper)
        act.work.commit(act.entry(event, because=workspace.because, papers=(paper.digest, ruled.digest)))
        return ordered

    def _answered(self, workspace: Workspace, order: str) -> Status | None:
        if workspace.state not in ANSWERED:
            return None
        papers = self.desk.box.statuses(order, after=-1)
        statuses = [self.desk.read(Status, paper, kind=Kind.STATUS) for paper in papers]
        if any(status.order != order for status in statuses):
            raise NeighbourUnavailable("order-box", "A status lies in a place that is not its own.")
        ends = {*_NOT_DONE, ANSWERED[workspace.state][0]}
        return next((status for status in statuses if status.state in ends), None)

    def _certificates(self, act: Act, workspace: Workspace, order: str) -> tuple[Digest, ...]:
        """That of an emptied workspace, kept; none for one that was closed or opened."""
        if workspace.state is not State.EMPTYING:
            return ()
        paper = self.desk.box.certificate(order)
        if paper is None:
            raise NeighbourUnavailable("order-box", "The runner tells of an emptied workspace, and certifies nothing.")
        said = self.desk.read(DeletionCertificate, paper, kind=Kind.DELETION_CERTIFICATE)
        if (said.id, said.workspace, said.workspace_order) != (order, workspace.id, workspace.orders[-1]):
            raise NeighbourUnavailable("order-box", "The deletion certificate answers another order.")
        act.work.papers.add(paper)
        return (paper.digest,)


def _ruled(act: Act, permit: Permit, question: Question, /, **facts: Any) -> Ruling:
    """The ruling, whatever it says: here a no is an answer. Raises NeighbourUnavailable where none came."""
    try:
        return act.ask_about(permit, question, **facts)
    except Refused as refused:
        return refused.ruling
