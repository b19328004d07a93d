"""
Who a row speaks of: row key → what the namespace calls the person → the number that stands for that person now.

A person with two numbers becomes one here, before anything is counted or pseudonymised.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from pseudonymisation.identity import normal_form

_AS_WRITTEN_MOSTLY = "^[0-9]{12}$"
"""Twelve digits are their own normal form, and need no journey to Python."""


def known_numbers(numbers: DataFrame, *, on: date) -> DataFrame:
    """
    `number` → `person`, both in normal form, from the register's table.

    A number that the register gives to two persons is given to nobody: which of them a row speaks of is not known.
    """
    normal = normalised(normalised(numbers, "number", on=on), "person", on=on).where("number is not null")
    once = normal.groupBy("number").agg(F.min("person").alias("person"), F.max("person").alias("other"))
    return once.where("person = other").select("number", "person")


def linked(keys: DataFrame, known: DataFrame, *, dataset: str, on: date) -> DataFrame:
    """
    `row_key`, `person`, `resolved` for each row of a dataset's table of persons (columns `row_key`, `key`).

    Whom the register does not know is still one person to be counted: by the number where there is one, else by the
    row. Such persons are never resolved, and never delivered. A row key that stands for two persons stands for nobody.
    """
    found = normalised(keys.where("row_key is not null"), "key", on=on).join(
        known.withColumnRenamed("number", "key"), "key", "left"
    )
    unknown = F.coalesce(
        F.concat(F.lit("?"), F.col("key")), F.concat(F.lit(f"?{dataset}|"), F.col("row_key").cast("string"))
    )
    each = found.select("row_key", F.coalesce("person", unknown).alias("person"))
    once = each.groupBy("row_key").agg(F.min("person").alias("person"), F.max("person").alias("other"))
    torn = F.concat(F.lit(f"?{dataset}|"), F.col("row_key").cast("string"))
    person = F.when(F.col("person") == F.col("other"), F.col("person")).otherwise(torn)
    return once.select("row_key", person.alias("person"), (~person.startswith("?")).alias("resolved"))


def normalised(frame: DataFrame, column: str, *, on: date) -> DataFrame:
    """The frame with this column in normal form: natively where it is so already, else through the reference."""
    written = F.col(column).rlike(_AS_WRITTEN_MOSTLY)
    other = frame.where(~F.coalesce(written, F.lit(False)))
    return frame.where(written).unionByName(other.mapInArrow(_normaliser(column, on), frame.schema))


def _normaliser(column: str, on: date):  # type: ignore[no-untyped-def]  # a function for Spark, which reads no types
    def normalise(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            place = batch.schema.get_field_index(column)
            forms = [None if text is None else normal_form(text, on=on) for text in batch.column(place).to_pylist()]
            columns = list(batch.columns)
            columns[place] = pa.array(forms, type=batch.schema.field(place).type)
            yield pa.RecordBatch.from_arrays(columns, schema=batch.schema)

    return normalise


def in_force(from_date: Column, to_date: Column, *, on: date) -> Column:
    """Whether something holds on that day; a missing first or last day means that it does."""
    day = F.lit(on)
    begun = from_date.isNull() | (from_date <= day)
    not_ended = to_date.isNull() | (to_date >= day)
    return begun & not_ended
