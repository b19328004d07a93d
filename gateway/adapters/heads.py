"""Signed heads of the ledger in a folder of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gateway.adapters.files import write_whole
from gateway.domain.errors import NeighbourUnavailable
from spark_jobs.papers.paper import SignedPaper


@dataclass(frozen=True, slots=True)
class FolderHeads:
    """One file per head, named by its place in the ledger."""

    folder: Path

    def keep(self, paper: SignedPaper, /, *, sequence: int) -> None:
        """On disk when this returns. A head that stands there already is left as it is."""
        path = self.folder / f"{sequence:010d}.json"
        try:
            if not path.exists():
                write_whole(path, paper.to_json())
        except OSError as failed:
            raise NeighbourUnavailable("heads", f"The head cannot be kept: {type(failed).__name__}.") from None

    def all(self) -> Sequence[bytes]:
        """Every kept head, in the order of sequence."""
        try:
            return [path.read_bytes() for path in sorted(self.folder.glob("*.json"))]
        except OSError as failed:
            raise NeighbourUnavailable("heads", f"The heads cannot be read: {type(failed).__name__}.") from None
