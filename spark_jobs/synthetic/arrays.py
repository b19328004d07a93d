"""Numpy arrays on their way to Arrow columns: days are counted from 1970-01-01, seconds from midnight."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]
Chance = np.random.Generator

NEVER = -1
"""Stands for "none" in arrays of indices."""

NO_DAY = np.iinfo(np.int32).min
"""Stands for "no such day" in arrays of days."""

SECONDS = 86_400


def day(text: str) -> int:
    """The day of an ISO date."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def year_month_day(days: Ints) -> tuple[Ints, Ints, Ints]:
    """The three calendar parts of each day."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]").astype(np.int64)
    first = dates.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return months // 12 + 1970, months % 12 + 1, days - first + 1


def rows_of(total: int) -> Ints:
    """The row indices 0 to total - 1."""
    return np.arange(total, dtype=np.int64)


def within_group(group: Ints) -> Ints:
    """For each row, how many earlier rows are of the same group."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if ordered.size else rows_of(0)
    sizes = np.diff(np.r_[starts, ordered.size])
    rank = np.empty(group.size, np.int64)
    rank[order] = rows_of(ordered.size) - np.repeat(starts, sizes)
    return rank


def integers(values: npt.ArrayLike, missing: Flags | None = None) -> Any:
    """An int64 column."""
    return pa.array(np.asarray(values, np.int64), mask=missing)


def same(value: int, total: int) -> Any:
    """An int64 column of one value."""
    return pa.array(np.full(total, value, np.int64))


def numbers(values: Floats, missing: Flags | None = None) -> Any:
    """A double column."""
    return pa.array(values, mask=missing)


def dates(days: Ints, missing: Flags | None = None) -> Any:
    """A date32 column; NO_DAY becomes null."""
    lacks = days == NO_DAY
    return pa.array(days.astype("datetime64[D]"), mask=lacks if missing is None else lacks | missing)


def moments(days: Ints, seconds: Ints, missing: Flags | None = None) -> Any:
    """A timestamp column in microseconds, without zone: local time, as record systems keep it."""
    instants = ((days * SECONDS + seconds) * 1_000_000).astype("datetime64[us]")
    return pa.array(instants, mask=missing)


def words(vocabulary: Sequence[str], index: Ints, missing: Flags | None = None) -> Any:
    """A string column that picks from a vocabulary; NEVER becomes null."""
    lacks = index == NEVER
    picks = pa.array(np.where(lacks, 0, index), mask=lacks if missing is None else lacks | missing)
    return pa.array(vocabulary, pa.string()).take(picks)


def texts(values: Sequence[str | None] | Texts, missing: Flags | None = None) -> Any:
    """A string column from Python strings."""
    return pa.array(np.asarray(values, object), pa.string(), mask=missing)
