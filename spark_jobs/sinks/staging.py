"""
Finished extracts that wait for delivery: rows and manifest together, or neither.

A job writes into a folder whose name says that it is partial; the last step is to rename it.
"""

import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from spark_jobs.box import sync_folder, write_whole
from spark_jobs.errors import StorageFailed
from spark_jobs.papers.manifest import DeliveredFile
from spark_jobs.papers.paper import SignedPaper

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

PARTIAL = ".partial-"
MANIFEST, ORDER = "manifest.json", "order.json"
_BLOCK = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedExtract:
    """A finished extract: `rows/<dataset>/<table>/part-….parquet`, the sealed lists, and the manifest."""

    folder: Path

    @property
    def rows(self) -> Path:
        """Where the tables lie."""
        return self.folder / "rows"

    def manifest(self) -> SignedPaper:
        """The manifest as it was signed."""
        return SignedPaper.from_json((self.folder / MANIFEST).read_bytes())

    def order(self) -> SignedPaper:
        """The order that it was made for."""
        return SignedPaper.from_json((self.folder / ORDER).read_bytes())

    def lists(self) -> Mapping[str, SignedPaper]:
        """The sealed disclosure lists, by controller."""
        found = sorted((self.folder / "disclosure").glob("*.json"))
        return {path.stem: SignedPaper.from_json(path.read_bytes()) for path in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """One folder per order."""

    root: Path

    def find(self, order: str) -> StagedExtract | None:
        """The finished extract of that order, or None."""
        folder = self.root / order
        return StagedExtract(folder=folder) if (folder / MANIFEST).is_file() else None

    def begin(self, order: str) -> "PartialExtract":
        """An empty partial extract; what a job that died left under that name is gone."""
        folder = self.root / f"{PARTIAL}{order}"
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
        except OSError:
            raise StorageFailed(f"The staging folder {folder} cannot be made.") from None
        return PartialExtract(folder=folder, finished=self.root / order)

    def sweep(self) -> None:
        """Remove what jobs that died have left behind."""
        for folder in self.root.glob(f"{PARTIAL}*"):
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialExtract:
    """An extract while its job runs."""

    folder: Path
    finished: Path

    def write(self, rows: "DataFrame", *, dataset: str, table: str) -> None:
        """The rows as Parquet files in the sequence of the frame's parts. Whatever Spark raises is raised."""
        target = self.folder / "rows" / dataset / table
        rows.write.mode("error").parquet(str(target))
        _tidy(target)

    def rows(self, dataset: str, table: str) -> int:
        """How many rows were written, as the files themselves say."""
        # Here and not above: whoever only reads a manifest must not wait for the engine's libraries.
        import pyarrow.parquet as pq

        folder = self.folder / "rows" / dataset / table
        return sum(int(pq.read_metadata(path).num_rows) for path in folder.glob("*.parquet"))

    def files(self) -> tuple[DeliveredFile, ...]:
        """Every file of rows with its digest, on disk when this returns."""
        rows = self.folder / "rows"
        return tuple(_delivered(path, rows) for path in sorted(rows.rglob("*.parquet")))

    def finish(self, manifest: SignedPaper, lists: Mapping[str, SignedPaper], *, order: SignedPaper) -> StagedExtract:
        """From now on the extract is there, whole. Raises StorageFailed."""
        try:
            disclosure = self.folder / "disclosure"
            disclosure.mkdir(mode=0o700)
            for controller, paper in lists.items():
                write_whole(disclosure / f"{controller}.json", paper.to_json())
            write_whole(self.folder / ORDER, order.to_json())
            write_whole(self.folder / MANIFEST, manifest.to_json())
            sync_tree(self.folder)
            self.folder.rename(self.finished)
            sync_folder(self.finished.parent)
        except OSError:
            raise StorageFailed(f"The extract {self.finished.name} cannot be staged.") from None
        return StagedExtract(folder=self.finished)

    def abandon(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)


def sync_tree(folder: Path) -> None:
    """Every name below this folder is on disk when this returns."""
    for path in (folder, *(below for below in folder.rglob("*") if below.is_dir())):
        sync_folder(path)


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, read in blocks; its bytes are on disk when this returns."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
        os.fsync(file.fileno())
    return "sha256:" + digest.hexdigest()


def _delivered(path: Path, rows: Path) -> DeliveredFile:
    return DeliveredFile(path=path.relative_to(rows).as_posix(), bytes=path.stat().st_size, sha256=digest_of_file(path))


def _tidy(target: Path) -> None:
    """Plain names in place of Spark's (which differ each time), and no checksum files beside them."""
    parts = sorted(target.glob("part-*.parquet"))
    for number, part in enumerate(parts):
        part.rename(target / f"part-{number:05d}.parquet")
    for other in target.iterdir():
        if other.suffix != ".parquet":
            other.unlink()
