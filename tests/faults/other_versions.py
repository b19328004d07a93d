"""
Two versions of the runner, each in a process of its own: what differs between them is played.

The product knows nothing of this: what it calls is wrapped from outside.
"""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spark_jobs.cli import running
from spark_jobs.durable import Steps
from spark_jobs.jobs import extraction
from spark_jobs.jobs.in_hand import OrderInHand
from spark_jobs.papers.order import ExtractionOrder
from spark_jobs.papers.paper import SignedPaper
from tests.faults.dying_runner import in_place_of, told, without_the_engine

OLD, NEW = "0.1.0", "0.2.0"
REACHED, OPEN = "reached", "open"
"""Files: the old version stands before its gate; it may go on."""


def serve_old(settings: Mapping[str, str], *, passphrase: bytes, gate: Path) -> None:
    """`slussen-runner serve`, which in the middle of an extraction waits before a gate."""
    given = told(settings, passphrase)
    _of(OLD)
    extract = vars(extraction)["extract"]

    def waiting(*job: Any, **more: Any) -> Any:
        (gate / REACHED).touch()
        while not (gate / OPEN).exists():
            time.sleep(0.02)
        return extract(*job, **more)

    in_place_of(extraction, extract=waiting)
    running.serve(passphrase_fd=given)


def once_new(settings: Mapping[str, str], *, passphrase: bytes) -> None:
    """`slussen-runner once` of a version that takes one step more, before the one that the old version ran second."""
    given = told(settings, passphrase)
    _of(NEW)

    def in_four_steps(self: OrderInHand, order: ExtractionOrder, paper: SignedPaper, steps: Steps) -> None:
        steps("take", lambda: self._taken(order, paper))
        steps("look", lambda: paper.digest)
        steps("extract", lambda: self._staged(order, paper))
        steps("hand over", lambda: self._handed_over(order.order))

    in_place_of(OrderInHand, _extract=in_four_steps)
    running.once(passphrase_fd=given)


def _of(version: str) -> None:
    without_the_engine()
    engine = extraction.engine()
    in_place_of(extraction, engine=lambda: {**engine, "slussen": version})
