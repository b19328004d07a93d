"""Free text on its way out: masked with what is known of the person, or withheld. Never passed on as it stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from spark_jobs.transforms.columns import PERSON
from spark_jobs.transforms.facts import FACT, FACTS, NUMBERS

NOTED = "__noted_"
"""Whether there was a text at all, by column: what was withheld can then be counted."""


def withheld(rows: DataFrame, texts: Sequence[str]) -> DataFrame:
    """The rows with none of their texts, and with the columns that tell where there was one."""
    empty = {name: F.lit(None).cast("string") for name in texts}
    return noted(rows, texts).withColumns(empty)


def masked(rows: DataFrame, texts: Sequence[str], facts: DataFrame, *, parts: int) -> DataFrame:
    """
    The rows with their texts masked, and with the columns that tell where there was one.

    `facts` is from `facts_of`; a person of whom the register tells nothing is masked by shape alone.
    """
    known = rows.join(facts.withColumnRenamed("person", PERSON), PERSON, "left")
    # Notes lie in few large parts, and masking is slow: every core gets some, and one person's notes stay together.
    spread = noted(known, texts).repartition(parts, PERSON).sortWithinPartitions(PERSON)
    schema = T.StructType(
        [T.StructField(field.name, T.StringType()) if field.name in texts else field for field in spread.schema.fields]
    )
    passed = spread.mapInArrow(_masker(tuple(texts)), schema)
    return passed.drop(NUMBERS, *(FACT + fact for fact in FACTS))


def facts_of(residents: DataFrame, known: DataFrame) -> DataFrame:
    """`person`, what the register tells of them, and every number they have had; each person once."""
    numbers = known.groupBy("person").agg(F.collect_set("number").alias(NUMBERS))
    told = residents.groupBy("person").agg(*(F.max(fact).alias(FACT + fact) for fact in FACTS))
    return numbers.join(told, "person", "left")


def _masker(texts: tuple[str, ...]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def mask(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        # The analyzer takes seconds to import: the tasks that mask need it, the process that orders them does not.
        from spark_jobs.transforms.masking import masked_texts

        for batch in batches:
            persons = batch.select([NUMBERS, *(FACT + fact for fact in FACTS)]).to_pylist()
            columns = {name: batch.column(name) for name in batch.schema.names}
            for name in texts:
                columns[name] = pa.array(masked_texts(columns[name].to_pylist(), persons), pa.string())
            yield pa.RecordBatch.from_pydict(columns)

    return mask


def noted(rows: DataFrame, texts: Sequence[str]) -> DataFrame:
    """The rows with the columns that tell where there is a text."""
    return rows.withColumns({NOTED + name: F.col(name).isNotNull() for name in texts})


def measures(texts: Sequence[str]) -> Mapping[str, Column]:
    """How many texts there were, and how many of them are not delivered."""
    there = [F.col(NOTED + name).cast("long") for name in texts]
    gone = [(F.col(NOTED + name) & F.col(name).isNull()).cast("long") for name in texts]
    return {"notes": _sum(there), "withheld": _sum(gone)}


def _sum(columns: Sequence[Column]) -> Column:
    total = F.lit(0).cast("long")
    for column in columns:
        total = total + column
    return total
