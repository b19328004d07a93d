"""The order box as a folder: `in/` for the data plane to read, `out/` for what it answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gateway.adapters.files import write_whole
from gateway.domain.errors import NeighbourUnavailable
from spark_jobs.papers.errors import PaperUnreadable
from spark_jobs.papers.paper import SignedPaper

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FolderOrderBox:
    """Reads what lies there and believes nothing."""

    folder: Path

    def put(self, name: str, paper: SignedPaper, /) -> None:
        """Whole or not at all; the same paper again changes nothing."""
        path = self.folder / "in" / f"{name}.json"
        self._reach(lambda: None if path.exists() else write_whole(path, paper.to_json()))

    def snapshots(self) -> Mapping[str, SignedPaper]:
        """By dataset, as the data plane published them."""
        found = self._reach(lambda: sorted((self.folder / "out" / "snapshots").glob("*.json")))
        return {path.stem: self._read(path) for path in found}

    def statuses(self, order: str, /, *, after: int) -> Sequence[SignedPaper]:
        """Those above that sequence, in order."""
        found = self._reach(lambda: list((self.folder / "out" / order).glob("[0-9]*-status.json")))
        numbered = sorted((_number(path), path) for path in found)
        return [self._read(path) for number, path in numbered if number > after]

    def manifest(self, order: str, /) -> SignedPaper | None:
        """Once it is there."""
        return self._one(order, "manifest.json")

    def confirmation(self, delivery: str, /) -> SignedPaper | None:
        """Once it is there."""
        return self._one(delivery, "confirmation.json")

    def _one(self, name: str, file: str) -> SignedPaper | None:
        path = self.folder / "out" / name / file
        return self._read(path) if self._reach(path.exists) else None

    def _read(self, path: Path) -> SignedPaper:
        data = self._reach(path.read_bytes)
        try:
            return SignedPaper.from_json(data)
        except PaperUnreadable as broken:
            sentence = f"What lies in the order box as {path.name} is no paper: {broken.sentence}"
            raise NeighbourUnavailable("order-box", sentence) from None

    def _reach(self, act: Callable[[], T]) -> T:
        try:
            # Looked for each time: where a disk is gone, a search in it finds nothing and tells of no error.
            if not self.folder.is_dir():
                raise NotADirectoryError(self.folder)
            return act()
        except OSError as failed:
            sentence = f"The order box cannot be reached: {type(failed).__name__}."
            raise NeighbourUnavailable("order-box", sentence) from None


def _number(path: Path) -> int:
    text = path.name.removesuffix("-status.json")
    if not text.isdecimal():
        raise NeighbourUnavailable("order-box", f"What lies in the order box as {path.name} has no number.")
    return int(text)
