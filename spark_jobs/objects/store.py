"""What both planes ask of a place where bytes lie under names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

MOST = 16 * 1024 * 1024
"""Bytes that are read at once: more than any paper needs. What is larger is rubbish, or a file to be fetched."""

LONGEST_STEP = 255
"""Bytes in one step of a name: what a file system takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One name with its size in bytes and when it was last written."""

    name: str
    size: int
    at: datetime


class Objects(Protocol):
    """
    A name is steps parted by `/`; a step that begins with a dot is never one, and no name is the beginning of another.

    Every method raises ObjectsUnreachable where the place cannot be reached, and ValueError for a name that is none.
    What was written stays written: it is on disk, or the server has said that it holds it, when the method returns.
    """

    def prove(self) -> None:
        """Nothing, where of two that create one does. Raises CreationIgnored where the second would write over it."""
        ...

    def get(self, name: str, /) -> bytes | None:
        """The bytes, or None where nothing lies there. Raises ObjectUnfit for more than MOST bytes."""
        ...

    def put(self, name: str, content: bytes, /) -> None:
        """All of it or what lay there before: a reader never sees half."""
        ...

    def put_new(self, name: str, content: bytes, /) -> bool:
        """Whether this call put it there: of two that try at once, one does, and what lies there already stays."""
        ...

    def names(self, under: str = "", /) -> Sequence[Listed]:
        """Everything whose name begins so (`in/`), sorted by name; nothing that is still being written."""
        ...

    def move(self, name: str, to: str, /) -> None:
        """Under the other name from now on; where nothing lies there (any more), nothing happens."""
        ...

    def remove(self, name: str, /) -> None:
        """Gone; removing what is not there is no fault."""
        ...

    def send(self, path: Path, name: str, /, *, sha256: str) -> None:
        """A file of any size, held against its digest (hex) on the way. Raises ObjectChanged where it differs."""
        ...

    def fetch(self, name: str, path: Path, /, *, sha256: str) -> None:
        """Into a new file of mode 0600. Raises ObjectChanged where the digest differs, and leaves nothing then."""
        ...


def checked(name: str) -> str:
    """The name, when it is one. Raises ValueError: nothing may lie outside the place, or hidden in it."""
    for step in name.split("/"):
        if not step or step.startswith(".") or "\0" in step or len(step.encode()) > LONGEST_STEP:
            raise ValueError("a name is steps parted by /, none of them empty, overlong or beginning with a dot")
    return name
