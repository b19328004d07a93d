"""
The order box: a folder in which the gateway lays signed orders (`in/`) and the runner its answers (`out/`).

What the runner has answered it moves to `done/`, what it cannot read to `aside/`: the box never stops it.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spark_jobs.errors import StorageFailed
from spark_jobs.papers.errors import PaperUnreadable
from spark_jobs.papers.paper import SignedPaper

LARGEST_PAPER = 16 * 1024 * 1024
"""More than any order needs; a larger file is rubbish, and is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBox:
    """Every write is whole or absent: temporary name, fsync, rename."""

    root: Path

    def waiting(self) -> Iterator[Path]:
        """The files that wait, oldest first. Names that begin with a dot are still being written."""
        folder = self._folder("in")
        names = [path for path in folder.iterdir() if path.suffix == ".json" and not path.name.startswith(".")]
        yield from sorted(names, key=lambda path: (path.lstat().st_mtime_ns, path.name))

    def read(self, path: Path) -> SignedPaper:
        """The paper in this file. Raises PaperUnreadable."""
        return SignedPaper.from_json(_bytes_of(path))

    def answer(self, order: str, name: str, paper: SignedPaper) -> None:
        """Lay an answer out; the same name again replaces it. Raises StorageFailed."""
        write_whole(self._folder("out", order) / name, paper.to_json())

    def answers(self, order: str) -> list[str]:
        """The names of the answers to this order that lie out."""
        folder = self.root / "out" / order
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    def answered(self, order: str, name: str) -> SignedPaper | None:
        """An answer that lies out already, or None."""
        path = self.root / "out" / order / name
        return SignedPaper.from_json(path.read_bytes()) if path.exists() else None

    def done(self, path: Path) -> None:
        """This file is answered."""
        _move(path, self._folder("done"))

    def set_aside(self, path: Path) -> None:
        """This file is no paper; an operator may look at it."""
        _move(path, self._folder("aside"))

    def _folder(self, *names: str) -> Path:
        folder = self.root.joinpath(*names)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise StorageFailed(f"The folder {folder} cannot be made.") from None
        return folder


def write_whole(path: Path, content: bytes) -> None:
    """The file holds all of this or what it held before. Raises StorageFailed."""
    temporary = path.with_name(f".{path.name}.partial")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
        sync_folder(path.parent)
    except OSError:
        raise StorageFailed(f"The file {path} cannot be written.") from None


def sync_folder(folder: Path) -> None:
    """The names in this folder are on disk when this returns."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _bytes_of(path: Path) -> bytes:
    try:
        # A link or a pipe in the box could make the runner read, or wait for, what nobody gave it.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_PAPER:
                raise PaperUnreadable("The file is not a paper of reasonable size.")
            return file.read()
    except OSError:
        raise PaperUnreadable("The file cannot be read.") from None


def _move(path: Path, folder: Path) -> None:
    target = folder / path.name
    try:
        path.rename(target)
    except OSError:
        raise StorageFailed(f"The file {path} cannot be moved to {folder}.") from None
