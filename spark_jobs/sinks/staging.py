"""
Finished extracts that wait for delivery: rows and manifest together, or neither; in a folder or in a bucket.

A job works on a partial extract, named by its order and by the number of the lease that it works under. Finishing
publishes it: of two runners that finish the same order exactly one does.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from spark_jobs.objects.s3 import S3Objects
from spark_jobs.papers.manifest import DeliveredFile, Manifest
from spark_jobs.papers.paper import SignedPaper

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

MANIFEST, ORDER, ROWS, LISTS, SAMPLES = "manifest.json", "order.json", "rows", "disclosure", "samples"

Stale = Callable[[str, int], bool]
"""Whether nobody goes on any more with what was begun for that order under that lease."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPapers:
    """By controller: its disclosure list, and the sample of its masked notes where some leave."""

    lists: Mapping[str, SignedPaper]
    samples: Mapping[str, SignedPaper] = field(default_factory=dict)

    def by_place(self) -> Mapping[str, SignedPaper]:
        """Under which name each lies among the papers of its extract."""
        lists = {f"{LISTS}/{controller}.json": paper for controller, paper in self.lists.items()}
        return lists | {f"{SAMPLES}/{controller}.json": paper for controller, paper in self.samples.items()}


class StagedExtract(Protocol):
    """A finished extract: `rows/<dataset>/<table>/part-….parquet`, the sealed papers, and the manifest."""

    def manifest(self) -> SignedPaper:
        """The manifest as it was signed."""
        ...

    def order(self) -> SignedPaper:
        """The order that it was made for."""
        ...

    def sealed(self) -> SealedPapers:
        """The disclosure lists and the samples of notes."""
        ...

    def refuse_changed(self, manifest: Manifest) -> None:
        """Raises StagedChanged where other files lie there than the manifest names."""
        ...

    def fetch(self, file: DeliveredFile, path: Path) -> None:
        """A file of rows, copied to that path. Raises ObjectsUnreachable, ObjectChanged where its digest differs."""
        ...

    def send(self, file: DeliveredFile, place: S3Objects, name: str) -> None:
        """A file of rows, copied into that bucket under that name, with the same promise."""
        ...


class PartialExtract(Protocol):
    """An extract while its job runs."""

    def write(self, rows: "DataFrame", *, dataset: str, table: str, unrepeated: Collection[str] = ()) -> None:
        """
        The rows as Parquet files in the sequence of the frame's parts. Whatever Spark raises is raised.

        The columns that are `unrepeated` are written without a dictionary of their values.
        """
        ...

    def rows(self, dataset: str, table: str) -> int:
        """How many rows were written, as the files themselves say."""
        ...

    def files(self) -> tuple[DeliveredFile, ...]:
        """Every file of rows with its digest, on disk when this returns."""
        ...

    def finish(self, manifest: SignedPaper, sealed: SealedPapers, *, order: SignedPaper) -> StagedExtract:
        """
        From now on the extract is there, whole.

        Raises StorageFailed; with the code `published-elsewhere` where another runner finished this order first.
        """
        ...

    def abandon(self) -> None:
        """Leave nothing behind. After `finish`, nothing is left but what is published."""
        ...


class Staging(Protocol):
    """One extract per order."""

    def find(self, order: str) -> StagedExtract | None:
        """The finished extract of that order, or None. Raises StorageFailed."""
        ...

    def begin(self, order: str, token: int = 0) -> PartialExtract:
        """An empty partial extract; what was begun under the same token is gone. Raises StorageFailed."""
        ...

    def discard(self, order: str) -> None:
        """
        The rows of that order's finished extract are gone; its papers stay, so that nobody makes it again.

        Where there is none, nothing happens. Raises StorageFailed where a row stays.
        """
        ...

    def sweep(self, stale: Stale) -> None:
        """Remove what was begun and is stale; whoever wakes up later cannot finish it any more."""
        ...
