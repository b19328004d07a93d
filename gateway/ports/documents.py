"""Documents that somebody hands in: looked at before they are kept, and kept by their digest."""

from typing import Protocol

from spark_jobs.papers.paper import Digest


class Examiner(Protocol):
    """Says whether a file is what a document of a decision must be. It never changes one."""

    def examine(self, content: bytes, /) -> None:
        """
        Raises Invalid: document-type for what is no PDF or also something else, document-broken for one that is cut,
        damaged or locked, document-active for one that could do something by itself.
        """
        ...


class Documents(Protocol):
    """Bytes by their digest; never changed, never removed."""

    def get(self, digest: Digest, /) -> bytes:
        """Raises NotFound; LedgerBroken where the bytes are no longer those of the digest."""
        ...

    def has(self, digest: Digest, /) -> bool:
        """Whether they are there."""
        ...

    def add(self, digest: Digest, content: bytes, /) -> None:
        """At commit; the same document again is nothing new."""
        ...
