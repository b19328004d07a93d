"""Treated rows on their way: a folder of the runner's own, into which a job on one machine writes its Parquet files."""

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from spark_jobs.errors import StorageFailed
from spark_jobs.objects.files import make_folder, sync_folder
from spark_jobs.papers.manifest import DeliveredFile
from spark_jobs.sinks.staging import ROWS, Stale
from spark_jobs.system import random_bytes

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

PARTIAL, SWEPT = ".partial-", ".swept-"
_BLOCK = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRows:
    """`<folder>/rows/<dataset>/<table>/part-….parquet`."""

    folder: Path

    @classmethod
    def begin(cls, root: Path, order: str, token: int) -> Self:
        """A new folder; what lay there under the same token is gone. Raises StorageFailed."""
        folder = root / f"{PARTIAL}{order}-{token}"
        try:
            make_folder(root, mode=0o700)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
        except OSError:
            raise StorageFailed(f"The staging folder {folder} cannot be made.") from None
        return cls(folder=folder)

    def write(self, rows: "DataFrame", *, dataset: str, table: str, unrepeated: Collection[str] = ()) -> None:
        """As `PartialExtract.write` says."""
        target = self.folder / ROWS / dataset / table
        rows.write.mode("error").options(**without_dictionaries(unrepeated)).parquet(str(target))
        _tidy(target)

    def rows(self, dataset: str, table: str) -> int:
        """How many rows were written, as the files themselves say."""
        # Here and not above: whoever only reads a manifest must not wait for the engine's libraries.
        import pyarrow.parquet as pq

        folder = self.folder / ROWS / dataset / table
        return sum(int(pq.read_metadata(path).num_rows) for path in folder.glob("*.parquet"))

    def files(self) -> tuple[DeliveredFile, ...]:
        """Every file of rows with its digest, on disk when this returns."""
        rows = self.folder / ROWS
        return tuple(_delivered(path, rows) for path in sorted(rows.rglob("*.parquet")))

    def require(self, files: Iterable[DeliveredFile]) -> None:
        """Raises StorageFailed where these files do not lie here any more: somebody swept them as nobody's."""
        rows = self.folder / ROWS
        found = {path.relative_to(rows).as_posix(): path.stat().st_size for path in rows.rglob("*.parquet")}
        if found != {file.path: file.bytes for file in files}:
            raise StorageFailed("The rows are not there any more as they were written.")

    def abandon(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)


def without_dictionaries(columns: Iterable[str]) -> Mapping[str, str]:
    """
    Options by which the engine writes those columns as they are.

    Otherwise the writer collects a dictionary of a column's values until it is too large, and then writes what it
    collected once more; of pseudonyms that never repeat it always is.
    """
    return {f"parquet.enable.dictionary#{column}": "false" for column in columns}


def sweep_partials(root: Path, stale: Stale) -> None:
    """Remove stale folders of rows. Each is renamed first: whoever wakes up finds nothing under the name it knew."""
    for folder in root.glob(f"{PARTIAL}*"):
        order, token = _named(folder)
        if stale(order, token):
            with suppress(OSError):
                folder.rename(root / f"{SWEPT}{random_bytes(8).hex()}")
    for folder in root.glob(f"{SWEPT}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _named(folder: Path) -> tuple[str, int]:
    order, _, token = folder.name.removeprefix(PARTIAL).rpartition("-")
    # A name without a number is of a time before leases: nobody goes on with it under any.
    return (order, int(token)) if order and token.isdecimal() else (folder.name.removeprefix(PARTIAL), 0)


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


def hex_of(file: DeliveredFile) -> str:
    """A paper's digest as a place of objects takes it."""
    return file.sha256.removeprefix("sha256:")


def _delivered(path: Path, rows: Path) -> DeliveredFile:
    return DeliveredFile(path=path.relative_to(rows).as_posix(), bytes=path.stat().st_size, sha256=digest_of_file(path))


def _tidy(target: Path) -> None:
    """Plain names in place of Spark's (which differ each time), and no checksum files beside them."""
    for number, part in enumerate(sorted(target.glob("part-*.parquet"))):
        part.rename(target / f"part-{number:05d}.parquet")
    for other in target.iterdir():
        if other.suffix != ".parquet":
            other.unlink()
