"""Objections after an extract: the data plane is asked once a day, and what it tells is kept for whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from gateway.domain.actor import HOUSE, Actor
from gateway.domain.audit import Event
from gateway.domain.errors import GatewayError, NeighbourUnavailable
from gateway.domain.objection import HELD, Heard, Inquiry, fewer
from gateway.domain.workspace import Sweep, Workspace
from gateway.ports.clock import swedish_day
from gateway.ports.unit_of_work import UnitOfWork
from gateway.services.act import Act
from gateway.services.desk import Desk
from spark_jobs.papers.manifest import Status
from spark_jobs.papers.objections import ObjectionNotice, ObjectionQuestion, ToldObjections
from spark_jobs.papers.paper import Digest, Kind

_NOT_DONE = frozenset({"refused", "failed"})
_ENDS = frozenset({"told", "unchanged", *_NOT_DONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRoom:
    """The law wants some objections told to whoever has the records already; who objects, nobody here is told."""

    desk: Desk

    def waiting(self) -> Sequence[str]:
        """The workspaces about which a question is not answered yet."""
        with self.desk.open_work() as work:
            return [inquiry.id for inquiry in work.inquiries.find(due="hear")]

    def ask_all(self, *, by: Actor = HOUSE) -> Sequence[GatewayError]:
        """
        Ask about every workspace that holds rows, once for each Swedish day; where there is none, nothing happens.

        One workspace's trouble does not keep the others from being asked about, and is returned. Raises
        NeighbourUnavailable where the store is silent: then the day is not done.
        """
        day = f"{swedish_day(self.desk.clock.now()).isoformat()}-objections"
        with self.desk.open_work() as work:
            if not self.desk.told_kinds or work.sweeps.find(id=day):
                return ()
            holding = [one.id for state in HELD for one in work.workspaces.find(state=state.value)]
        if not holding:
            return ()
        troubles: list[GatewayError] = []
        for id in holding:
            try:
                self.ask(id, by=by)
            except NeighbourUnavailable:
                raise
            except GatewayError as trouble:
                troubles.append(trouble)
        self._done(day, workspaces=len(holding), by=by)
        return troubles

    def ask(self, id: str, *, by: Actor = HOUSE) -> Inquiry | None:
        """
        Put the day's question about this workspace on its way to the runner; None where none was ever asked.

        One that is not answered yet is asked anew after a week; no workspace is asked about twice a day, or once its
        rows are gone.
        """
        with self.desk.act("sweep", by=by, on=id) as act:
            workspace = act.work.workspaces.get(id)
            permit = act.work.permits.get(workspace.permit)
            act.may(**act.about_project(act.work.projects.get(workspace.project)))
            standing = next(iter(act.work.inquiries.find(id=id)), None)
            asked_already = standing is not None and not standing.is_due(on=act.today)
            if asked_already or permit.paper is None or workspace.state not in HELD or not self.desk.told_kinds:
                return standing
            question = ObjectionQuestion(
                id=self.desk.ids.new("question"),
                workspace=workspace.id,
                order=workspace.extract,
                permit=permit.paper,
                permit_id=permit.id,
                project=workspace.project,
                follows=_follows(workspace, standing),
                kinds=self.desk.told_kinds,
                told=() if standing is None else _told(act.work, standing)[0],
                small_count_threshold=self.desk.threshold(permit.controllers),
                made_at=act.now,
            )
            paper = act.sign(Kind.OBJECTION_QUESTION, question.as_json())
            act.work.outbox.add(question.id, paper)
            if standing is None:
                asked = _begun(workspace, question.id, paper.digest, act)
                act.work.inquiries.add(asked)
            else:
                asked = act.work.inquiries.save(standing.asked(question.id, paper=paper.digest, on=act.today))
            act.work.commit(act.entry(Event.OBJECTIONS_ASKED, papers=(paper.digest,)))
        return asked

    def hear(self, id: str, *, by: Actor = HOUSE) -> Inquiry:
        """
        Take in what the runner answered to the last question; nothing happens while there is no answer.

        Raises NeighbourUnavailable for an answer that cannot be believed: another question's, or one that tells of
        fewer than were told before.
        """
        with self.desk.act("receive", by=by, on=id) as act:
            inquiry = act.work.inquiries.get(id)
            act.project, question = inquiry.project, inquiry.question
            status = None if question is None else self._answered(question)
            if question is None or status is None:
                return inquiry
            act.may(**act.about_project(act.work.projects.get(inquiry.project)))
            head = Digest(status.journal_head)
            if status.state in _NOT_DONE:
                trouble = tuple(text for text in (status.code, status.sentence) if text)
                inquiry = act.work.inquiries.save(inquiry.unanswered(trouble))
                act.work.commit(act.entry(Event.OBJECTIONS_UNKNOWN, because=trouble[:1], journal_head=head))
                return inquiry
            notice = self._notice(act, inquiry, question) if status.state == "told" else None
            inquiry = act.work.inquiries.save(inquiry.answered(on=act.today, notice=notice))
            event = Event.OBJECTIONS_TOLD if notice else Event.OBJECTIONS_UNCHANGED
            act.work.commit(act.entry(event, papers=(notice,) if notice else (), journal_head=head))
        return inquiry

    def of_workspace(self, id: str) -> Heard | None:
        """What was told of a workspace, without an entry: for a caller who was let in to read its extract."""
        with self.desk.open_work() as work:
            inquiry = next(iter(work.inquiries.find(id=id)), None)
            if inquiry is None:
                return None
            told, told_at = _told(work, inquiry)
            if work.workspaces.get(id).state not in HELD:
                # The rows are gone: what was told stays told, and nobody waits for an answer any more.
                inquiry = replace(inquiry, question=None, trouble=())
            return Heard(inquiry=inquiry, told=told, told_at=told_at)

    def _done(self, day: str, *, workspaces: int, by: Actor) -> None:
        with self.desk.act("sweep", by=by, on=day) as act:
            act.work.sweeps.add(Sweep(id=day, at=act.now, workspaces=workspaces))
            act.work.commit(act.entry(Event.OBJECTIONS_ALL_ASKED))

    def _answered(self, question: str) -> Status | None:
        papers = self.desk.box.statuses(question, after=-1)
        statuses = [self.desk.read(Status, paper, kind=Kind.STATUS) for paper in papers]
        if any(status.order != question for status in statuses):
            raise NeighbourUnavailable("order-box", "A status lies in a place that is not its own.")
        return next((status for status in statuses if status.state in _ENDS), None)

    def _notice(self, act: Act, inquiry: Inquiry, question: str) -> Digest:
        paper = self.desk.box.notice(question)
        if paper is None:
            raise NeighbourUnavailable("order-box", "The runner tells of objections, and no notice of them is there.")
        said = self.desk.read(ObjectionNotice, paper, kind=Kind.OBJECTION_NOTICE)
        asked = ObjectionQuestion.of(act.work.papers.get(inquiry.paper))
        if said.question != inquiry.paper or _about(said) != _about(asked):
            raise NeighbourUnavailable("order-box", "The notice of objections answers another question.")
        kinds = {one.objection for one in said.told}
        if fewer(said.told, before=asked.told) or not kinds <= {*asked.kinds, *(one.objection for one in asked.told)}:
            sentence = "The notice of objections tells of fewer than were told before, or of what nobody asked."
            raise NeighbourUnavailable("order-box", sentence)
        act.work.papers.add(paper)
        return paper.digest


def _about(paper: ObjectionQuestion | ObjectionNotice) -> tuple[str, ...]:
    return (paper.workspace, paper.order, paper.permit, paper.permit_id, paper.project, paper.follows)


def _follows(workspace: Workspace, inquiry: Inquiry | None) -> Digest:
    return inquiry.notices[-1] if inquiry and inquiry.notices else workspace.receipt


def _told(work: UnitOfWork, inquiry: Inquiry) -> tuple[tuple[ToldObjections, ...], datetime | None]:
    if not inquiry.notices:
        return (), None
    last = ObjectionNotice.of(work.papers.get(inquiry.notices[-1]))
    return last.told, last.made_at


def _begun(workspace: Workspace, question: str, paper: Digest, act: Act) -> Inquiry:
    return Inquiry(
        id=workspace.id,
        project=workspace.project,
        permit=workspace.permit,
        extract=workspace.extract,
        asked_on=act.today,
        paper=paper,
        question=question,
    )
