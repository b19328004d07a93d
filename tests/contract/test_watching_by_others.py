"""What Prometheus and an OpenTelemetry collector get, over a real connection."""

import socket
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from structlog.testing import capture_logs

from gateway import wiring
from gateway.domain.errors import Misconfigured
from gateway.settings import Settings
from spark_jobs.jobs.watching.traces import Traces
from spark_jobs.jobs.watching.watch import Watch
from tests.support.machine import ANNA, Machine


@dataclass
class Collector:
    """An OTLP/HTTP collector on loopback."""

    server: HTTPServer
    taken: list[ExportTraceServiceRequest] = field(default_factory=list)
    headers: list[set[str]] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1/traces"

    def spans(self) -> list[str]:
        return [
            span.name
            for request in self.taken
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]


@pytest.fixture
def collector() -> Iterator[Collector]:
    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.taken.append(
                ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["Content-Length"])))
            )
            found.headers.append({name.lower() for name in self.headers})
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *words: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Taking) as server:
        found = Collector(server)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield found
        server.shutdown()
        thread.join()


@dataclass
class Beat:
    """A pulse."""

    goes: bool = True
    since_round: float | None = 0.5


def test_a_collector_gets_the_spans_of_a_house_that_was_told_of_it(
    collector: Collector, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=of-somebody-else")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    machine = Machine.new(tmp_path, traces_endpoint=collector.endpoint)
    watch = wiring.open_watch(machine.settings)
    with wiring.open_house(machine.settings, watch=watch) as house:
        house.project.open(title="Bleeding", principal="ki", by=ANNA)
    watch.close()

    assert {"slussen.verb", "slussen.ruling", "slussen.commit"} <= set(collector.spans())
    assert all("authorization" not in headers for headers in collector.headers)


def test_a_collector_gets_the_steps_of_an_order(collector: Collector) -> None:
    watch = Watch(traces=Traces.to(collector.endpoint))
    with watch.beating(), watch.order("extract-1"):
        watch.watched(lambda name, act: act())("hand over", lambda: "sha256:0")

    assert sorted(collector.spans()) == ["slussen.hand-over", "slussen.order"]


def test_a_collector_that_does_not_answer_keeps_nobody_waiting(tmp_path: Path) -> None:
    machine = Machine.new(tmp_path, traces_endpoint="http://127.0.0.1:1/v1/traces")
    watch = wiring.open_watch(machine.settings)

    with capture_logs() as lines, wiring.open_house(machine.settings, watch=watch) as house:
        house.project.open(title="Bleeding", principal="ki", by=ANNA)
    watch.close()

    assert machine.projects() == ["Bleeding"]
    assert [line for line in lines if "Bleeding" in str(line)] == []


def test_an_address_that_is_none_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="SLUSSEN_TRACES_ENDPOINT"):
        wiring.open_watch(Settings(traces_endpoint="collector:4318"))


def test_numbers_are_shown_on_an_address_of_their_own_for_as_long_as_the_house_is_open(tmp_path: Path) -> None:
    machine = Machine.new(tmp_path, metrics_port=0)
    watch = wiring.open_watch(machine.settings)
    with (
        wiring.open_house(machine.settings, watch=watch) as house,
        wiring.numbers_shown(machine.settings, house, watch, Beat()) as port,
    ):
        house.project.open(title="Bleeding", principal="ki", by=ANNA)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            text = answer.read().decode()

    assert 'slussen_verb_seconds_count{outcome="done",verb="draft"} 1.0' in text
    assert "slussen_ledger_head 1.0" in text
    assert "slussen_looked 1.0" in text
    assert "python_info" not in text
    assert port is not None
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_a_port_that_is_taken_stops_the_start(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        machine = Machine.new(tmp_path, metrics_port=taken.getsockname()[1])
        watch = wiring.open_watch(machine.settings)
        with (
            wiring.open_house(machine.settings) as house,
            pytest.raises(Misconfigured, match="metrics"),
            wiring.numbers_shown(machine.settings, house, watch, Beat()),
        ):
            pass
