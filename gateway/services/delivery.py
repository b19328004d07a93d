"""Delivery: order it, receive its confirmation, hand out passes to the workspace."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from gateway.domain import bodies
from gateway.domain import facts as fact
from gateway.domain.actor import HOUSE, Actor
from gateway.domain.audit import Event
from gateway.domain.delivery import Extract, Progress
from gateway.domain.errors import Invalid, NeighbourUnavailable, Refused, StepRefused
from gateway.domain.permit import Permit
from gateway.domain.workspace import State, Workspace
from gateway.ports.rules import Question
from gateway.services.act import Act
from gateway.services.desk import Desk
from spark_jobs.papers.manifest import Confirmation, Manifest, Status
from spark_jobs.papers.order import DeliveryOrder, ExtractionOrder
from spark_jobs.papers.paper import Digest, Kind, SignedPaper, canonical, digest_of
from spark_jobs.papers.passes import WorkspacePass

PASS_LASTS = timedelta(minutes=5)
"""How long a workspace pass is good for: long enough to start a query, too short to be kept."""

OF_THE_STUDY = ("today", "project", "ethics_approval", "access_request", "permit", "barrings")
"""The facts that may be others at the receipt than when the rules allowed the delivery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRoom:
    """The fifth paper is written here."""

    desk: Desk

    def due(self) -> Sequence[str]:
        """The extracts that are staged and not held."""
        with self.desk.open_work() as work:
            return [extract.id for extract in work.extracts.find(due="deliver")]

    def under_way(self) -> Sequence[str]:
        """The extracts whose delivery is ordered and not confirmed."""
        with self.desk.open_work() as work:
            return [extract.id for extract in work.extracts.find(due="receive")]

    def deliver(self, id: str, *, by: Actor = HOUSE) -> Extract:
        """
        Ask the rules with what the data plane counted, and order the delivery.

        Raises Refused (the extract is then held, staged and closed, until somebody asks again), StepRefused,
        NeighbourUnavailable.
        """
        with self.desk.act("deliver", by=by, on=id) as act:
            extract = act.work.extracts.get(id)
            permit = act.work.permits.get(extract.permit)
            if extract.manifest is None or permit.paper is None:
                raise StepRefused("There is no manifest yet.")
            manifest = Manifest.of(act.work.papers.get(extract.manifest))
            checks = act.work.note_checks.find(extract=id)
            facts = self._facts(act, permit, manifest, order=extract.order)
            facts["note_checks"] = fact.of_note_checks(checks)
            act.may(**facts)
            try:
                ruling = act.ask_about(permit, Question.DELIVER, **facts)
            except Refused as refused:
                act.work.extracts.save(replace(extract, held_because=refused.because))
                act.work.commit(act.entry(Event.EXTRACT_HELD, because=refused.because))
                raise
            order = DeliveryOrder(
                id=self.desk.ids.new("delivery"),
                order=extract.id,
                manifest=extract.manifest,
                permit=permit.paper,
                permit_id=permit.id,
                project=permit.project,
                workspace=extract.workspace,
                made_at=act.now,
                valid_until=permit.last_day,
            )
            paper = act.sign(Kind.DELIVERY_ORDER, order.as_json())
            read = [one.checked.paper for one in checks if one.checked and one.checked.paper]
            ruled = act.ruling_paper(ruling, about=(extract.manifest, *read, paper.digest), **facts)
            extract = replace(
                extract.at(Progress.DELIVERING),
                delivery=order.id,
                delivery_order=paper.digest,
                rulings=(*extract.rulings, ruled.digest),
            )
            extract = act.work.extracts.save(extract)
            act.work.outbox.add(order.id, paper)
            act.work.commit(act.entry(Event.DELIVERY_ORDERED, papers=(paper.digest, ruled.digest)))
        return extract

    def receive(self, id: str, *, by: Actor = HOUSE) -> Extract:
        """
        Make the receipt of a confirmed delivery; the house then keeps a signed head of the ledger apart.

        Where the rules would now be told otherwise than when they allowed the delivery, the workspace is to be asked
        about before anything else. Nothing happens while there is no confirmation. Raises NeighbourUnavailable for one
        that cannot be believed, Stale where something was recorded on the study at this moment.
        """
        with self.desk.act("receive", by=by, on=id) as act:
            extract = act.work.extracts.get(id)
            act.project = extract.project
            permit = act.work.permits.get(extract.permit)
            if not (permit.paper and extract.manifest and extract.delivery and extract.delivery_order):
                raise StepRefused("No delivery was ordered.")
            paper = self.desk.box.confirmation(extract.delivery)
            if paper is None:
                return self._unless_it_failed(act, extract, delivery=extract.delivery)
            confirmation = self._confirmed(extract, paper)
            project = act.work.projects.get(extract.project)
            act.may(**act.about_project(project))
            # Saved as well: what is recorded on the study at this moment cannot miss the workspace, nor this miss that.
            act.work.projects.save(project)
            body = bodies.receipt(
                permit=permit.paper,
                manifest=extract.manifest,
                delivery_order=extract.delivery_order,
                confirmation=paper.digest,
                rulings=extract.rulings,
                workspace=extract.workspace,
                at=act.now,
            )
            receipt = act.sign(Kind.RECEIPT, body)
            act.work.papers.add(paper)
            extract = replace(extract.at(Progress.DELIVERED), confirmation=paper.digest, receipt=receipt.digest)
            extract = act.work.extracts.save(extract)
            act.work.workspaces.add(
                Workspace(
                    id=extract.workspace,
                    project=extract.project,
                    permit=permit.id,
                    extract=extract.id,
                    receipt=receipt.digest,
                    asked=self._told_otherwise(act, extract, permit),
                )
            )
            act.supersede(permit)
            papers = (paper.digest, receipt.digest)
            head = Digest(confirmation.journal_head)
            act.work.commit(act.entry(Event.DELIVERY_RECEIPTED, papers=papers, journal_head=head))
        return extract

    def let_in(self, permit_id: str, *, statement: str, by: Actor) -> SignedPaper:
        """
        A short-lived pass to the workspace of a permit for this one statement. It names no person.

        Raises Refused (not on the permit today, permit not valid), StepRefused where nothing was delivered, Invalid for
        an empty statement.
        """
        if not statement.strip():
            raise Invalid("There is nothing to ask the workspace.", where="statement", reason="empty")
        with self.desk.act("query", by=by, on=permit_id) as act:
            permit = act.work.permits.get(permit_id)
            request = act.work.access_requests.get(permit.access_request)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            extract = next(iter(act.work.extracts.find(permit=permit_id)), None)
            if permit.paper is None or extract is None or extract.manifest is None:
                raise StepRefused("Nothing was delivered under this permit yet.")
            manifest = Manifest.of(act.work.papers.get(extract.manifest))
            if extract.progress is not Progress.DELIVERED:
                raise StepRefused("Nothing was delivered under this permit yet.")
            act.ask_about(permit, Question.QUERY, **self._facts(act, permit, manifest, order=extract.order))
            # The rules may say yes again before the runner has opened what it had closed.
            if act.work.workspaces.get(extract.workspace).state is not State.OPEN:
                raise StepRefused("The workspace is closed: `slussen follow` tells why, and what opens it again.")
            leave = WorkspacePass(
                id=self.desk.ids.new("pass"),
                workspace=extract.workspace,
                permit=permit.paper,
                permit_id=permit.id,
                statement=digest_of(statement.encode("utf-8")),
                made_at=act.now,
                expires_at=act.now + PASS_LASTS,
            )
            paper = act.sign(Kind.WORKSPACE_PASS, leave.as_json())
            act.work.commit(act.entry(Event.WORKSPACE_PASS_GIVEN, papers=(paper.digest,)))
        return paper

    def _facts(self, act: Act, permit: Permit, manifest: Manifest, *, order: Digest) -> dict[str, Any]:
        request = act.work.access_requests.get(permit.access_request)
        reviews = [r for r in act.work.reviews.find(access_request=request.id) if r.version == permit.version]
        return {
            **act.about_request(request, act.columns(request.application.selection)),
            "permit": fact.of_permit(permit, parts=reviews, columns=act.columns(permit.selection)),
            "order": {"exclusions": list(ExtractionOrder.of(act.work.papers.get(order)).exclusions)},
            "manifest": fact.of_manifest(manifest),
        }

    def _told_otherwise(self, act: Act, extract: Extract, permit: Permit) -> bool:
        ruled = act.work.papers.get(extract.rulings[-1]).body["facts"]
        manifest = Manifest.of(act.work.papers.get(Digest(str(extract.manifest))))
        now = act.told(**self._facts(act, permit, manifest, order=extract.order))
        return any(canonical(now[name]) != canonical(ruled.get(name)) for name in OF_THE_STUDY)

    def _unless_it_failed(self, act: Act, extract: Extract, *, delivery: str) -> Extract:
        papers = self.desk.box.statuses(delivery, after=-1)
        statuses = [self.desk.read(Status, paper, kind=Kind.STATUS) for paper in papers]
        for status in statuses:
            if status.order != delivery:
                raise NeighbourUnavailable("order-box", "A status lies in a place that is not its own.")
            if status.state in {"refused", "failed"}:
                act.may(**act.about_project(act.work.projects.get(extract.project)))
                because = tuple(text for text in (status.code, status.sentence) if text)
                extract = act.work.extracts.save(replace(extract.at(Progress.FAILED), because=because))
                head = Digest(status.journal_head)
                codes = (status.code,) if status.code else ()
                act.work.commit(act.entry(Event.EXTRACT_FAILED, because=codes, journal_head=head))
                return extract
        return extract

    def _confirmed(self, extract: Extract, paper: SignedPaper) -> Confirmation:
        confirmation = self.desk.read(Confirmation, paper, kind=Kind.CONFIRMATION)
        answered = (confirmation.delivery, confirmation.order, confirmation.manifest, confirmation.workspace)
        if answered != (extract.delivery, extract.id, extract.manifest, extract.workspace):
            raise NeighbourUnavailable("order-box", "The confirmation answers another delivery.")
        return confirmation
