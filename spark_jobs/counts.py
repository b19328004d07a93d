"""
The one module through which anything leaves Spark: whole numbers, and bytes that were sealed inside Spark for somebody
else.

No row and no text of a row passes here; an architecture test keeps `collect`, `show` and `toPandas` out of every other
module.
"""

from collections.abc import Callable, Mapping

from pyspark.sql import Column, DataFrame, Observation
from pyspark.sql import functions as F


def count(frame: DataFrame) -> int:
    """How many rows."""
    return frame.count()


def totals(frame: DataFrame, measures: Mapping[str, Column]) -> dict[str, int]:
    """Each measure summed over the frame, as a whole number; a sum over nothing is 0."""
    sums = [F.coalesce(F.sum(measure.cast("long")), F.lit(0)).alias(name) for name, measure in measures.items()]
    row = frame.agg(*sums).collect()[0]
    return {name: int(row[name]) for name in measures}


def observed(frame: DataFrame, measures: Mapping[str, Column]) -> tuple[DataFrame, Callable[[], dict[str, int]]]:
    """
    The same frame, and a question to ask once it was written: each measure summed over the rows that passed.

    Free text is treated once, slowly; counting it apart would treat it twice.
    """
    observation = Observation()
    sums = [F.coalesce(F.sum(measure.cast("long")), F.lit(0)).alias(name) for name, measure in measures.items()]
    return frame.observe(observation, *sums), lambda: {name: int(observation.get[name]) for name in measures}


def sealed_and_counted(frame: DataFrame) -> tuple[bytes, int]:
    """
    The one binary value of a frame of one row, sealed by the task that made it, and how many things are sealed in it.

    Raises ValueError for any other shape.
    """
    rows = frame.collect()
    if len(rows) != 1 or len(frame.columns) != 2 or not isinstance(rows[0][0], bytes | bytearray):
        raise ValueError("a sealed sample is one binary value and a number")
    return bytes(rows[0][0]), int(rows[0][1])


def sealed(frame: DataFrame) -> bytes:
    """
    The one binary value of a frame of one row and one column, sealed by the task that made it.

    Raises ValueError for any other shape: this door is for one thing.
    """
    rows = frame.collect()
    if len(rows) != 1 or len(frame.columns) != 1 or not isinstance(rows[0][0], bytes | bytearray):
        raise ValueError("a sealed list is one binary value")
    return bytes(rows[0][0])
