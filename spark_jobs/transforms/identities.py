"""
Who a row speaks of: row key → what the namespace calls the person → the number that stands for that person now.

A person with two numbers becomes one here, before anything is counted or pseudonymised.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import reduce

import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from pseudonymisation.identity import normal_form

_NORMAL_ALREADY = "^[0-9]{12}$"
"""Twelve digits are their own normal form."""


def spellings(columns: Sequence[DataFrame], *, on: date) -> DataFrame:
    """
    `written` → `normal` for every key in these one-column frames that is not in normal form as it stands.

    The reference makes the forms, once for each spelling and in one place: most numbers need no journey to Python.
    """
    written = [frame.select(F.col(frame.columns[0]).alias("written")) for frame in columns]
    other = reduce(DataFrame.unionByName, written).where(~F.col("written").rlike(_NORMAL_ALREADY)).distinct()
    return other.coalesce(1).mapInArrow(_normaliser(on), "written string, normal string")


def normalised(frame: DataFrame, column: str, forms: DataFrame) -> DataFrame:
    """The frame with this column in normal form, null where it names nobody surely; `forms` is from `spellings`."""
    joined = frame.join(F.broadcast(forms), F.col(column) == F.col("written"), "left")
    normal = F.when(F.col(column).rlike(_NORMAL_ALREADY), F.col(column)).otherwise(F.col("normal"))
    return joined.withColumn(column, normal).drop("written", "normal")


def known_numbers(numbers: DataFrame, forms: DataFrame) -> DataFrame:
    """
    `number` → `person`, both in normal form, from the register's table.

    A number that the register gives to two persons is given to nobody: which of them a row speaks of is not known.
    """
    normal = normalised(normalised(numbers, "number", forms), "person", forms).where("number is not null")
    once = normal.groupBy("number").agg(F.min("person").alias("person"), F.max("person").alias("other"))
    return once.where("person = other").select("number", "person")


def linked(keys: DataFrame, known: DataFrame, forms: DataFrame, *, dataset: str) -> DataFrame:
    """
    `row_key`, `person`, `resolved` for each row of a dataset's table of persons (columns `row_key`, `key`).

    Whom the register does not know is still one person to be counted: by the number where there is one, else by the
    row. Such persons are never resolved, and never delivered. A row key that stands for two persons stands for nobody.
    """
    found = normalised(keys.where("row_key is not null"), "key", forms).join(
        known.withColumnRenamed("number", "key"), "key", "left"
    )
    torn = F.concat(F.lit(f"?{dataset}|"), F.col("row_key").cast("string"))
    unknown = F.coalesce(F.concat(F.lit("?"), F.col("key")), torn)
    each = found.select("row_key", F.coalesce("person", unknown).alias("person"))
    once = each.groupBy("row_key").agg(F.min("person").alias("person"), F.max("person").alias("other"))
    person = F.when(F.col("person") == F.col("other"), F.col("person")).otherwise(torn)
    return once.select("row_key", person.alias("person")).withColumn("resolved", ~F.col("person").startswith("?"))


def by_person(rows: DataFrame, known: DataFrame, forms: DataFrame) -> DataFrame:
    """The rows with `person` as the number that stands for them now, whichever of their numbers stood there."""
    return surely_by_person(rows, known, forms).drop("sure")


def surely_by_person(rows: DataFrame, known: DataFrame, forms: DataFrame) -> DataFrame:
    """The same with `sure`: whether the persons' register gives the number to that person and to nobody else."""
    normal = normalised(rows, "person", forms)
    found = known.select(F.col("number").alias("__number"), F.col("person").alias("__now"))
    joined = normal.join(found, F.col("person") == F.col("__number"), "left")
    told = joined.withColumns({"person": F.coalesce("__now", "person"), "sure": F.col("__now").isNotNull()})
    return told.drop("__number", "__now")


def _normaliser(on: date) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def normalise(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            written = batch.column(0)
            forms = [normal_form(text, on=on) for text in written.to_pylist()]
            yield pa.RecordBatch.from_arrays([written, pa.array(forms, pa.string())], names=["written", "normal"])

    return normalise


def in_force(from_date: Column, to_date: Column, *, on: date) -> Column:
    """Whether something holds on that day; a missing first or last day means that it does."""
    day = F.lit(on)
    begun = from_date.isNull() | (from_date <= day)
    not_ended = to_date.isNull() | (to_date >= day)
    return begun & not_ended
