"""Signed heads of the ledger in a folder of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gateway.domain.errors import NeighbourUnavailable
from spark_jobs.objects.files import write_whole
from spark_jobs.papers.errors import PaperUnreadable
from spark_jobs.papers.paper import SignedPaper


@dataclass(frozen=True, slots=True)
class FolderHeads:
    """One file per head, named by its place in the ledger."""

    folder: Path

    def keep(self, paper: SignedPaper, /, *, sequence: int) -> None:
        """On disk when this returns. A head of the same line that stands there already is left as it is."""
        path = self.folder / f"{sequence:010d}.json"
        try:
            if path.exists() and not _of_the_same_line(path.read_bytes(), paper):
                # After a restore the same number is another line's: both heads are evidence.
                path = self.folder / f"{sequence:010d}-{paper.digest.removeprefix('sha256:')[:16]}.json"
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

    def newest(self) -> bytes | None:
        """The one that was written last."""
        try:
            written = {path: path.stat().st_mtime_ns for path in self.folder.glob("*.json")}
            return max(written, key=lambda path: (written[path], path.name)).read_bytes() if written else None
        except OSError as failed:
            raise NeighbourUnavailable("heads", f"The heads cannot be read: {type(failed).__name__}.") from None


def _of_the_same_line(kept: bytes, paper: SignedPaper) -> bool:
    try:
        return SignedPaper.from_json(kept).body.get("digest") == paper.body.get("digest")
    except PaperUnreadable:
        return False
