"""Tables as text become frames, and frames become plain rows: a test shows what it means."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pyspark.sql import DataFrame, SparkSession

_READ: Mapping[str, Callable[[str], Any]] = {
    "int": int,
    "bigint": int,
    "double": float,
    "string": str,
    "date": date.fromisoformat,
    "binary": str.encode,
}


def table(spark: SparkSession, text: str) -> DataFrame:
    """The first line holds `name:type`, the others values; `-` is a missing one."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    columns = [cell.split(":") for cell in lines[0]]
    rows = [
        tuple(None if cell == "-" else _READ[kind](cell) for cell, (_, kind) in zip(line, columns, strict=True))
        for line in lines[1:]
    ]
    return spark.createDataFrame(rows, ", ".join(f"{name} {kind}" for name, kind in columns))


def rows(frame: DataFrame) -> list[tuple[Any, ...]]:
    """The rows, sorted."""
    return sorted((tuple(row) for row in frame.collect()), key=repr)
