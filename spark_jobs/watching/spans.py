"""Spans to an OpenTelemetry collector, and to nobody else."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

SECONDS: Final = 5
"""After this long without an answer the spans are dropped: nobody waits for whoever watches."""


def spans_of(service: str, processor: SpanProcessor) -> TracerProvider:
    """Spans of this service, handed to that processor. No library finds them: the provider is nobody's default."""
    resource = Resource({"service.name": service, "service.version": version("slussen")})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(processor)
    return provider


def sent_to(endpoint: str) -> SpanProcessor:
    """To an OTLP/HTTP collector; the address is the whole path (`http://127.0.0.1:4318/v1/traces`)."""
    return BatchSpanProcessor(_Collector(endpoint))


class _Collector(SpanExporter):
    """
    Posts spans to one address, and to no other: no proxy, no header, no credential of the environment, no redirect.

    (The library's own exporter reads all of these from variables that no setting of ours names.)
    """

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint
        self._http = PoolManager(1, retries=False, timeout=Timeout(SECONDS))

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Once; what is not taken is dropped."""
        body, form = encode_spans(spans).SerializeToString(), {"Content-Type": "application/x-protobuf"}
        try:
            answer = self._http.request("POST", self._endpoint, body=body, headers=form, redirect=False)
        except (HTTPError, OSError):
            return SpanExportResult.FAILURE
        return SpanExportResult.SUCCESS if 200 <= answer.status < 300 else SpanExportResult.FAILURE

    def shutdown(self) -> None:
        """Ends the connection."""
        self._http.clear()
