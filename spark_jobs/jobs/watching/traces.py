"""
Spans for an OpenTelemetry collector: which steps an order took, and how long each. Off unless an address is named.

Nothing here instruments a library: what a library calls an attribute may be a statement, a parameter or a body.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from opentelemetry.context import Context
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.trace import Status, StatusCode, set_span_in_context, use_span

from spark_jobs.errors import RunnerError
from spark_jobs.jobs.watching.logs import ORDER
from spark_jobs.watching.lines import CODE
from spark_jobs.watching.spans import sent_to, spans_of


@dataclass(frozen=True, slots=True)
class Traces:
    """Spans of the runner; `provider` belongs to it alone, and no library finds it."""

    provider: TracerProvider

    @classmethod
    def to(cls, endpoint: str) -> "Traces":
        """An OTLP/HTTP collector; the address is the whole path (`http://127.0.0.1:4318/v1/traces`)."""
        return cls.through(sent_to(endpoint))

    @classmethod
    def through(cls, processor: SpanProcessor) -> "Traces":
        """Spans handed to that processor."""
        return cls(spans_of("slussen-runner", processor))

    @contextmanager
    def step(self, name: str, *, order: str | None = None, above: Context | None = None) -> Iterator[Context]:
        """
        A span until the block ends, with the context in which steps below it stand, in whatever thread they run.

        Its name and the order's id are all it tells, and the code it ended with: what a fault says may quote a row.
        """
        span = self.provider.get_tracer("slussen").start_span(f"slussen.{name}", context=above)
        if order is not None and ORDER.fullmatch(order):
            span.set_attribute("slussen.order", order)
        told = span.get_span_context()
        ids = {"trace": format(told.trace_id, "032x"), "span": format(told.span_id, "016x")}
        with (
            use_span(span, end_on_exit=True, record_exception=False, set_status_on_exception=False),
            structlog.contextvars.bound_contextvars(**ids),
        ):
            try:
                yield set_span_in_context(span)
            except Exception as fault:
                code = fault.reason if isinstance(fault, RunnerError) else "unforeseen"
                span.set_attribute("slussen.code", code if CODE.fullmatch(code) else "unforeseen")
                span.set_status(Status(StatusCode.ERROR))
                raise

    def close(self) -> None:
        """Sends what waits, or drops it after a while."""
        self.provider.shutdown()
