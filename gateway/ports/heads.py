"""Where signed heads of the ledger are kept: apart from the ledger itself."""

from collections.abc import Sequence
from typing import Protocol

from spark_jobs.papers.paper import SignedPaper


class Heads(Protocol):
    """
    Kept for good; a head is never overwritten, and one of another line under the same number is kept beside it.

    All raise NeighbourUnavailable where the place cannot be reached.
    """

    def keep(self, paper: SignedPaper, /, *, sequence: int) -> None:
        """On disk when this returns."""
        ...

    def all(self) -> Sequence[bytes]:
        """Every kept head as it lies there, in the order of sequence."""
        ...

    def newest(self) -> bytes | None:
        """The head that was kept last, or None before the first."""
        ...
