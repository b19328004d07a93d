"""A source file that is small on disk and too large for any memory it is read into."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

UNPACKED = 300 * 1024 * 1024
"""Bytes of one value: an engine of 512 megabytes cannot hold it twice."""


def poisoned(path: Path, *, column: str) -> None:
    """The Parquet file with such a value in that column of its first row, packed into a few kilobytes."""
    table = pq.read_table(path)
    values = [b"1" * UNPACKED, *(value and value.encode() for value in table[column].to_pylist()[1:])]
    bomb = pa.array(values, pa.binary()).cast(pa.string())
    table = table.set_column(table.schema.get_field_index(column), column, bomb)
    pq.write_table(table, path, compression="zstd", use_dictionary=False, write_statistics=False)
    assert path.stat().st_size < UNPACKED // 1000
