"""The HTTP front door: every router around one house; and the house's own rounds in a thread beside it."""

import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from importlib.metadata import version

import structlog
import uvicorn
from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute

from gateway.domain.errors import GatewayError, Misconfigured, NeighbourUnavailable
from gateway.ports.identity import Identity
from gateway.ports.sign_in import Place
from gateway.ports.watch import UNWATCHED, Pulse, Step, Watch
from gateway.services.house import House
from gateway.web.api import (
    access_request,
    assignment,
    audit,
    barring,
    catalog,
    conversation,
    deadline,
    decision,
    delivery,
    deputyship,
    document,
    extraction,
    health,
    letter,
    note_check,
    permit,
    project,
    signing_in,
    spot_check,
)
from gateway.web.envelope import Envelope
from gateway.web.portal.doors import ALL_PAGES, furnish
from gateway.web.portal.visit import Portal
from gateway.web.problems import A_PROBLEM, install
from gateway.web.waiting import let_go

STAGES = (
    catalog,
    project,
    document,
    barring,
    deputyship,
    assignment,
    access_request,
    conversation,
    decision,
    permit,
    extraction,
    note_check,
    delivery,
    deadline,
    letter,
    audit,
    signing_in,
    spot_check,
)
"""The API, stage by stage."""

LONGEST_PAUSE = 60.0
"""Seconds between two rounds at most, while a neighbour is silent: each try leaves an entry."""

WAITING_CALLERS = 2048
"""How many callers may wait to be taken."""

GRACE_SECONDS = 10
"""How long a call under way may take when the house closes."""

_log = structlog.get_logger("slussen.rounds")


def create_app(
    house: House,
    identity: Identity,
    *,
    pulse: Pulse | None = None,
    own_needs: Mapping[str, Callable[[], object]] | None = None,
    portal: Portal | None = None,
    sign_in_place: Place | None = None,
) -> FastAPI:
    """
    The whole API around this house; it opens nothing and closes nothing.

    With `portal`, the pages stand beside it; clients are told of `sign_in_place`. `pulse` is asked by `/health`;
    `own_needs`, what this process needs beside the house's neighbours, by `/ready`.
    """
    app = FastAPI(
        title="Slussen",
        version=version("slussen"),
        description="Access requests, decisions, extracts and their evidence. Never a row.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its page would come from a third party's servers
        redoc_url=None,
        routes=list(_routes(with_portal=portal is not None)),
    )
    app.state.house = house
    app.state.identity = identity
    app.state.pulse = pulse
    app.state.own_needs = own_needs or {}
    app.state.sign_in_place = sign_in_place
    app.add_middleware(Envelope, new_trace=partial(house.desk.ids.new, "trace"), watch=house.desk.watch)
    install(app)
    if portal is not None:
        furnish(app, portal)
    return app


@cache
def _routes(*, with_portal: bool) -> tuple[BaseRoute, ...]:
    """Every address there is. They know of no house, so a second front door in the same process shares them."""
    api = APIRouter(prefix="/api/v1", responses={"default": A_PROBLEM})
    for stage in STAGES:
        api.include_router(stage.router)
    whole = APIRouter()
    for router in (api, health.router, *(stage.router for stage in ALL_PAGES if with_portal)):
        whole.include_router(router)
    return tuple(whole.routes)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """
    A socket that takes callers from now on: who comes before `serve` waits for the answer, and is not turned away.

    A free port (0) is chosen here, so that it can be told. Raises Misconfigured.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as taking:
        taking.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # An answer leaves at once: held back until the caller acknowledges its first half, each would take 40 ms more.
        taking.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            taking.bind((host, port))
            taking.listen(WAITING_CALLERS)
        except OSError:
            raise Misconfigured(f"Port {port} on {host} is taken or may not be used.") from None
        yield taking


def serve(app: FastAPI, listening: socket.socket) -> None:
    """Answer on that socket until told to stop (SIGTERM, SIGINT); returns then, so that the house can be closed."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=GRACE_SECONDS
    )
    server = _Server(config)
    for told_to_stop in (signal.SIGTERM, signal.SIGINT):
        # Heard before the server listens for it, and raised by it again once it has stopped: by default either would
        # end us with the house open.
        signal.signal(told_to_stop, lambda *_: setattr(server, "should_exit", True))
    server.run(sockets=[listening])


class _Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answers those who wait first."""
        let_go()
        await super().shutdown(sockets)


class Rounds(threading.Thread):
    """
    The house's own work, round after round, until `stop`.

    While a neighbour is silent the pause doubles, up to a minute, so that the ledger does not fill with silence. No
    fault ends the rounds.
    """

    def __init__(self, work: Callable[[], Sequence[GatewayError]], *, pause: float, watch: Watch = UNWATCHED) -> None:
        super().__init__(name="rounds", daemon=True)
        self._work = work
        self._shortest = pause
        self._watch = watch
        self._stopped = threading.Event()
        self._last: float | None = None

    @property
    def goes(self) -> bool:
        """Whether the thread lives."""
        return self.is_alive()

    @property
    def since_round(self) -> float | None:
        """By the steady clock: a clock that jumps makes no round late."""
        return None if self._last is None else time.monotonic() - self._last

    def run(self) -> None:
        """Until stopped."""
        pause = self._shortest
        self._last = time.monotonic()
        while not self._stopped.wait(pause):
            pause = self._shortest if self._once() else min(max(pause, 0.5) * 2, LONGEST_PAUSE)
            self._last = time.monotonic()

    def stop(self) -> None:
        """Lets the round under way end, then no more."""
        self._stopped.set()
        self.join(timeout=LONGEST_PAUSE)

    def _once(self) -> bool:
        """Whether the next round may come as soon as ever."""
        try:
            with self._watch.step(Step.ROUND):
                troubles = self._work()
        except Exception as fault:
            # A fault's own words may hold a value: its class and its place are enough to find it by.
            _log.error("round failed", exc_info=fault)
            return False
        for trouble in troubles:
            self._watch.trouble(trouble.code)
            neighbour = trouble.neighbour if isinstance(trouble, NeighbourUnavailable) else None
            _log.warning("trouble", code=trouble.code, neighbour=neighbour)
        return not any(isinstance(trouble, NeighbourUnavailable) for trouble in troubles)


@contextmanager
def rounds(house: House, *, pause: float) -> Iterator[Rounds]:
    """The house goes its rounds until the block ends."""
    going = Rounds(house.round, pause=pause, watch=house.desk.watch)
    going.start()
    try:
        yield going
    finally:
        going.stop()
