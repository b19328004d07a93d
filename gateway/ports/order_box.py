"""Where the planes meet: orders go in, snapshots, statuses, manifests and confirmations come out."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from spark_jobs.papers.paper import SignedPaper


class OrderBox(Protocol):
    """
    What comes out is returned as it lies there, read but not believed: whoever reads asks the trust file.

    Every method raises NeighbourUnavailable where the box cannot be reached.
    """

    def put(self, name: str, paper: SignedPaper, /) -> None:
        """Under that name where the runner looks; putting the same paper again changes nothing."""
        ...

    def snapshots(self) -> Mapping[str, SignedPaper]:
        """The newest snapshot paper of each dataset that has one."""
        ...

    def statuses(self, order: str, /, *, after: int) -> Sequence[SignedPaper]:
        """The statuses of an order with a sequence above that, in order."""
        ...

    def manifest(self, order: str, /) -> SignedPaper | None:
        """The manifest, once it is there."""
        ...

    def confirmation(self, delivery: str, /) -> SignedPaper | None:
        """The confirmation of a delivery, once it is there."""
        ...

    def certificate(self, order: str, /) -> SignedPaper | None:
        """The deletion certificate for the order that emptied a workspace, once it is there."""
        ...

    def notice(self, question: str, /) -> SignedPaper | None:
        """The notice of objections that answers a question, once it is there."""
        ...

    def note_sample(self, order: str, /, *, controller: str) -> SignedPaper | None:
        """The sealed sample of that controller's notes, once it is there."""
        ...
