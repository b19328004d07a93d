"""Signed heads of the ledger in a folder of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gateway.adapters.files import write_whole
from spark_jobs.papers.paper import SignedPaper


@dataclass(frozen=True, slots=True)
class FolderHeads:
    """One file per head, named by its place in the ledger."""

    folder: Path

    def keep(self, paper: SignedPaper, /, *, sequence: int) -> None:
        """On disk when this returns. A head that stands there already is left as it is."""
        path = self.folder / f"{sequence:010d}.json"
        if not path.exists():
            write_whole(path, paper.to_json())

    def all(self) -> Sequence[bytes]:
        """Every kept head, in the order of sequence."""
        return [path.read_bytes() for path in sorted(self.folder.glob("*.json"))]
