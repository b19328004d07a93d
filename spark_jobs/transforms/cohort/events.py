"""Rows that match a criterion, as persons and days."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from catalog.cohort.definition import CodeList, Criterion, Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of one table of one dataset: the columns `row_key`, `day` and `code`."""

    dataset: str
    criterion: Criterion
    frame: DataFrame


def matching(rows: Rows, codes: CodeList, *, links: Mapping[str, DataFrame]) -> DataFrame:
    """`person`, `day` of the rows whose code is on the list; `day` is null where the row has none."""
    found = rows.frame.where(matches(F.col("code"), codes))
    return found.join(links[rows.dataset], "row_key").select("person", "day")


def matches(column: Column, codes: CodeList) -> Column:
    """Whether a code is on the list; dots, spaces and case never count."""
    normal = F.upper(F.regexp_replace(column.cast("string"), "[. \\t]", ""))
    listed = codes.normal_codes()
    if codes.match is Match.EXACT:
        return normal.isin(*listed)
    return reduce(Column.__or__, (normal.startswith(code) for code in listed))


def union(frames: list[DataFrame]) -> DataFrame:
    """All rows of all frames."""
    return reduce(DataFrame.unionByName, frames)
