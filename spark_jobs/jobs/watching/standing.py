"""
Where a runner stands, in a small file that its health check reads: the runner listens on no port.

Times in it are the machine's steady ones, which every process of the machine shares and no clock that jumps can move.
"""

import json
import os
import socket
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from spark_jobs.keeping import keep

BEAT_SECONDS = 10.0
DEAD_AFTER = 60.0
"""Seconds without a beat: whoever would write it is gone."""

STUCK_AFTER = 300.0
"""Seconds without a look into the box, with no order in hand: a start of the engine takes less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`at` is for people; `beat`, `looked` and `since` are steady times, the last of the order in hand."""

    at: datetime
    pid: int
    beat: float
    looked: float
    order: str | None = None
    attempts: int = 0
    since: float | None = None

    def trouble(self, steady: float, *, longest_job: float) -> str | None:
        """What is wrong with it now, in a sentence, or None."""
        if steady - self.beat > DEAD_AFTER:
            return f"The runner {self.pid} has given no sign since {self.at.isoformat(timespec='seconds')}."
        if self.since is not None:
            if steady - self.since > longest_job:
                return f"The order {self.order} has been in hand for {(steady - self.since) / 3600:.0f} hours."
            return None
        if steady - self.looked > STUCK_AFTER:
            return f"The runner {self.pid} has not looked into the order box for {steady - self.looked:.0f} seconds."
        return None


def place_of(work: Path, *, pid: int | None = None) -> Path:
    """The file of one process of this machine or container."""
    return work / "standing" / f"{socket.gethostname()}-{pid or os.getpid()}.json"


def write(path: Path, standing: Standing) -> None:
    """Whole, of mode 0600. Raises StorageFailed."""
    told = {**asdict(standing), "at": standing.at.isoformat()}
    keep(path, json.dumps(told, sort_keys=True).encode())
    path.chmod(0o600)


def standing_here(work: Path) -> list[Standing]:
    """Every runner that this machine or container ever started and that did not end cleanly, the newest first."""
    found = [_read(path) for path in (work / "standing").glob(f"{socket.gethostname()}-*.json")]
    return sorted((one for one in found if one is not None), key=lambda one: one.beat, reverse=True)


def _read(path: Path) -> Standing | None:
    try:
        told = json.loads(path.read_bytes())
        return Standing(**{**told, "at": datetime.fromisoformat(told["at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
