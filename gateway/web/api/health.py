"""Whether the house stands, and whether it can work: for whoever watches over it. Says nothing about anybody."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

import structlog
from fastapi import APIRouter, Request, Response

from gateway.domain.errors import NeighbourUnavailable
from gateway.ports.clock import swedish_day
from gateway.ports.rules import Question
from gateway.ports.watch import Pulse
from gateway.services.house import House
from gateway.web.api.wire import Wire
from gateway.web.context import Rooms

router = APIRouter(tags=["health"])

Ask = Callable[[House], object]
_log = structlog.get_logger("slussen.web")


STUCK_AFTER = 300.0
"""Seconds without the end of a round after which the house counts as stuck: one round's calls all have their limits."""


class HealthOut(Wire):
    """`standing`: the process answers and goes its rounds; `stuck`: it answers, and goes none."""

    status: Literal["standing", "stuck"]


class ReadyOut(Wire):
    """`silent` names the neighbours that do not answer, and what else the house lacks: a disk with room, its key."""

    ready: bool
    silent: tuple[str, ...]


@router.get("/health")
def health(request: Request, response: Response) -> HealthOut:
    """The process answers and the house still goes its rounds; 503 where it goes none: start it anew."""
    pulse: Pulse | None = request.app.state.pulse
    if pulse is None or (pulse.goes and (pulse.since_round or 0) < STUCK_AFTER):
        return HealthOut(status="standing")
    response.status_code = 503
    return HealthOut(status="stuck")


@router.get("/ready")
def ready(request: Request, rooms: Rooms, response: Response) -> ReadyOut:
    """Store, order box, heads and rules answer, and the process has what it needs; 503 where one is lacking."""
    neighbours = {name: partial(ask, rooms) for name, ask in _NEIGHBOURS.items()}
    silent = tuple(name for name, ask in {**neighbours, **request.app.state.own_needs}.items() if not _answers(ask))
    if silent:
        response.status_code = 503
    return ReadyOut(ready=not silent, silent=silent)


def _store(rooms: House) -> object:
    with rooms.desk.open_work() as work:
        return work.ledger.head()


def _order_box(rooms: House) -> object:
    return rooms.desk.box.snapshots()


def _rules(rooms: House) -> object:
    # A question with nobody in it: the answer is a refusal, and any answer will do.
    today = swedish_day(rooms.desk.clock.now()).isoformat()
    return rooms.desk.rules.ask(Question.ACT, {"today": today, "verb": "read"})


def _heads(rooms: House) -> object:
    return rooms.desk.heads.newest()


_NEIGHBOURS: Mapping[str, Ask] = {"store": _store, "order-box": _order_box, "heads": _heads, "rules": _rules}


def _answers(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except NeighbourUnavailable:
        return False
    except Exception as fault:
        # Whatever else a neighbour fails with, it is not ready; what it said is not told to whoever asks.
        _log.warning("not ready", exc_info=fault)
        return False
    return True
