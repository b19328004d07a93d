"""Lists, a page at a time, in the order of their ids."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

SHOWN: Final = 50


class Listed(Protocol):
    """Whatever stands in a list by its id."""

    @property
    def id(self) -> str: ...


L = TypeVar("L", bound=Listed)
Read = Callable[[str | None, int], Sequence[L]]
"""At most so many, beginning after that id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[L]):
    """What is shown of a list; `last` is the id after which the next page begins, None on the last page."""

    items: Sequence[L]
    last: str | None


def a_page(read: Read[L], *, after: str | None) -> Page[L]:
    """That page of the list."""
    found = read(after, SHOWN + 1)
    items = found[:SHOWN]
    return Page(items=items, last=items[-1].id if len(found) > SHOWN else None)


def one_of(read: Read[L], id: str) -> L | None:
    """The one of that id, on whichever page it stands."""
    return next((one for one in _each(read) if one.id == id), None)


def _each(read: Read[L]) -> Iterator[L]:
    after: str | None = None
    while True:
        page = a_page(read, after=after)
        yield from page.items
        if page.last is None:
            return
        after = page.last
