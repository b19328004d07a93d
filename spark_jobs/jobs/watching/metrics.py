"""
Numbers for Prometheus in a file, as node-exporter's textfile collector reads them: the runner listens on no port.

No number counts persons, and none counts rows either: of a table with one row for each person they are the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, write_to_textfile

from spark_jobs.errors import SettingsUnfit
from spark_jobs.watching.lines import CODE

FILE: Final = "slussen_runner.prom"
ENDED: Final = frozenset(
    {"extracted", "delivered", "open", "closed", "emptied", "told", "unchanged", "refused", "failed"}
)
"""The states with which an order ends."""

BUCKETS: Final = (1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 43200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """One registry and the file that it is written to; nothing of the process or the machine is in it."""

    path: Path
    registry: CollectorRegistry
    _orders: Counter
    _seconds: Histogram
    _attempts: Counter
    _beat: Gauge

    @classmethod
    def in_folder(cls, folder: Path) -> Self:
        """Raises SettingsUnfit where there is no such folder: it is the collector's, and not made by the runner."""
        if not folder.is_dir():
            raise SettingsUnfit(f"There is no folder {folder} for the numbers: SLUSSEN_RUNNER_METRICS_FOLDER.")
        own = CollectorRegistry()
        return cls(
            path=folder / FILE,
            registry=own,
            _orders=Counter("slussen_runner_orders", "Orders by how they ended.", ("outcome", "code"), registry=own),
            _seconds=Histogram("slussen_runner_order_seconds", "Time of each order.", registry=own, buckets=BUCKETS),
            _attempts=Counter("slussen_runner_attempts", "Times that an order was taken in hand.", registry=own),
            _beat=Gauge("slussen_runner_beat_timestamp_seconds", "When this was written.", registry=own),
        )

    def told(self, state: str, code: str | None) -> None:
        """One more order that ended so."""
        if state in ENDED:
            self._orders.labels(**_words(state, code)).inc()

    def took(self, seconds: float) -> None:
        """One more order that was in hand for so long, whether it ended or is to be tried again."""
        self._seconds.observe(seconds)
        self._attempts.inc()

    def write(self) -> None:
        """Whole or not at all. Raises OSError."""
        self._beat.set_to_current_time()
        write_to_textfile(str(self.path), self.registry)


def _words(state: str, code: str | None) -> Mapping[str, str]:
    # A code is one of ours, of a closed list; whatever else it were would make a label out of somebody's words.
    return {"outcome": state, "code": code if code is not None and CODE.fullmatch(code) else "-"}
