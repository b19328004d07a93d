"""What stands at the moment of asking: read through the ports, and never raising."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from gateway.adapters.watching.metrics import Reading
from gateway.domain.delivery import PROGRESS_STEPS
from gateway.ports.clock import Clock
from gateway.ports.heads import Heads
from gateway.ports.unit_of_work import OpenWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauges:
    """`since_round` gives the seconds since the house ended its last round, or None before the first."""

    open_work: OpenWork
    heads: Heads
    clock: Clock
    since_round: Callable[[], float | None]

    def __call__(self) -> Iterator[Reading]:
        """Every reading that can be had; the store's own are left out where it cannot be read, and `looked` is 0."""
        since = self.since_round()
        if since is not None:
            yield "slussen_round_age_seconds", {}, since
        try:
            yield from [*self._of_the_store(), *self._of_the_heads()]
            yield "slussen_looked", {}, 1
        except Exception:  # whoever asks for numbers must get those that there are, whatever a neighbour fails with
            yield "slussen_looked", {}, 0

    def _of_the_store(self) -> Iterator[Reading]:
        with self.open_work() as work:
            yield "slussen_outbox_waiting", {}, len(work.outbox.waiting())
            for progress, following in PROGRESS_STEPS.items():
                if following:
                    found = len(work.extracts.find(progress=progress.value))
                    yield "slussen_extracts_under_way", {"progress": progress.value}, found
            head = work.ledger.head()
            if head is not None:
                yield "slussen_ledger_head", {}, head.sequence

    def _of_the_heads(self) -> Iterator[Reading]:
        newest = self.heads.newest()
        if newest is not None:
            signed = datetime.fromisoformat(json.loads(newest)["body"]["at"])
            yield "slussen_ledger_head_age_seconds", {}, (self.clock.now() - signed).total_seconds()
