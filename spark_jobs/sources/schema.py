"""Whether a table's files hold the described columns in the described types, told from footers and headers alone."""

import csv
import gzip
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import types as T

from spark_jobs.sources.files import Source
from spark_jobs.sources.places import SourceFile

DESCRIBED: Mapping[str, T.DataType] = {
    "integer": T.LongType(),
    "number": T.DoubleType(),
    "string": T.StringType(),
    "text": T.StringType(),
    "boolean": T.BooleanType(),
    "date": T.DateType(),
    "datetime": T.TimestampType(),
}
"""What a described datatype is inside the data plane."""


def columns_found(source: Source, table: str) -> dict[str, pa.DataType | None]:
    """
    The columns of the table by their names in the files; types where the format knows any.

    Raises SourceUnfit where a file cannot be read, or the files of one table differ.
    """
    files = source.files(table)
    found = [_columns(source, table, file) for file in files]
    if any(columns != found[0] for columns in found[1:]):
        raise source.unfit(table, "has files whose columns or types differ.", code="files-differ")
    return found[0]


def named(source: Source, table: str, columns: tuple[str, ...]) -> dict[str, str]:
    """
    For each described column its name in the files, found whatever the case.

    Raises SourceUnfit for a column that is lacking, or there twice, or of another type than described.
    """
    found = columns_found(source, table)
    names: dict[str, str] = {}
    for column in columns:
        same = [name for name in found if name.lower() == column.lower()]
        if len(same) != 1:
            lack = "lacks the column" if not same else "has more than one column"
            code = "column-missing" if not same else "column-twice"
            raise source.unfit(table, f"{lack} {column}.", code=code)
        described = source.dataset.tables[table].columns[column].datatype
        kind = found[same[0]]
        if kind is not None and not fits(kind, described):
            raise source.unfit(table, f"has the column {column} in another type than {described}.", code="column-type")
        names[column] = same[0]
    return names


def fits(kind: pa.DataType, described: str) -> bool:
    """Whether a Parquet column of that type is what the catalog describes."""
    if pa.types.is_dictionary(kind):
        return fits(kind.value_type, described)
    match described:
        case "integer":
            return bool(pa.types.is_integer(kind))
        case "number":
            return bool(pa.types.is_floating(kind) or pa.types.is_decimal(kind) or pa.types.is_integer(kind))
        case "string" | "text":
            return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
        case "boolean":
            return bool(pa.types.is_boolean(kind))
        case "date":
            return bool(pa.types.is_date(kind))
        case "datetime":
            return bool(pa.types.is_timestamp(kind))
        case _:
            return False


def header(file: SourceFile) -> tuple[str, ...]:
    """The first line of a CSV file."""
    with lines_of(file) as lines:
        return tuple(next(csv.reader(lines), ()))


@contextmanager
def lines_of(file: SourceFile) -> Iterator[TextIO]:
    """The text of a CSV file, unpacked where it is packed."""
    with file.open() as packed:
        plain = gzip.GzipFile(fileobj=packed) if file.steps[-1].lower().endswith(".gz") else packed
        with io.TextIOWrapper(plain, encoding="utf-8-sig", newline="") as lines:
            yield lines


def _columns(source: Source, table: str, file: SourceFile) -> dict[str, pa.DataType | None]:
    try:
        if source.dataset.location.format == "parquet":
            with file.open() as opened:
                return {field.name: field.type for field in pq.read_schema(opened)}
        names = header(file)
    except (pa.ArrowException, OSError, EOFError, UnicodeDecodeError, csv.Error):
        raise source.unfit(table, f"has a file that cannot be read as {source.dataset.location.format}.") from None
    if not names:
        raise source.unfit(table, "has a file without a header line.")
    return dict.fromkeys(names)
