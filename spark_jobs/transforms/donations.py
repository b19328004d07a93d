"""Who has donated their records (lag 2024:1146 2:8, read for donated data). A donation in doubt is none."""

from datetime import date

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

DONATION = ("from_date", "to_date", "version")
"""What is read of the register beside the number."""


def donors(rows: DataFrame, *, on: date) -> DataFrame:
    """
    `person`, each once: whose donation holds on that day.

    `rows` are the register's, with `person`, and with `sure` where its number is that person's and nobody else's. A
    donation holds from its first day to the day before it was withdrawn, in a version of the terms that is told; what
    was withdrawn on its first day or later, in whichever row, has ended it.
    """
    day = F.lit(on)
    withdrawn = F.coalesce(F.col("to_date") <= day, F.lit(False))
    told = F.col("sure") & F.col("version").isNotNull() & (F.col("from_date") <= day)
    given = F.when(told & ~withdrawn, F.col("from_date"))
    taken = F.when(withdrawn, F.col("to_date"))
    once = rows.select("person", given.alias("given"), taken.alias("taken")).groupBy("person")
    held = once.agg(F.max("given").alias("given"), F.max("taken").alias("taken"))
    return held.where("given is not null and (taken is null or given > taken)").select("person")


def given_up(rows: DataFrame, *, since: date, on: date) -> DataFrame:
    """`person`, each once: whose donation held on the first of these days, and does not on the second."""
    return donors(rows, on=since).join(donors(rows, on=on), "person", "left_anti")
