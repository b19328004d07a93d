"""Long polls: an answer when something has changed, or when the time is up."""

import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

MOST_WAITING: Final = 12
"""So many wait at once; whoever comes after gets the answer of the moment, so that waiting never fills the house."""

STEP_SECONDS: Final = 0.25

_places = threading.BoundedSemaphore(MOST_WAITING)
_closing = threading.Event()
T = TypeVar("T")


def let_go() -> None:
    """The house closes: whoever waits is answered now."""
    _closing.set()


def wait_until_other(than: T, look: Callable[[], T], *, seconds: float) -> bool:
    """Whether `look` gave something other than that within the time."""
    if seconds <= 0 or not _places.acquire(blocking=False):
        return False
    try:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if look() != than:
                return True
            if _closing.wait(STEP_SECONDS):
                return False
        return False
    finally:
        _places.release()
