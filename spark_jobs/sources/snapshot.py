"""
A dataset as it stands: the digests of its described tables' files, their columns and rows.

The content digest follows from bytes and descriptions alone, not from file names or the day, so that the same rows
drawn twice are the same snapshot, and one changed byte is another.
"""

import csv
import hashlib
from collections.abc import Mapping
from typing import Any

import pyarrow.parquet as pq

from spark_jobs.papers.manifest import Snapshot, SnapshotTable
from spark_jobs.papers.paper import Digest, canonical, digest_of
from spark_jobs.sources.files import Source
from spark_jobs.sources.places import SourceFile
from spark_jobs.sources.schema import lines_of, named
from spark_jobs.system import Clock

_BLOCK = 4 * 1024 * 1024


def snapshot(source: Source, *, clock: Clock) -> Snapshot:
    """Read every byte of every described table. Raises SourceUnfit where a table is not as described."""
    tables = tuple(_table(source, name) for name in sorted(source.dataset.tables))
    return Snapshot(
        dataset=source.dataset.name,
        controller=source.dataset.controller.id,
        namespace=source.dataset.namespace,
        content=content_digest({table.table: _content(table) for table in tables}),
        tables=tables,
        made_at=clock(),
    )


def content_digest(tables: Mapping[str, Any]) -> Digest:
    """One digest over all tables."""
    return digest_of(canonical(dict(tables)))


def _content(table: SnapshotTable) -> dict[str, Any]:
    return {"rows": table.rows, "columns": table.columns, "files": list(table.files)}


def _table(source: Source, table: str) -> SnapshotTable:
    described = source.dataset.tables[table].columns
    named(source, table, tuple(described))
    files = source.files(table)
    return SnapshotTable(
        table=table,
        rows=sum(_rows(source, table, file) for file in files),
        columns={name: column.datatype for name, column in described.items()},
        files=tuple(sorted(_digest(source, table, file) for file in files)),
    )


def _digest(source: Source, table: str, file: SourceFile) -> Digest:
    digest = hashlib.sha256()
    try:
        with file.open() as opened:
            while block := opened.read(_BLOCK):
                digest.update(block)
    except OSError:
        raise source.unfit(table, "has a file that cannot be read.") from None
    return Digest("sha256:" + digest.hexdigest())


def _rows(source: Source, table: str, file: SourceFile) -> int:
    try:
        if source.dataset.location.format == "parquet":
            with file.open() as opened:
                return int(pq.read_metadata(opened).num_rows)
        with lines_of(file) as lines:
            return max(0, sum(1 for _ in csv.reader(lines)) - 1)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error):
        raise source.unfit(table, f"has a file that cannot be read as {source.dataset.location.format}.") from None
