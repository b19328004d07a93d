"""The runner's watch: what it has in hand, how orders end, how long steps take. It counts no person and no row."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import structlog

from spark_jobs.durable import Steps
from spark_jobs.errors import RunnerError, StorageFailed
from spark_jobs.jobs.watching import standing
from spark_jobs.jobs.watching.standing import Standing
from spark_jobs.settings import Settings
from spark_jobs.system import Clock, now

if TYPE_CHECKING:
    from opentelemetry.context import Context

    # Loaded where they are kept: a runner that keeps none must not wait for the libraries.
    from spark_jobs.jobs.watching.metrics import Metrics
    from spark_jobs.jobs.watching.traces import Traces

log = structlog.get_logger("slussen.runner")


@dataclass(slots=True, kw_only=True)
class Watch:
    """Without file, metrics and traces nothing is kept. It never raises: an order must not fail for want of a watch."""

    file: Path | None = None
    metrics: "Metrics | None" = None
    traces: "Traces | None" = None
    clock: Clock = now
    steady: Callable[[], float] = time.monotonic
    _now: Standing | None = None
    _above: "Context | None" = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As these settings say. Raises SettingsUnfit."""
        metrics, traces = None, None
        if settings.metrics_folder is not None:
            from spark_jobs.jobs.watching.metrics import Metrics

            metrics = Metrics.in_folder(settings.metrics_folder)
        if settings.traces_endpoint is not None:
            from spark_jobs.jobs.watching.traces import Traces

            traces = Traces.to(settings.traces_endpoint)
        return cls(file=standing.place_of(settings.work), metrics=metrics, traces=traces)

    @contextmanager
    def beating(self) -> Iterator[Self]:
        """Beats until the block ends; after a clean end no file is left."""
        ended = threading.Event()
        beat = threading.Thread(target=self._beat, args=(ended,), name="beat", daemon=True)
        self.looked()
        beat.start()
        try:
            yield self
        finally:
            ended.set()
            beat.join()
            if self.file is not None:
                self.file.unlink(missing_ok=True)
            if self.traces is not None:
                self.traces.close()

    def looked(self) -> None:
        """The runner has looked into the order box."""
        self._stand(lambda last: replace(last, looked=self.steady()))

    @contextmanager
    def order(self, name: str, *, attempts: int = 1) -> Iterator[None]:
        """In hand until the block ends."""
        started = self.steady()
        self._stand(lambda last: replace(last, order=name, attempts=attempts, since=started))
        try:
            with self._step("order", order=name) as self._above:
                yield
        finally:
            self._above = None
            if self.metrics is not None:
                self.metrics.took(self.steady() - started)
            ended = self.steady()
            self._stand(lambda last: replace(last, order=None, attempts=0, since=None, looked=ended))

    def told(self, state: str, code: str | None) -> None:
        """An order has come to this state; the last ones are counted."""
        if self.metrics is not None:
            self.metrics.told(state, code)

    def watched(self, steps: Steps, /) -> Steps:
        """The same steps of the order in hand, each as a span where spans are kept."""

        def step(name: str, act: Callable[[], str], /) -> str:
            with self._step(name.replace(" ", "-"), order=self._now.order if self._now else None):
                return steps(name, act)

        return step

    def _step(self, name: str, *, order: str | None) -> "AbstractContextManager[Context | None]":
        return nullcontext() if self.traces is None else self.traces.step(name, order=order, above=self._above)

    def _stand(self, after: Callable[[Standing], Standing]) -> None:
        with self._lock:
            beat, at = self.steady(), self.clock()
            last = self._now or Standing(at=at, pid=os.getpid(), beat=beat, looked=beat)
            self._now = replace(after(last), at=at, beat=beat)
            self._write(self._now)

    def _write(self, now: Standing) -> None:
        try:
            if self.file is not None:
                standing.write(self.file, now)
            if self.metrics is not None:
                self.metrics.write()
        except (RunnerError, OSError) as failed:
            # The health check sees the beat stand still; the work goes on.
            code = failed.reason if isinstance(failed, StorageFailed) else "storage-failed"
            log.warning("nobody can see where this runner stands", code=code)

    def _beat(self, ended: threading.Event) -> None:
        while not ended.wait(standing.BEAT_SECONDS):
            self._stand(lambda last: last)


def health(settings: Settings, *, steady: float) -> tuple[bool, str]:
    """Whether a runner of this machine or container is well, and a sentence about the last one."""
    found = standing.standing_here(settings.work)
    if not found:
        return False, "No runner stands here."
    troubles = [one.trouble(steady, longest_job=settings.longest_job_hours * 3600) for one in found]
    if None in troubles:
        well = found[troubles.index(None)]
        return True, _told(well.order, well.attempts, well.at)
    return False, str(troubles[0])


def _told(order: str | None, attempts: int, at: datetime) -> str:
    in_hand = f"the order {order} in hand, attempt {attempts}" if order else "no order in hand"
    return f"Well at {at.isoformat(timespec='seconds')}: {in_hand}."
