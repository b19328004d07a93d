"""The digest of a region's rows: the same rows give the same digest, however they were cut into files."""

import hashlib
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


def content_digest(folder: Path) -> str:
    """
    "sha256:<hex>" over the rows of every table under the folder, in canonical order: no file's bytes or name count.

    Memory holds one part of a table at a time where the parts' first columns follow one another, else one table.
    """
    whole = hashlib.sha256()
    for table in sorted({part.parent for part in folder.rglob("*.parquet")}):
        name = table.relative_to(folder).as_posix()
        whole.update(f"{name}={_table_digest(table)}\n".encode())
    return f"sha256:{whole.hexdigest()}"


def _table_digest(table: Path) -> str:
    parts = sorted(table.glob("*.parquet"))
    columns = [_ColumnDigest(str(field.name), str(field.type)) for field in pq.read_schema(parts[0])]
    for batch in _in_order(parts):
        for column, values in zip(columns, batch.columns, strict=True):
            column.add(values)
    return hashlib.sha256(json.dumps([column.done() for column in columns]).encode()).hexdigest()


def _in_order(parts: list[Path]) -> Iterator[pa.Table]:
    """The table's rows sorted by all columns, in one or several pieces."""
    ranges = sorted((_range(part), part) for part in parts if pq.read_metadata(part).num_rows)
    if all(earlier[0][1] < later[0][0] for earlier, later in pairwise(ranges)):
        for _, part in ranges:
            yield _sorted(pq.read_table(part, partitioning=None))
    else:
        yield _sorted(pa.concat_tables([pq.read_table(part, partitioning=None) for part in parts]))


def _range(part: Path) -> tuple[Any, Any]:
    first = pq.read_table(part, columns=[pq.read_schema(part).names[0]], partitioning=None).column(0)
    ends = pc.min_max(first)
    return ends["min"].as_py(), ends["max"].as_py()


def _sorted(table: pa.Table) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in table.schema.names])


class _ColumnDigest:
    """Three running digests (missing or not, lengths, bytes), so that cuts between pieces leave no trace."""

    def __init__(self, name: str, datatype: str) -> None:
        self._name = name
        self._datatype = datatype
        self._digests = tuple(hashlib.sha256() for _ in range(3))

    def add(self, values: pa.ChunkedArray) -> None:
        missing, lengths, content = self._digests
        missing.update(_bytes(values.is_null().to_numpy()))
        if pa.types.is_string(values.type):
            filled = pc.fill_null(values, "")
            lengths.update(_bytes(pc.binary_length(filled).to_numpy()))
            content.update("".join(filled.to_pylist()).encode())
        else:
            content.update(_bytes(pc.fill_null(_plain(values), 0).to_numpy()))

    def done(self) -> list[str]:
        return [self._name, self._datatype, *(digest.hexdigest() for digest in self._digests)]


def _plain(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Dates and moments as the integers they are stored as."""
    if pa.types.is_date32(values.type):
        return values.cast(pa.int32())
    return values.cast(pa.int64()) if pa.types.is_timestamp(values.type) else values


def _bytes(values: Any) -> bytes:
    return np.ascontiguousarray(values).tobytes()
