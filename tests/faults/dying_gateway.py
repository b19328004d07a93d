"""
The gateway's own command line in a process that kills itself, as the power would: at a named point of its own work.

The product knows nothing of this: what it calls is wrapped from outside.
"""

import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from gateway import cli
from gateway.adapters.heads import FolderHeads
from gateway.adapters.order_box import ObjectsOrderBox
from gateway.adapters.sql.papers import SqlOutbox
from gateway.adapters.sql.unit_of_work import SqlUnitOfWork
from gateway.domain.audit import AuditEntry, Event
from tests.faults.nursery import nursery


@dataclass(frozen=True, slots=True)
class Point:
    """
    Before or after the n-th call of this: of a commit one that tells of that event, of others one under such a name.
    """

    owner: Any
    name: str
    before: bool
    of: Event | None = None
    under: str = ""
    call: int = 1

    def is_it(self, given: tuple[Any, ...]) -> bool:
        """Whether a call with these is the one."""
        if self.of is not None:
            return any(isinstance(one, AuditEntry) and one.event is self.of for one in given)
        return any(isinstance(one, str) and one.startswith(self.under) for one in given) or not self.under


def _commit(of: Event, *, before: bool) -> Point:
    return Point(SqlUnitOfWork, "commit", before, of)


POINTS: Mapping[str, Point] = {
    "nothing is issued yet": _commit(Event.PERMIT_ISSUED, before=True),
    "the permit is issued": _commit(Event.PERMIT_ISSUED, before=False),
    "nothing is ordered yet": _commit(Event.EXTRACT_ORDERED, before=True),
    "the extract is ordered": _commit(Event.EXTRACT_ORDERED, before=False),
    "the order is not in the box": Point(ObjectsOrderBox, "put", before=True, under="order-"),
    "the order is in the box": Point(ObjectsOrderBox, "put", before=False, under="order-"),
    "the order is marked as sent": Point(SqlOutbox, "sent", before=False, under="order-"),
    "the first status is read and not taken in": _commit(Event.EXTRACT_FOLLOWED, before=True),
    "the first status is taken in": _commit(Event.EXTRACT_FOLLOWED, before=False),
    "the manifest is read and not taken in": _commit(Event.EXTRACT_RECEIVED, before=True),
    "the manifest is taken in": _commit(Event.EXTRACT_RECEIVED, before=False),
    "no delivery is ordered yet": _commit(Event.DELIVERY_ORDERED, before=True),
    "the delivery is ordered": _commit(Event.DELIVERY_ORDERED, before=False),
    "the delivery order is not in the box": Point(ObjectsOrderBox, "put", before=True, under="delivery-"),
    "the delivery order is in the box": Point(ObjectsOrderBox, "put", before=False, under="delivery-"),
    "the delivery order is marked as sent": Point(SqlOutbox, "sent", before=False, under="delivery-"),
    "the confirmation is read and no receipt made": _commit(Event.DELIVERY_RECEIPTED, before=True),
    "the receipt is made and its head is not kept": Point(FolderHeads, "keep", before=True, call=2),
    "a head is kept as the house opens": Point(FolderHeads, "keep", before=False),
}
"""In the order of the work."""

LIVES = "-"


def die() -> None:
    """As if the power went: no handler, no flush, no goodbye."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(point: Point) -> None:
    """From that call on, nothing happens any more."""
    called: Callable[..., Any] = getattr(point.owner, point.name)
    calls = 0

    def until_death(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += point.is_it(given)
        if calls < point.call or not point.is_it(given):
            return called(*given, **named)
        if not point.before:
            called(*given, **named)
        return die()

    setattr(point.owner, point.name, until_death)


def started(point: str, *, settings: Mapping[str, str], words: Path) -> BaseProcess:
    """`slussen operator serve` with these settings, in a process of its own; what it says goes into that file."""
    process = nursery().Process(target=_serve, args=(point, dict(settings), str(words)), daemon=True)
    process.start()
    return process


def _serve(point: str, settings: Mapping[str, str], words: str) -> None:
    for name in [name for name in os.environ if name.startswith("SLUSSEN_")]:
        del os.environ[name]
    os.environ.update(settings)
    said = os.open(words, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(said, 1)
    os.dup2(said, 2)
    if point != LIVES:
        die_at(POINTS[point])
    cli.app(["operator", "serve"])
