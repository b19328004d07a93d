"""Several calls to a server at once: it has more than one core, and the way there is long."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

FILES_AT_ONCE = 3


def together(act: Callable[[T], None], items: Iterable[T]) -> None:
    """Each once. What fails first is raised, when those that were begun have ended; no other is begun then."""
    with ThreadPoolExecutor(max_workers=FILES_AT_ONCE) as pool:
        begun = [pool.submit(act, item) for item in items]
        try:
            for one in begun:
                one.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
