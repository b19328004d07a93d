"""Free text on its way out: masked with what is known of the person, or withheld. Never passed on as it stands."""

from collections.abc import Mapping, Sequence

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

NOTED = "__noted_"
"""Whether there was a text at all, by column: what was withheld can then be counted."""


def withheld(rows: DataFrame, texts: Sequence[str]) -> DataFrame:
    """The rows with none of their texts, and with the columns that tell where there was one."""
    empty = {name: F.lit(None).cast("string") for name in texts}
    return noted(rows, texts).withColumns(empty)


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
