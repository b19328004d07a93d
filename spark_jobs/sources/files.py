"""Where the files of a described table lie: one file, or a folder of them, whatever case their names are written in."""

from dataclasses import dataclass
from pathlib import Path

from catalog.model import Dataset
from spark_jobs.errors import SourceUnfit

SUFFIXES = {"parquet": (".parquet",), "csv": (".csv",), "csv.gz": (".csv.gz",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A described dataset or register and the folder it lies in."""

    dataset: Dataset
    folder: Path

    @classmethod
    def of(cls, dataset: Dataset, *, sources: Path) -> "Source":
        """A folder that is not absolute lies below the runner's sources."""
        return cls(dataset=dataset, folder=(sources / dataset.location.folder).resolve())

    def files(self, table: str) -> tuple[Path, ...]:
        """The table's files, sorted by name. Raises SourceUnfit where there are none."""
        suffixes = SUFFIXES[self.dataset.location.format]
        found = [path for path in _listed(self.folder) if _is_of(path, table, suffixes)]
        files = [file for path in found for file in (_listed(path) if path.is_dir() else (path,))]
        fitting = sorted(file for file in files if file.name.lower().endswith(suffixes) and file.is_file())
        if not fitting:
            raise SourceUnfit(
                f"The dataset {self.dataset.name} has no file of the table {table}.", code="table-missing"
            )
        return tuple(fitting)

    def unfit(self, table: str, what: str, *, code: str | None = None) -> SourceUnfit:
        """The error that names dataset and table."""
        return SourceUnfit(f"The table {self.dataset.name}.{table} {what}", code=code)


def _is_of(path: Path, table: str, suffixes: tuple[str, ...]) -> bool:
    name = path.name.lower()
    return name in {table + suffix for suffix in suffixes} or (name == table and path.is_dir())


def _listed(folder: Path) -> tuple[Path, ...]:
    """What lies in a folder, without what engines hide there (`_SUCCESS`, `.crc`)."""
    try:
        return tuple(sorted(path for path in folder.iterdir() if not path.name.startswith((".", "_"))))
    except OSError:
        return ()
