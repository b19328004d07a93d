"""Which files are those of a described table: one, or a folder of them, whatever case their names are written in."""

from dataclasses import dataclass
from pathlib import Path

from catalog.model import Dataset
from spark_jobs.errors import SourceUnfit, StorageFailed
from spark_jobs.objects.errors import ObjectsUnreachable
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.sources.places import BucketFolder, LocalFolder, SourceFile, SourceFolder

SUFFIXES = {"parquet": (".parquet",), "csv": (".csv",), "csv.gz": (".csv.gz",)}

Sources = Path | S3Objects
"""Below what described folders lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A described dataset or register and the folder it lies in."""

    dataset: Dataset
    folder: SourceFolder

    @classmethod
    def of(cls, dataset: Dataset, *, sources: Sources) -> "Source":
        """A folder that is not absolute lies below the runner's sources; in a bucket, every folder does."""
        written = dataset.location.folder
        if isinstance(sources, Path):
            return cls(dataset=dataset, folder=LocalFolder(root=(sources / written).resolve()))
        return cls(dataset=dataset, folder=BucketFolder(place=sources, under=written.strip("/")))

    def files(self, table: str) -> tuple[SourceFile, ...]:
        """The table's files, sorted by name. Raises SourceUnfit where there are none, StorageFailed for no answer."""
        suffixes = SUFFIXES[self.dataset.location.format]
        try:
            found = [file for file in self.folder.files() if _is_of(file, table, suffixes)]
        except ObjectsUnreachable as silent:
            raise StorageFailed(silent.sentence, code="sources-unreachable") from None
        if not found:
            raise SourceUnfit(
                f"The dataset {self.dataset.name} has no file of the table {table}.", code="table-missing"
            )
        return tuple(sorted(found, key=lambda file: file.address))

    def unfit(self, table: str, what: str, *, code: str | None = None) -> SourceUnfit:
        """The error that names dataset and table."""
        return SourceUnfit(f"The table {self.dataset.name}.{table} {what}", code=code)


def _is_of(file: SourceFile, table: str, suffixes: tuple[str, ...]) -> bool:
    *folders, name = (step.lower() for step in file.steps)
    if folders:
        # A folder may be named after the table alone, or as a file of it would be.
        return name.endswith(suffixes) and folders[0] in {table, *(table + suffix for suffix in suffixes)}
    return name in {table + suffix for suffix in suffixes}
