"""
The rows of the persons who are left, in the ordered period, with the columns that the treatments need.
"""

from datetime import date

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from catalog.model import Dataset, Table
from spark_jobs.papers.body import Period

PERSON, PSEUDONYM, OFFSET, RANK = "__person", "__pseudonym", "__offset", "__rank"
LINKED = "__linked"
"""What the crosswalk adds to a row; no described column can bear such a name."""


def needed(dataset: Dataset, table: Table, delivered: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that must be read: those that leave, and those that tell whose the row is and when it happened."""
    own = [row_key(dataset, table), table.date_column]
    return tuple(dict.fromkeys([*delivered, *(column for column in own if column)]))


def row_key(dataset: Dataset, table: Table) -> str | None:
    """By which column the table's rows name a person; None for a table that speaks of nobody."""
    key = dataset.person_key
    return key.row_key if key and key.row_key in table.columns else None


def holds_everybody(dataset: Dataset, table: Table) -> bool:
    """Whether it is the table of persons, with a row for each of them whatever the period."""
    return dataset.person_key is not None and table.name == dataset.person_key.table and table.date_column is None


def beside_persons(rows: DataFrame, who: DataFrame, *, key: str) -> DataFrame:
    """
    Every row beside what `who` says of its person, and the column `LINKED`: whether anybody stands behind the row.

    `who` has everybody of the dataset by `row_key`; pseudonym, offset and rank are null for those who do not leave.
    """
    everybody = who.withColumnRenamed("row_key", "__row_key")
    joined = rows.join(everybody, F.col(key) == F.col("__row_key"), "left")
    return joined.withColumn(LINKED, F.col("__row_key").isNotNull()).drop("__row_key")


def of_those_who_leave(rows: DataFrame) -> DataFrame:
    """The rows of the persons who have a pseudonym in this extract, and no row of anybody else."""
    return rows.where(F.col(PSEUDONYM).isNotNull()).drop(LINKED)


def strangers() -> Column:
    """Counts the rows behind which nobody could be found."""
    return F.when(F.col(LINKED), 0).otherwise(1)


def within(rows: DataFrame, table: Table, period: Period) -> DataFrame:
    """The rows of the period, both days inside. In a table of dated rows, one without a date is left out."""
    if table.date_column is None:
        return rows
    return rows.where(day_of(F.col(table.date_column)).between(_day(period.start), _day(period.end)))


def day_of(column: Column) -> Column:
    """The day of a date or a time."""
    return column.cast("date")


def _day(day: date) -> Column:
    return F.lit(day)
