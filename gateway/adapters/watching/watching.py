"""The house's watch: every step as a number, and as a span where spans are kept."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

import structlog

from gateway.adapters.watching.metrics import Metrics
from gateway.domain.audit import AuditEntry, LedgerLine
from gateway.domain.errors import GatewayError
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question, Rules
from gateway.ports.unit_of_work import OpenWork, UnitOfWork
from gateway.ports.watch import ALLOWED, DONE, REFUSED, UNFORESEEN, Step, Watch

if TYPE_CHECKING:
    # Loaded where spans are kept: a house that keeps none must not wait for the library.
    from gateway.adapters.watching.traces import Kept, Traces


@dataclass(slots=True)
class _Taken:
    about: dict[str, str]
    kept: "Kept | None" = None

    @property
    def trace(self) -> str | None:
        """Of the span, where one is kept."""
        return self.kept.trace if self.kept is not None else None

    def tell(self, **about: str) -> None:
        """More of it."""
        self.about.update(about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """Numbers always, spans where `traces` are kept. It keeps to memory: the house never waits for its watch."""

    metrics: Metrics = field(default_factory=Metrics)
    traces: "Traces | None" = None
    steady: Callable[[], float] = time.monotonic

    @contextmanager
    def step(self, step: Step, /, *, parent: str | None = None, **about: str) -> Iterator[_Taken]:
        """Timed; the lines that are told inside carry its span."""
        taken, started = _Taken(about), self.steady()
        with self._spanned(taken, step, parent):
            try:
                yield taken
                taken.about.setdefault("outcome", DONE)
            except BaseException as fault:
                taken.about["outcome"] = fault.code if isinstance(fault, GatewayError) else UNFORESEEN
                raise
            finally:
                self.metrics.took(step, self.steady() - started, taken.about)
                if taken.kept is not None:
                    taken.kept.tell(step, taken.about)

    def trouble(self, code: str, /) -> None:
        """Counted by its code."""
        self.metrics.trouble(code)

    def close(self) -> None:
        """Spans that wait are sent, or dropped after a while."""
        if self.traces is not None:
            self.traces.close()

    @contextmanager
    def _spanned(self, taken: _Taken, step: Step, parent: str | None) -> Iterator[None]:
        if self.traces is None:
            yield
            return
        with self.traces.span(step, parent) as kept:
            taken.kept = kept
            with structlog.contextvars.bound_contextvars(span=kept.id, trace=kept.trace):
                yield


@dataclass(frozen=True, slots=True)
class WatchedRules:
    """The rules, each question timed."""

    rules: Rules
    watch: Watch

    @property
    def engine(self) -> str:
        """As it is."""
        return self.rules.engine

    @property
    def policy_digest(self) -> str:
        """As it is."""
        return self.rules.policy_digest

    @property
    def release(self) -> int:
        """As it is."""
        return self.rules.release

    def ask(self, question: Question, facts: Mapping[str, Any]) -> Ruling:
        """The same ruling."""
        with self.watch.step(Step.RULING, question=question.value) as taken:
            ruling = self.rules.ask(question, facts)
            taken.tell(outcome=ALLOWED if ruling.allows else REFUSED)
        return ruling

    def each(self, facts: Mapping[str, Any], matters: Sequence[Mapping[str, Any]]) -> Sequence[Ruling]:
        """The same rulings, timed as one: allowed where any of them is."""
        with self.watch.step(Step.RULING, question=Question.ACT.value) as taken:
            rulings = self.rules.each(facts, matters)
            taken.tell(outcome=ALLOWED if any(ruling.allows for ruling in rulings) else REFUSED)
        return rulings


class WatchedWork:
    """A unit of work whose commit is timed; everything else is the unit's own."""

    def __init__(self, work: UnitOfWork, watch: Watch) -> None:
        self._work = work
        self._watch = watch

    def __enter__(self) -> Self:
        self._work.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._work.__exit__(kind, error, trace)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    def commit(self, entry: AuditEntry, /, *more: AuditEntry) -> LedgerLine:
        """As the unit's own."""
        with self._watch.step(Step.COMMIT):
            return self._work.commit(entry, *more)


def watched(open_work: OpenWork, watch: Watch) -> OpenWork:
    """Opens the same units of work, their commits timed."""
    return lambda: cast(UnitOfWork, WatchedWork(open_work(), watch))
