"""
The runner: takes signed orders from the box, checks them before it opens anything, carries them out, and answers.

Whatever goes wrong becomes a status with a code and a sentence; nothing in the box stops the runner.
"""

import re
import threading
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

import structlog

from spark_jobs.errors import OrderRefused, RunnerError
from spark_jobs.jobs.admission import admit
from spark_jobs.jobs.delivery import deliver
from spark_jobs.jobs.desk import Desk
from spark_jobs.jobs.extraction import carry_out, refuse_unpinned
from spark_jobs.jobs.office import Office
from spark_jobs.journal import Event
from spark_jobs.papers.errors import PaperError, PaperUnreadable
from spark_jobs.papers.manifest import Manifest, Status
from spark_jobs.papers.order import DeliveryOrder, ExtractionOrder
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.session import sweep_scratch
from spark_jobs.sinks.staging import StagedExtract
from spark_jobs.system import day_of

State = Literal["taken", "refused", "running", "extracted", "delivered", "failed"]

CLOCKS_APART = timedelta(minutes=5)
"""How far the gateway's clock may be ahead of ours before an order counts as from the future."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}")

WARM_UP = "warm-up"
"""The name of the job that is none."""

log = structlog.get_logger("slussen.runner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """One runner works on one box, one order at a time."""

    desk: Desk

    def run_forever(self, stop: threading.Event) -> None:
        """Look into the box until told to stop; an order that was begun is finished first."""
        self.recover()
        self.warm_up()
        while not stop.is_set():
            self.run_once(stop)
            stop.wait(self._office.settings.poll_seconds)

    def run_once(self, stop: threading.Event | None = None) -> int:
        """Answer everything that waits; how many papers that were."""
        answered = 0
        for path in self._office.box.waiting():
            if stop is not None and stop.is_set():
                break
            self._take(path)
            answered += 1
        return answered

    def recover(self) -> None:
        """Sweep what a runner that died has left behind: scratch and partial extracts."""
        sweep_scratch(self._office.settings)
        self._office.staging.sweep()

    def warm_up(self) -> None:
        """Start the engine before an order waits for it. What goes wrong here, the first order will tell."""
        try:
            with self.desk.sessions(WARM_UP):
                log.info("engine ready")
        except RunnerError as failed:
            log.warning("engine not ready", code=failed.reason)

    @property
    def _office(self) -> Office:
        return self.desk.office

    def _take(self, path: Path) -> None:
        name = path.stem
        try:
            paper = self._office.box.read(path)
            self._believe(paper)
            self._carry_out(paper, name)
        except PaperUnreadable as rubbish:
            self._set_aside(path, name, rubbish.sentence, rubbish.reason)
            return
        except PaperError as refused:
            self._refuse(name, refused.reason, refused.sentence)
        except OrderRefused as refused:
            self._refuse(name, refused.reason, refused.sentence)
        except RunnerError as failed:
            self._fail(name, failed.reason, failed.sentence)
        except Exception as unforeseen:  # an order must not stop the runner, and its text may quote a row
            log.error("unforeseen", order=name, error=type(unforeseen).__name__)
            self._fail(name, "unforeseen", f"The job stopped unforeseen: {type(unforeseen).__name__}.")
        self._office.box.done(path)

    def _believe(self, paper: SignedPaper) -> None:
        self._office.trust.verify(paper, on=day_of(self._office.clock()))

    def _carry_out(self, paper: SignedPaper, name: str) -> None:
        match paper.kind:
            case Kind.EXTRACTION_ORDER:
                self._extract(ExtractionOrder.of(paper), paper, name)
            case Kind.DELIVERY_ORDER:
                self._deliver(DeliveryOrder.of(paper), paper, name)
            case _:
                raise OrderRefused(f"A {paper.kind} is not an order.", code="paper-kind")

    def _extract(self, order: ExtractionOrder, paper: SignedPaper, name: str) -> None:
        self._in_time(order, order.order, name)
        staged = self._office.staging.find(order.order)
        if staged is not None and Manifest.of(staged.manifest()).order_digest != paper.digest:
            raise OrderRefused("Another order was carried out under this id.", code="order-differs")
        if staged is None:
            job = admit(
                order,
                digest=paper.digest,
                catalog=self._office.catalog,
                sources=self._office.settings.sources,
                demo=self._office.settings.demo,
            )
            refuse_unpinned(job, self.desk.pins)
            self._office.journal.write(Event.ORDER_TAKEN, order=order.order, paper=paper.digest)
            self._status(order.order, "taken")
            self._status(order.order, "running")
            staged = carry_out(job, paper, self.desk)
        self._hand_over(order.order, staged)

    def _hand_over(self, order: str, staged: StagedExtract) -> None:
        for controller, paper in staged.lists().items():
            self._office.box.answer(order, f"disclosure-{controller}.json", paper)
        self._office.box.answer(order, "manifest.json", staged.manifest())
        self._status(order, "extracted")

    def _deliver(self, order: DeliveryOrder, paper: SignedPaper, name: str) -> None:
        self._in_time(order, order.id, name)
        self._office.journal.write(Event.ORDER_TAKEN, order=order.id, paper=paper.digest)
        confirmation = deliver(order, paper, self._office)
        self._office.box.answer(order.id, "confirmation.json", confirmation)
        self._status(order.id, "delivered")

    def _in_time(self, order: ExtractionOrder | DeliveryOrder, id: str, name: str) -> None:
        now = self._office.clock()
        if id != name:
            raise OrderRefused("The order lies under another name than its own.", code="order-name")
        if order.valid_until < day_of(now):
            raise OrderRefused(f"The order was valid until {order.valid_until.isoformat()}.", code="order-past")
        issued = order.permit_issued_on if isinstance(order, ExtractionOrder) else day_of(order.made_at)
        if order.made_at > now + CLOCKS_APART or issued > day_of(now + CLOCKS_APART):
            raise OrderRefused("The order is dated in the future.", code="order-future")

    def _refuse(self, name: str, code: str, sentence: str) -> None:
        self._answer_no(name, Event.ORDER_REFUSED, "refused", code, sentence)

    def _fail(self, name: str, code: str, sentence: str) -> None:
        self._answer_no(name, Event.ORDER_FAILED, "failed", code, sentence)

    def _set_aside(self, path: Path, name: str, sentence: str, code: str) -> None:
        self._answer_no(name, Event.SET_ASIDE, "refused", code, sentence)
        self._office.box.set_aside(path)

    def _answer_no(self, name: str, event: Event, state: State, code: str, sentence: str) -> None:
        if not _NAME.fullmatch(name):
            # A name that cannot stand on a paper gets no answer, only an entry.
            self._office.journal.write(event, order="unnamed", code=code)
            return
        self._office.journal.write(event, order=name, code=code)
        self._status(name, state, code=code, sentence=sentence)

    def _status(self, order: str, state: State, *, code: str | None = None, sentence: str | None = None) -> None:
        office = self._office
        sequence = 1 + sum(answer.endswith("-status.json") for answer in office.box.answers(order))
        status = Status(
            order=order,
            sequence=sequence,
            state=state,
            code=code,
            sentence=sentence,
            at=office.clock(),
            journal_head=office.journal.head(),
        )
        office.box.answer(order, f"{sequence:04d}-status.json", office.key.sign(Kind.STATUS, status.as_json()))
        log.info("status", order=order, state=state, code=code)
