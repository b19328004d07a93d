"""
A rule server of one's own on this machine: for the demo and for tests. In operation compose or the operator starts it.
"""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from gateway.adapters.rules.answer import no_answer
from gateway.adapters.rules.bundle import TOKEN_DIGEST, serve_command, token_digest, write_bundle

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleServer:
    """Where it listens."""

    host: str
    port: int


@contextmanager
def rule_server(opa: Path, *, policies: Path, scratch: Path, token: str) -> Iterator[RuleServer]:
    """
    Serves the policies of a folder on loopback until the block ends; raises NeighbourUnavailable if it does not start.

    `scratch` holds the bundle and the server's own messages; `token` is what whoever asks must bring.
    """
    bundle = scratch / "policies.tar.gz"
    write_bundle(policies, bundle)
    with serving(opa, bundle=bundle, scratch=scratch, token=token) as server:
        yield server


@contextmanager
def serving(opa: Path, *, bundle: Path, scratch: Path, token: str, seal: Path | None = None) -> Iterator[RuleServer]:
    """The same for a bundle that stands already; with `seal`, only as it was sealed."""
    server = RuleServer(host=LOOPBACK, port=free_port())
    command = serve_command(opa, bundle=bundle, address=f"{server.host}:{server.port}", seal=seal)
    with running(command, server, scratch=scratch, token=token):
        yield server


@contextmanager
def running(command: list[str], server: RuleServer, *, scratch: Path, token: str) -> Iterator[None]:
    """Runs the command until the block ends, from when the server answers that it is well."""
    # A rule can read the server's environment: it gets what it needs to run, and no credential of this house.
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment[TOKEN_DIGEST] = token_digest(token)
    with (scratch / "opa.log").open("wb") as messages:
        process = subprocess.Popen(command, env=environment, cwd=scratch, stdout=messages, stderr=messages)
        try:
            _wait_until_ready(process, server)
            yield
        finally:
            _stop(process)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(process: subprocess.Popen[bytes], server: RuleServer, *, seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        if _is_healthy(server):
            return
        time.sleep(0.05)
    raise no_answer("The rule server did not start.")


def _is_healthy(server: RuleServer) -> bool:
    with closing(http.client.HTTPConnection(server.host, server.port, timeout=1.0)) as connection:
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
