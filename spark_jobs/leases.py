"""
Who carries out an order: of all runners on one order box, one at a time.

A lease is a numbered entry that exactly one runner can create; whoever wrote the highest number holds the order. The
holder beats. A lease whose holder is known to be dead, or whose beat has stood still for as long as a lease lasts, is
taken over under the next number. The number travels with what the holder writes (a fencing token), and is asked for
again before anything is published: whoever wakes up after having been displaced finds that out, and publishes nothing.

Standing still is measured by the watcher's own steady clock, so a clock that jumps displaces nobody.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from spark_jobs.errors import LeaseLost
from spark_jobs.instance import Instance
from spark_jobs.objects.store import Objects

_STATES = ("held", "put-back", "answered")
BEATS_PER_LEASE = 4
"""A holder may miss some beats before anybody thinks it dead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """
    One numbered entry. `attempts`: how often this order was begun without being answered, this time included.

    An entry is `held` until its order is `answered`, or `put-back` to be begun again.
    """

    token: int
    attempts: int
    holder: Instance | None
    state: Literal["held", "put-back", "answered"] = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """An order that this runner holds, until it is released or taken over."""

    order: str
    token: int
    attempts: int
    _leases: "Leases"

    @property
    def job(self) -> str:
        """The name of what was begun with the first attempt, and is gone on with by the later ones."""
        return f"{self.order}:{self.token - self.attempts + 1}"

    def require(self) -> None:
        """Raises LeaseLost where another runner has taken the order over."""
        if not self._leases.holds(self):
            raise LeaseLost(f"Another runner has taken over {self.order}.")

    def release(self) -> None:
        """The order is answered: the next claim of it would begin anew."""
        self._leases.end(self, "answered", attempts=self.attempts)

    def put_back(self, *, counted: bool) -> None:
        """Whoever claims the order next has it at once; an attempt that was no fault of the order's is not counted."""
        self._leases.end(self, "put-back", attempts=self.attempts if counted else self.attempts - 1)

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Beats until the block ends, however long its work takes."""
        ended = threading.Event()
        beat = threading.Thread(target=self._beat, args=(ended,), name=f"lease {self.order}", daemon=True)
        beat.start()
        try:
            yield
        finally:
            ended.set()
            beat.join()

    def _beat(self, ended: threading.Event) -> None:
        count = 0
        while not ended.wait(self._leases.seconds / BEATS_PER_LEASE):
            count += 1
            try:
                self._leases.beat(self, count)
            except OSError:
                # Missed. If the place stays away, the lease is lost, and `require` tells.
                continue


@dataclass(frozen=True, slots=True, kw_only=True)
class Leases:
    """The leases of all orders, as one runner sees them. `seconds`: for how long a beat may stand still."""

    place: Objects
    own: Instance
    seconds: float
    steady: Callable[[], float] = time.monotonic
    _seen: dict[str, tuple[str, float]] = field(default_factory=dict)

    def claim(self, order: str) -> Lease | None:
        """The lease, or None while another runner holds it. Raises OSError where the place cannot be reached."""
        standing = self._standing(order)
        if standing is None or standing.state == "answered":
            return self._grant(order, token=standing.token + 1 if standing else 1, attempts=1)
        gone = standing.holder is not None and standing.holder.gone()
        if standing.state == "put-back" or gone or self._stands_still(order, standing):
            return self._grant(order, token=standing.token + 1, attempts=standing.attempts + 1)
        return None

    def holds(self, lease: Lease) -> bool:
        """Whether nobody has taken this lease over. A place that cannot be reached holds nothing."""
        try:
            standing = self._standing(lease.order)
        except OSError:
            return False
        return standing is not None and (standing.token, standing.holder) == (lease.token, self.own)

    def abandoned(self, order: str, token: int) -> bool:
        """Whether what was written under that token has nobody any more who would go on with it."""
        standing = self._standing(order)
        if standing is None or standing.state != "held" or standing.token != token:
            return True
        return standing.holder is not None and standing.holder.gone()

    def end(self, lease: Lease, state: Literal["put-back", "answered"], *, attempts: int) -> None:
        """
        Marks the end, and takes away what led to it; the number stays, so that it is never given twice.

        Where the place cannot be reached nothing is marked: the lease then ends by standing still.
        """
        if not self.holds(lease):
            return
        last = _name(lease.order, lease.token)
        try:
            self.place.put(last, _told(token=lease.token, attempts=attempts, holder=self.own, state=state))
            for listed in self.place.names(f"{lease.order}/"):
                if listed.name != last:
                    self.place.remove(listed.name)
        except OSError:
            return

    def beat(self, lease: Lease, count: int) -> None:
        """A sign of life under this token: it can wake no lease that was taken over."""
        self.place.put(f"{lease.order}/{lease.token:06d}.beat", f"{self.own.name} {count}".encode())

    def _grant(self, order: str, *, token: int, attempts: int) -> Lease | None:
        told = _told(token=token, attempts=attempts, holder=self.own, state="held")
        if not self.place.put_new(_name(order, token), told):
            return None
        self._seen.pop(order, None)
        return Lease(order=order, token=token, attempts=attempts, _leases=self)

    def _standing(self, order: str) -> Grant | None:
        grants = [listed.name for listed in self.place.names(f"{order}/") if listed.name.endswith(".json")]
        if not grants:
            return None
        return _read(max(grants), self.place.get(max(grants)))

    def _stands_still(self, order: str, standing: Grant) -> bool:
        beat = self.place.get(f"{order}/{standing.token:06d}.beat") or b""
        sign = f"{standing.token} {beat.decode('ascii', 'replace')}"
        seen, since = self._seen.get(order, ("", 0.0))
        now = self.steady()
        if seen != sign:
            self._seen[order] = (sign, now)
            return False
        return now - since > self.seconds


def _name(order: str, token: int) -> str:
    return f"{order}/{token:06d}.json"


def _told(*, token: int, attempts: int, holder: Instance, state: str) -> bytes:
    told = {"attempts": attempts, "holder": holder.as_json(), "state": state, "token": token}
    return json.dumps(told, sort_keys=True).encode()


def _read(name: str, content: bytes | None) -> Grant:
    """What stands there. An entry that cannot be read is held by nobody who is known: only its stillness ends it."""
    token = int(name.rpartition("/")[2].removesuffix(".json"))
    try:
        told = json.loads(content or b"")
        attempts, state, holder = int(told["attempts"]), told["state"], Instance.of(told["holder"])
    except (ValueError, KeyError, TypeError):
        return Grant(token=token, attempts=1, holder=None)
    return Grant(token=token, attempts=attempts, holder=holder, state=state if state in _STATES else "held")
