"""Writing the region: one folder for each dataset and table, one part for each chunk of residents."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from spark_jobs.synthetic.schemas import folder_of, schemas


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFolder:
    """Takes the columns of a table, holds them to the described schema, and writes them as the chunk's part."""

    root: Path
    rows: Counter[str] = field(default_factory=Counter)

    def write(self, dataset: str, table: str, columns: Mapping[str, Any], *, chunk: int) -> None:
        """Every described column and no other; rows in the order in which they were drawn."""
        schema = schemas(dataset)[table]
        if set(columns) != set(schema.names):
            raise ValueError(f"{dataset}.{table}: the drawn columns are not the described ones.")
        drawn = pa.table({name: columns[name] for name in schema.names}, schema=schema)
        folder = self.root / folder_of(dataset) / table
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(drawn, folder / f"part-{chunk:05d}.parquet", compression="zstd")
        self.rows[f"{dataset}.{table}"] += drawn.num_rows
