"""A proxy before an S3 server, on loopback, that does to chosen calls what a bad day does to them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Head = tuple[str, str]
"""Method and target of a call."""


@dataclass(slots=True)
class Answer:
    """What the server behind answered."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(slots=True, kw_only=True)
class Fault:
    """
    For the calls that `meets` names, `times` of them at most.

    `body` changes what is sent on; `instead` answers without asking; `answer` changes what came back; `wait` comes
    first. `cut_call` and `cut_answer` end the connection in the middle of a body, `lost` after the call was heard.
    """

    meets: Callable[[str, str], bool]
    times: int = 1_000_000
    wait: float = 0.0
    body: Callable[[bytes], bytes] = lambda body: body
    instead: Callable[[], Answer] | None = None
    answer: Callable[[Answer], Answer] = lambda answer: answer
    cut_call: bool = False
    cut_answer: bool = False
    lost: bool = False
    met: int = 0


@dataclass(slots=True)
class FaultProxy:
    """Listens from the start; `calls` are those that reached it."""

    upstream: int
    faults: list[Fault] = field(default_factory=list)
    calls: list[Head] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None
    _port: int = 0
    _counting: threading.Lock = field(default_factory=threading.Lock)
    _standing: set[Any] = field(default_factory=set)

    @property
    def port(self) -> int:
        """The same one after it was closed and opened again."""
        return self._port

    def open(self) -> None:
        """Listens."""
        proxy = self

        class Relay(_Relay):
            owner = proxy

        self._server = _Server(("127.0.0.1", self._port), Relay)
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        """Refuses connections, and ends those that stand."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            for connection in self._standing:
                self._server.shutdown_request(connection)
            self._standing.clear()
            self._server = None

    @contextmanager
    def away(self) -> Iterator[None]:
        """Refuses connections until the block ends."""
        self.close()
        try:
            yield
        finally:
            self.open()

    @contextmanager
    def suffering(self, fault: Fault) -> Iterator[Fault]:
        """Until the block ends."""
        self.faults.append(fault)
        try:
            yield fault
        finally:
            self.faults.remove(fault)

    def connected(self, connection: Any) -> None:
        """One more, which ends with the proxy."""
        self._standing.add(connection)

    def fault_for(self, method: str, target: str) -> Fault | None:
        """The first that meets this call and has not met enough."""
        with self._counting:
            self.calls.append((method, target))
            for fault in self.faults:
                if fault.met < fault.times and fault.meets(method, target):
                    fault.met += 1
                    return fault
        return None


@contextmanager
def fault_proxy(upstream: int) -> Iterator[FaultProxy]:
    """Open until the block ends."""
    proxy = FaultProxy(upstream)
    proxy.open()
    try:
        yield proxy
    finally:
        proxy.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # The same port again at once, as a server that was started anew would have it.
    allow_reuse_address = True


class _Relay(BaseHTTPRequestHandler):
    owner: FaultProxy
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.owner.connected(self.connection)

    def finish(self) -> None:
        # A connection that broke is what this proxy is for.
        with suppress(OSError):
            super().finish()

    def _relay(self) -> None:
        try:
            self._suffer()
        except OSError:
            self.close_connection = True

    def _suffer(self) -> None:
        fault = self.owner.fault_for(self.command, self.path) or Fault(meets=lambda *_: False)
        time.sleep(fault.wait)
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size // 2 if fault.cut_call else size)
        if fault.cut_call:
            self.close_connection = True
            return
        answer = fault.answer(fault.instead() if fault.instead else self._ask(fault.body(body)))
        if fault.lost:
            self.close_connection = True
            return
        self._give(answer, cut=fault.cut_answer)

    def _ask(self, body: bytes) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.owner.upstream, timeout=30)
        try:
            connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()

    def _give(self, answer: Answer, *, cut: bool) -> None:
        self.send_response_only(answer.status)
        # The head of an object tells the size of a body that does not come.
        told = [head for head in answer.headers if head[0].lower() not in {"transfer-encoding", "connection"}]
        if self.command != "HEAD":
            told = [head for head in told if head[0].lower() != "content-length"]
            told.append(("Content-Length", str(len(answer.body))))
        for name, value in told:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body[: len(answer.body) // 2] if cut else answer.body)
        if cut:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a call carries a signature."""


for _method in ("GET", "PUT", "POST", "HEAD", "DELETE"):
    setattr(_Relay, f"do_{_method}", _Relay._relay)
