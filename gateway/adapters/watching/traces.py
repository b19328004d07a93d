"""
Spans for an OpenTelemetry collector: which steps a call took, and how long each. Off unless an address is named.

Nothing here instruments a library: what a library calls an attribute may be a statement, a parameter or a body.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from opentelemetry import context as contexts
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer, use_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from gateway.adapters.watching.metrics import LABELS, label
from gateway.ports.watch import UNFORESEEN, Step
from spark_jobs.watching.spans import sent_to, spans_of


@dataclass(frozen=True, slots=True)
class Traces:
    """Spans of the house; `provider` belongs to this house alone, and no library finds it."""

    provider: TracerProvider

    @classmethod
    def to(cls, endpoint: str) -> "Traces":
        """An OTLP/HTTP collector; the address is the whole path (`http://127.0.0.1:4318/v1/traces`)."""
        return cls.through(sent_to(endpoint))

    @classmethod
    def through(cls, processor: SpanProcessor) -> "Traces":
        """Spans handed to that processor."""
        return cls(spans_of("slussen-gateway", processor))

    @contextmanager
    def span(self, step: Step, parent: str | None) -> Iterator["Kept"]:
        """Current until the block ends. What leaves the block leaves it unrecorded: its words may quote a value."""
        above = TraceContextTextMapPropagator().extract({"traceparent": parent}) if parent else contexts.get_current()
        kind = SpanKind.SERVER if step is Step.CALL else SpanKind.INTERNAL
        span = self._tracer.start_span(f"slussen.{step}", context=above, kind=kind)
        with use_span(span, end_on_exit=True, record_exception=False, set_status_on_exception=False):
            yield Kept(span)

    def close(self) -> None:
        """Sends what waits, or drops it after a while."""
        self.provider.shutdown()

    @property
    def _tracer(self) -> Tracer:
        return self.provider.get_tracer("slussen")


@dataclass(frozen=True, slots=True)
class Kept:
    """A span on its way."""

    span: Span

    @property
    def trace(self) -> str:
        """The trace's id in its usual form."""
        return format(self.span.get_span_context().trace_id, "032x")

    @property
    def id(self) -> str:
        """The span's id in its usual form."""
        return format(self.span.get_span_context().span_id, "016x")

    def tell(self, step: Step, about: Mapping[str, str]) -> None:
        """The words of that step's list, each in its form, and whether it ended unforeseen."""
        for name in LABELS[step]:
            if name in about:
                self.span.set_attribute(f"slussen.{name}", label(name, about[name]))
        if about.get("outcome") == UNFORESEEN:
            self.span.set_status(Status(StatusCode.ERROR))
