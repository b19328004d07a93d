"""
The disclosure list: who of a controller's people went into the extract, sealed inside the engine for that controller.

A resident may ask a controller years later where her records went; the code key may be destroyed by then.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from pseudonymisation.sealing import public_key, seal
from spark_jobs.papers.paper import canonical
from spark_jobs.system import random_bytes


def disclosed(persons: Sequence[DataFrame]) -> DataFrame:
    """`person`, each once, of all frames of the controller's persons."""
    return reduce(DataFrame.unionByName, (frame.select("person") for frame in persons)).distinct()


def sealed_list(persons: DataFrame, *, for_key: bytes, context: bytes) -> DataFrame:
    """
    One row with one binary column: the persons' numbers, sorted, as a JSON list, readable by that key's holder alone.

    Only sealed bytes leave the task that makes them.
    """

    def sealing(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        found = (number for batch in batches for number in batch.column(0).to_pylist())
        numbers = sorted(number for number in found if number is not None)
        content = seal(canonical(numbers), for_key=public_key(for_key), context=context, chance=random_bytes)
        yield pa.RecordBatch.from_arrays([pa.array([content], pa.binary())], names=["sealed"])

    # An engine runs no task over nothing, and a list of nobody is a list too: a row of no one keeps the task.
    nobody = persons.sparkSession.range(1).select(F.lit(None).cast("string").alias("person"))
    return persons.select("person").unionByName(nobody).repartition(1).mapInArrow(sealing, "sealed binary")
