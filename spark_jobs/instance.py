"""Which process this is, so that another one can tell whether it is still there."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from spark_jobs.system import random_bytes

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """
    One running process of the data plane.

    `place` is where its number means something: one start of one machine, seen from one container. `begun` tells two
    processes apart that had the same number one after the other; `name` is drawn, and no other instance bears it.
    """

    name: str
    place: str
    pid: int
    begun: str

    @classmethod
    def own(cls) -> Self:
        """This process."""
        pid = os.getpid()
        return cls(name=random_bytes(8).hex(), place=_place(), pid=pid, begun=_begun(pid))

    @classmethod
    def of(cls, told: object) -> "Instance | None":
        """What another instance wrote of itself, or None where that is no instance."""
        if not isinstance(told, dict) or not all(
            isinstance(told.get(name), str) for name in ("name", "place", "begun")
        ):
            return None
        pid = told.get("pid")
        if not isinstance(pid, int):
            return None
        return cls(name=told["name"], place=told["place"], pid=pid, begun=told["begun"])

    def as_json(self) -> dict[str, str | int]:
        """For a file that others read."""
        return asdict(self)

    def gone(self) -> bool:
        """Whether it is known to be dead. From another machine or container that cannot be known: then it is not."""
        if not self.place or self.place != _place():
            return False
        return _begun(self.pid) != self.begun


def _place() -> str:
    try:
        started = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{started} {(_PROC / 'self/ns/pid').readlink()}"
    except OSError:
        return ""


def _begun(pid: int) -> str:
    """When the process with that number began, in the kernel's ticks; empty where there is none, or only its corpse."""
    try:
        told = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return ""
    # The name in the second field may hold spaces and parentheses of its own: fields are counted from behind it.
    state, *rest = told.rpartition(")")[2].split()
    return "" if state in {"Z", "X"} else rest[18]
