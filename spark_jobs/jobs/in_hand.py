"""
One order in hand: checked, carried out in steps of which each can be taken again, and answered.

Every step finds what it did the last time. Between any two of them the process may die; whoever takes the order up
again does what is missing and nothing twice.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from spark_jobs.durable import Steps
from spark_jobs.errors import OrderEarly, OrderRefused, StorageFailed
from spark_jobs.jobs.admission import ExtractJob, admit
from spark_jobs.jobs.closing import certified, follow
from spark_jobs.jobs.delivery import confirmed, deliver
from spark_jobs.jobs.desk import Desk
from spark_jobs.jobs.extraction import carry_out, refuse_unpinned, staged_already
from spark_jobs.jobs.objecting import NOTICE, count_objections
from spark_jobs.jobs.office import Office
from spark_jobs.jobs.sampling import refuse_unread
from spark_jobs.journal import Event
from spark_jobs.leases import Lease
from spark_jobs.papers.manifest import State, Status
from spark_jobs.papers.objections import ObjectionQuestion
from spark_jobs.papers.order import DeliveryOrder, ExtractionOrder
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.papers.workspaces import WorkspaceOrder
from spark_jobs.system import day_of

CLOCKS_APART = timedelta(minutes=5)
"""How far the gateway's clock may be ahead of ours before an order waits for its time."""

FAR_AHEAD = timedelta(days=1)
"""How far before it is refused: no clock is put right by waiting that long, and an order is not laid in for later."""

