"""Long polls: an answer when something has changed, or when the time is up."""

import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

MOST_WAITING: Final = 12
"""So many wait at once; whoever comes after gets the answer of the moment, so that waiting never fills the house."""

STEP_SECONDS: Final = 0.25

_places = threading.BoundedSemaphore(MOST_WAITING)
T = TypeVar("T")


def wait_until_other(than: T, look: Callable[[], T], *, seconds: float) -> bool:
    """Whether `look` gave something other than that within the time."""
    if seconds <= 0 or not _places.acquire(blocking=False):
        return False
    try:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if look() != than:
                return True
            time.sleep(STEP_SECONDS)
        return False
    finally:
        _places.release()
