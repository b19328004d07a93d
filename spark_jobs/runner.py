"""
The runner: takes signed orders from the box, checks them before it opens anything, carries them out, and answers.

Whatever goes wrong becomes a status with a code and a sentence; nothing in the box stops the runner. It may die at any
moment: the order stays in the box until it is answered, its lease tells the next runner that it was begun, and what was
begun is gone on with. An order under which runners die, or whose trouble does not pass, is tried so often and no more.
One that is dated ahead of this clock waits for its time: clocks jump.
"""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

import structlog

from spark_jobs.durable import Durable, InSequence
from spark_jobs.errors import JobFailed, LeaseLost, OrderEarly, OrderRefused, OrderWaits, RunnerError, StorageFailed
from spark_jobs.jobs.desk import Desk
from spark_jobs.jobs.in_hand import OrderInHand
from spark_jobs.jobs.office import Office
from spark_jobs.journal import Event
from spark_jobs.leases import Leases
from spark_jobs.papers.errors import PaperError, PaperUnreadable
from spark_jobs.papers.manifest import State
from spark_jobs.session import sweep_scratch
from spark_jobs.system import day_of

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}")

WARM_UP = "warm-up"
"""The name of the job that is none."""

LONGEST_PAUSE = 60.0
"""Seconds between two looks into a box that does not answer."""

log = structlog.get_logger("slussen.runner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """One order at a time. Several runners may work on one box: each order is carried out by one of them."""

    desk: Desk
    leases: Leases
    durable: Durable
    steady: Callable[[], float] = time.monotonic
    _rests: dict[str, float] = field(default_factory=dict)
    _early: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, desk: Desk, *, durable: Durable | None = None) -> Self:
        """A runner at this desk; without a memory of steps it begins an order that was cut off anew."""
        office = desk.office
        leases = Leases(place=office.leases_place, own=office.own, seconds=office.settings.lease_seconds)
        return cls(desk=desk, leases=leases, durable=durable or InSequence())

    def run_forever(self, stop: threading.Event) -> None:
        """Look into the box until told to stop; an order that was begun is finished first."""
        self.warm_up()
        recovered = False
        shortest = pause = self._office.settings.poll_seconds
        while not stop.is_set():
            self.desk.watch.looked()
            try:
                if not recovered:
                    self.recover()
                    recovered = True
                self.run_once(stop)
                pause = shortest
            except RunnerError as silent:
                log.warning("neighbour silent", code=silent.reason)
                pause = min(pause * 2, LONGEST_PAUSE)
            stop.wait(pause)

    def run_once(self, stop: threading.Event | None = None) -> int:
        """Answer everything that waits; how many papers that were. Raises StorageFailed where the box is silent."""
        answered = 0
        for name in self._office.box.waiting():
            if stop is not None and stop.is_set():
                break
            answered += self._take(name)
        return answered

    def recover(self) -> None:
        """
        Sweep what runners that died have left behind: scratch and partial extracts that nobody goes on with.

        Raises StorageFailed where staging or leases cannot be reached.
        """
        sweep_scratch(self._office.settings)
        try:
            self._office.staging.sweep(self.leases.abandoned)
        except OSError:
            raise StorageFailed("The place of the leases cannot be reached.", code="leases-unreachable") from None

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

    def _take(self, name: str) -> bool:
        """Whether the order is answered now. If not, it waits: another runner holds it, or its trouble may pass."""
        if self._rests.get(name, 0.0) > self.steady():
            return False
        try:
            lease = self.leases.claim(name)
        except OSError:
            raise StorageFailed("The place of the leases cannot be reached.", code="leases-unreachable") from None
        if lease is None:
            return False
        order = OrderInHand(name=name, lease=lease, desk=self.desk)
        with lease.beating(), self.desk.watch.order(name, attempts=lease.attempts):
            try:
                answered = self._answer(order)
            except LeaseLost as lost:
                log.warning("lease lost", order=name, code=lost.reason)
                return False
            except StorageFailed as unanswered:
                log.warning("not answered yet", order=name, code=unanswered.reason)
                return self._put_back(order, counted=False)
            except OrderEarly as early:
                self._tell_once(order, early)
                return self._put_back(order, counted=False)
            except OrderWaits:
                return self._put_back(order, counted=True)
        lease.release()
        return answered

    def _answer(self, order: OrderInHand) -> bool:
        """
        The order is carried out or refused, its answer lies out, and it waits no more.

        False where another runner has answered it between our look into the box and our claim.
        """
        office = self._office
        try:
            paper = office.box.read(order.name)
            if paper is None:
                return False
            self._refuse_hopeless(order)
            office.trust.verify(paper, on=day_of(office.clock()))
            order.require_its_time(paper)
            self.durable.carry_out(
                order.lease.job, lambda steps: order.carry_out(paper, self.desk.watch.watched(steps))
            )
        except PaperUnreadable as rubbish:
            self._answer_no(order, Event.SET_ASIDE, "refused", rubbish.reason, rubbish.sentence)
            office.box.set_aside(order.name)
            return True
        except (PaperError, OrderRefused) as refused:
            self._answer_no(order, Event.ORDER_REFUSED, "refused", refused.reason, refused.sentence)
        except (LeaseLost, OrderEarly):
            raise
        except RunnerError as failed:
            self._try_again_or_fail(order, failed)
        except Exception as unforeseen:  # an order must not stop the runner, and its text may quote a row
            log.error("unforeseen", order=order.name, error=type(unforeseen).__name__)
            sentence = f"The job stopped unforeseen: {type(unforeseen).__name__}."
            self._answer_no(order, Event.ORDER_FAILED, "failed", "unforeseen", sentence)
        office.box.done(order.name)
        return True

    def _refuse_hopeless(self, order: OrderInHand) -> None:
        tries = self._office.settings.attempts
        if order.lease.attempts > tries:
            sentence = f"The runner died {tries} times while it carried this order out: it is not tried again."
            raise JobFailed(sentence, code="order-stops-runners")

    def _try_again_or_fail(self, order: OrderInHand, failed: RunnerError) -> None:
        passes = isinstance(failed, JobFailed) and failed.passing
        if not passes or order.lease.attempts >= self._office.settings.attempts:
            self._answer_no(order, Event.ORDER_FAILED, "failed", failed.reason, failed.sentence)
            return
        self._office.journal.write(Event.ORDER_PUT_BACK, order=order.name, code=failed.reason)
        order.tell("running", code=failed.reason, sentence=failed.sentence)
        raise OrderWaits(failed.sentence)

    def _tell_once(self, order: OrderInHand, early: OrderEarly) -> None:
        """In the journal once, whatever runner waits for it and however often; in this runner's log once."""
        if order.name not in self._early:
            self._early.add(order.name)
            log.warning("order early", order=order.name, code=early.reason)
            self._office.journal.once(Event.ORDER_PUT_BACK, order=order.name, code=early.reason)

    def _put_back(self, order: OrderInHand, *, counted: bool) -> bool:
        order.lease.put_back(counted=counted)
        self._rests[order.name] = self.steady() + self._office.settings.retry_seconds
        return False

    def _answer_no(self, order: OrderInHand, event: Event, state: State, code: str, sentence: str) -> None:
        if not _NAME.fullmatch(order.name):
            # A name that cannot stand on a paper gets no answer, only an entry.
            self._office.journal.write(event, order="unnamed", code=code)
            return
        self._office.journal.write(event, order=order.name, code=code)
        order.tell(state, code=code, sentence=sentence)