log = structlog.get_logger("slussen.runner")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderInHand:
    """An order under a lease: nothing is published once another runner holds it (LeaseLost)."""

    name: str
    lease: Lease
    desk: Desk

    def require_its_time(self, paper: SignedPaper) -> None:
        """
        Before anything is begun, or gone on with. Raises OrderEarly for an order dated ahead of our clock by less than
        a day; what is further ahead than that is refused when it is carried out.
        """
        match paper.kind:
            case Kind.EXTRACTION_ORDER:
                extraction = ExtractionOrder.of(paper)
                self._not_before(extraction.made_at, issued=extraction.permit_issued_on)
            case Kind.DELIVERY_ORDER:
                self._not_before(DeliveryOrder.of(paper).made_at)
            case Kind.WORKSPACE_ORDER:
                self._not_before(WorkspaceOrder.of(paper).made_at)
            case Kind.OBJECTION_QUESTION:
                self._not_before(ObjectionQuestion.of(paper).made_at)

    def carry_out(self, paper: SignedPaper, steps: Steps) -> None:
        """From a believed paper to its answer. Raises OrderRefused, JobFailed."""
        match paper.kind:
            case Kind.EXTRACTION_ORDER:
                self._extract(ExtractionOrder.of(paper), paper, steps)
            case Kind.DELIVERY_ORDER:
                self._deliver(DeliveryOrder.of(paper), paper, steps)
            case Kind.WORKSPACE_ORDER:
                self._follow(WorkspaceOrder.of(paper), paper, steps)
            case Kind.OBJECTION_QUESTION:
                self._answer(ObjectionQuestion.of(paper), paper, steps)
            case _:
                raise OrderRefused(f"A {paper.kind} is not an order.", code="paper-kind")

    def tell(self, state: State, *, code: str | None = None, sentence: str | None = None) -> None:
        """Lay the next status out; the one before it stays."""
        self.lease.require()
        office = self._office
        sequence = 1 + sum(answer.endswith("-status.json") for answer in office.box.answers(self.name))
        status = Status(
            order=self.name,
            sequence=sequence,
            state=state,
            code=code,
            sentence=sentence,
            at=office.clock(),
            journal_head=office.journal.head(),
        )
        paper = office.key.sign(Kind.STATUS, status.as_json())
        if not office.box.answer_new(self.name, f"{sequence:04d}-status.json", paper):
            raise StorageFailed("Another status was laid out at the same time.", code="status-taken")
        log.info("status", order=self.name, state=state, code=code)
        self.desk.watch.told(state, code)

    @property
    def _office(self) -> Office:
        return self.desk.office

    def _extract(self, order: ExtractionOrder, paper: SignedPaper, steps: Steps) -> None:
        # The same steps in the same order each time, whatever was done before: each looks for itself.
        self._in_time(order, order.order)
        steps("take", lambda: self._taken(order, paper))
        steps("extract", lambda: self._staged(order, paper))
        steps("hand over", lambda: self._handed_over(order.order))

    def _deliver(self, order: DeliveryOrder, paper: SignedPaper, steps: Steps) -> None:
        self._in_time(order, order.id)
        steps("take", lambda: self._written_down(paper))
        steps("place", lambda: deliver(order, paper, self._office, lease=self.lease).digest)
        steps("hand over", lambda: self._confirmed(order))

    def _follow(self, order: WorkspaceOrder, paper: SignedPaper, steps: Steps) -> None:
        self._of_now(order, order.id)
        steps("take", lambda: self._written_down(paper))
        steps("follow", lambda: self._followed(order, paper))
        steps("hand over", lambda: self._told_of(order, paper))

    def _answer(self, question: ObjectionQuestion, paper: SignedPaper, steps: Steps) -> None:
        self._of_now(question, question.id)
        steps("take", lambda: self._written_down(paper))
        steps("count", lambda: count_objections(question, paper, self.desk, lease=self.lease))
        steps("hand over", lambda: self._told_objections(question, paper))

    def _told_objections(self, question: ObjectionQuestion, paper: SignedPaper) -> str:
        # What lies out is told, whoever counted it.
        self.tell("told" if NOTICE in self._office.box.answers(question.id) else "unchanged")
        return paper.digest

    def _followed(self, order: WorkspaceOrder, paper: SignedPaper) -> str:
        follow(order, paper, self._office, lease=self.lease)
        return paper.digest

    def _told_of(self, order: WorkspaceOrder, paper: SignedPaper) -> str:
        if order.state == "emptied":
            certificate = certified(order, self._office)
            if certificate is None:
                raise StorageFailed("The deletion certificate is there no more.", code="certificate-missing")
            self._office.box.answer(order.id, "deletion-certificate.json", certificate)
        self.tell(order.state)
        return paper.digest

    def _admitted(self, order: ExtractionOrder, paper: SignedPaper) -> ExtractJob:
        office = self._office
        job = admit(
            order,
            digest=paper.digest,
            catalog=office.catalog,
            sources=office.sources,
            demo=office.settings.demo,
        )
        refuse_unpinned(job, self.desk.pins)
        refuse_unread(job, self.desk.stewards)
        return job

    def _taken(self, order: ExtractionOrder, paper: SignedPaper) -> str:
        if staged_already(order.order, paper, self._office) is None:
            self._admitted(order, paper)
            self._written_down(paper)
            self.tell("taken")
            self.tell("running")
        return paper.digest

    def _staged(self, order: ExtractionOrder, paper: SignedPaper) -> str:
        staged = staged_already(order.order, paper, self._office)
        if staged is None:
            staged = carry_out(self._admitted(order, paper), paper, self.desk, lease=self.lease)
        return staged.digest

    def _written_down(self, paper: SignedPaper) -> str:
        attempt = self.lease.attempts
        self._office.journal.once(Event.ORDER_TAKEN, order=self.name, paper=paper.digest, attempt=attempt)
        return paper.digest

    def _handed_over(self, order: str) -> str:
        staged = self._office.staging.find(order)
        if staged is None:
            raise StorageFailed("The staged extract is there no more.", code="extract-missing")
        sealed = staged.sealed()
        for controller, paper in sealed.lists.items():
            self._office.box.answer(order, f"disclosure-{controller}.json", paper)
        for controller, paper in sealed.samples.items():
            self._office.box.answer(order, f"note-sample-{controller}.json", paper)
        manifest = staged.manifest()
        self._office.box.answer(order, "manifest.json", manifest)
        self.tell("extracted")
        return manifest.digest

    def _confirmed(self, order: DeliveryOrder) -> str:
        confirmation = confirmed(order, self._office)
        if confirmation is None:
            raise StorageFailed("The confirmation is there no more.", code="confirmation-missing")
        self._office.box.answer(order.id, "confirmation.json", confirmation)
        self.tell("delivered")
        return confirmation.digest

    def _in_time(self, order: ExtractionOrder | DeliveryOrder, id: str) -> None:
        now = self._office.clock()
        issued = order.permit_issued_on if isinstance(order, ExtractionOrder) else day_of(order.made_at)
        self._of_now(order, id)
        if order.valid_until < day_of(now):
            raise OrderRefused(f"The order was valid until {order.valid_until.isoformat()}.", code="order-past")
        if issued > day_of(now + FAR_AHEAD):
            raise _from_the_future()

    def _of_now(self, order: ExtractionOrder | DeliveryOrder | WorkspaceOrder | ObjectionQuestion, id: str) -> None:
        if id != self.name:
            raise OrderRefused("The order lies under another name than its own.", code="order-name")
        if order.made_at > self._office.clock() + FAR_AHEAD:
            raise _from_the_future()

    def _not_before(self, made_at: datetime, *, issued: date | None = None) -> None:
        latest, far = self._office.clock() + CLOCKS_APART, self._office.clock() + FAR_AHEAD
        if made_at > far or (issued is not None and issued > day_of(far)):
            return  # refused when it is carried out, with an answer
        if made_at > latest or (issued is not None and issued > day_of(latest)):
            raise OrderEarly("The order is dated ahead of the runner's clock: it waits until its time has come.")


def _from_the_future() -> OrderRefused:
    return OrderRefused("The order is dated more than a day in the future.", code="order-future")
