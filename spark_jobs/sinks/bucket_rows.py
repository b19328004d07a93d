"""Rows that a cluster's workers write straight into the staging bucket: no machine of it sees another's disk."""

import hashlib
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spark_jobs.errors import StorageFailed
from spark_jobs.objects.errors import ObjectsUnreachable
from spark_jobs.papers.manifest import DeliveredFile
from spark_jobs.sinks.bucket_staging import BucketPartialExtract
from spark_jobs.sinks.failing import stored
from spark_jobs.sinks.rows import hex_of, without_dictionaries
from spark_jobs.sinks.staging import ROWS
from spark_jobs.sources.places import BucketFile, BucketFolder

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_BLOCK = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenByWorkers(BucketPartialExtract):
    """
    `<order>/<token>-writing/rows/…`, under names of the engine's own, until the extract is finished.

    Finishing copies each file inside the server, under a plain name, and holds it against the digest that this process
    made of it. The workers commit a task by renaming its files; a task that is done twice writes the same names.
    """

    _names: dict[str, BucketFile] = field(default_factory=dict)

    def write(self, rows: "DataFrame", *, dataset: str, table: str, unrepeated: Collection[str] = ()) -> None:
        """As `PartialExtract.write` says."""
        place = self._place
        target = f"s3a://{place.place.bucket}/{place.key(self._under(dataset, table))}"
        rows.write.mode("error").options(**without_dictionaries(unrepeated)).parquet(target)

    def rows(self, dataset: str, table: str) -> int:
        """How many rows were written, as the files themselves say."""
        import pyarrow.parquet as pq

        with stored("The written rows cannot be read back."):
            return sum(int(pq.read_metadata(file.open()).num_rows) for file in self._written(dataset, table))

    def files(self) -> tuple[DeliveredFile, ...]:
        """Every file of rows with its digest: each byte is read back."""
        found: dict[str, BucketFile] = {}
        with stored("The written rows cannot be read back."):
            folder = BucketFolder(place=self._place, under=self._under())
            for dataset, table in sorted({(file.steps[0], file.steps[1]) for file in folder.files(deep=3)}):
                for number, file in enumerate(self._written(dataset, table)):
                    found[f"{dataset}/{table}/part-{number:05d}.parquet"] = file
            self._names.update(found)
            return tuple(_delivered(path, file) for path, file in sorted(found.items()))

    def require(self, files: Iterable[DeliveredFile]) -> None:
        """Raises StorageFailed where these files do not lie there any more: somebody swept them as nobody's."""
        folder = BucketFolder(place=self._place, under=self._under())
        standing = {(file.name, file.size()) for file in folder.files(deep=3)}
        if not {(self._names[file.path].name, file.bytes) for file in files} <= standing:
            raise StorageFailed("The rows are not there any more as they were written.")

    def abandon(self) -> None:
        """Leave nothing behind; where the server does not answer, a later sweep does it."""
        BucketPartialExtract.abandon(self)
        with suppress(ObjectsUnreachable):
            self._place.purge(f"{self.order}/{self.token:06d}-writing/")

    def _send_file(self, file: DeliveredFile, under: str) -> None:
        written = self._names[file.path].name
        target = f"{under}/{ROWS}/{file.path}"
        self._place.copy(self._place, written, target, sha256=hex_of(file), size=file.bytes)

    def _under(self, *steps: str) -> str:
        return "/".join((self.order, f"{self.token:06d}-writing", ROWS, *steps))

    def _written(self, dataset: str, table: str) -> list[BucketFile]:
        folder = BucketFolder(place=self._place, under=self._under(dataset, table))
        return sorted((file for file in folder.files() if file.name.endswith(".parquet")), key=lambda file: file.name)


def _delivered(path: str, file: BucketFile) -> DeliveredFile:
    digest = hashlib.sha256()
    with file.open() as opened:
        while block := opened.read(_BLOCK):
            digest.update(block)
    return DeliveredFile(path=path, bytes=file.size(), sha256=f"sha256:{digest.hexdigest()}")
