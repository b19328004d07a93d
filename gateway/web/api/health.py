"""Whether the house stands, and whether it can work: for whoever watches over it. Says nothing about anybody."""

from collections.abc import Callable, Mapping

import structlog
from fastapi import APIRouter, Response

from gateway.domain.errors import NeighbourUnavailable
from gateway.ports.clock import swedish_day
from gateway.ports.rules import Question
from gateway.services.house import House
from gateway.web.api.wire import Wire
from gateway.web.context import Rooms

router = APIRouter(tags=["health"])

Ask = Callable[[House], object]
_log = structlog.get_logger("slussen.web")


class HealthOut(Wire):
    """`standing`: the process answers."""

    status: str = "standing"


class ReadyOut(Wire):
    """`silent` names the neighbours that do not answer."""

    ready: bool
    silent: tuple[str, ...]


@router.get("/health")
def health() -> HealthOut:
    """The process answers."""
    return HealthOut()


@router.get("/ready")
def ready(rooms: Rooms, response: Response) -> ReadyOut:
    """Store, order box and rules answer; 503 where one does not."""
    silent = tuple(name for name, ask in _NEIGHBOURS.items() if not _answers(ask, rooms))
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


_NEIGHBOURS: Mapping[str, Ask] = {"store": _store, "order-box": _order_box, "rules": _rules}


def _answers(ask: Ask, rooms: House) -> bool:
    try:
        ask(rooms)
    except NeighbourUnavailable:
        return False
    except Exception as fault:
        # Whatever else a neighbour fails with, it is not ready; what it said is not told to whoever asks.
        _log.warning("not ready", fault=type(fault).__name__)
        return False
    return True
