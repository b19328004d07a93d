"""Treatments that need no key: bands and moved dates, value for value as `pseudonymisation.treatment` makes them."""

from pyspark.sql import Column
from pyspark.sql import functions as F

from pseudonymisation.treatment import EARLIEST_SHIFTED, LATEST_SHIFTED, Band, Pseudonymise, Treatment, YearOnly
from spark_jobs.transforms.columns import OFFSET

_DAY = 24 * 60 * 60 * 1_000_000
"""In microseconds."""


def banded(column: Column, *, width: int, top: int | None) -> Column:
    """As `treatment.Band`."""
    number = F.when(~F.isnan(column.cast("double")), column)
    lowest = (F.floor(number / width) * width).cast("long")
    band = F.concat(lowest.cast("string"), F.lit("-"), (lowest + (width - 1)).cast("string"))
    below = F.when(number < 0, "<0")
    topped = below if top is None else below.when(number >= top, f"{top}+")
    return topped.when(number.isNotNull(), band)


def shifted(column: Column, *, datatype: str) -> Column:
    """As `treatment.ShiftDate`: a day stays a day, a time keeps its hour."""
    fitting = F.when(column.cast("date").between(F.lit(EARLIEST_SHIFTED), F.lit(LATEST_SHIFTED)), column)
    if datatype == "date":
        return F.date_sub(fitting, F.col(OFFSET))
    # The engine's zone is UTC, where every day is as long as any other.
    return F.timestamp_micros(F.unix_micros(fitting) - F.col(OFFSET).cast("long") * F.lit(_DAY))


def described_as(datatype: str, treatment: Treatment) -> str:
    """The datatype on delivery."""
    match treatment:
        case Pseudonymise() | Band():
            return "string"
        case YearOnly():
            return "integer"
        case _:
            return datatype
