"""
Extract and pseudonymise a hundred million rows against the same Spark job copying the same rows untreated.

The public OMOP set GiBleed beside the checkout, multiplied as its README says, and known by its description alone.
A million rows took 70 MB of disk while they were extracted, so keep 10 GB free for all; nothing of it stays. Without
BENCH_FULL=1 two million rows; BENCH_ROWS sets another number.
"""

import os
import statistics
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import duckdb
import pytest

from spark_jobs.jobs.admission import ExtractJob
from spark_jobs.jobs.desk import Desk
from tests.bench.comparison import cohort_of, copied, desk_of, extracted, job_of, keys_in, rows_of
from tests.bench.multiplied import multiplied, replicas_for
from tests.bench.yardstick import Figure, full, in_turn, ratio
from tests.support.shared import shared

FULL, SHORT = 100_000_000, 2_000_000
WARM = 1_000_000
"""Rows on which both are warmed up: a warm-up on all of them would take as long as the measurement."""

DESCRIPTIONS = Path(__file__).resolve().parents[1] / "journey" / "descriptions"
EVERYBODY = cohort_of(["80180"], system="OMOP", column="condition_concept_id", match="exact")
"""Osteoarthritis: each of the 2,694 persons has it."""


def main() -> None:
    """One pair of runs; where the public data are not there, none."""
    rows = int(os.environ.get("BENCH_ROWS", FULL if full() else SHORT))
    try:
        parquet = shared("data/omop_gibleed/parquet")
    except pytest.skip.Exception as missing:
        print(missing)
        return
    with tempfile.TemporaryDirectory() as scratch:
        small, _ = at_desk(Path(scratch) / "small", parquet, rows=min(rows, WARM))
        large, persons = at_desk(Path(scratch) / "large", parquet, rows=rows)
        _measured(small, large, persons=persons)


def at_desk(home: Path, parquet: Path, *, rows: int, **changed: Any) -> tuple[tuple[Desk, ExtractJob], int]:
    """A runner over the public set, multiplied to so many rows, its job, and how many persons those rows are about."""
    with closing(duckdb.connect()) as engine:
        persons = multiplied(engine, parquet, home / "sources", replicas=replicas_for(engine, parquet, rows=rows))
    desk = desk_of(home / "runner", home / "sources", descriptions=[DESCRIPTIONS], **changed)
    return (desk, job_of(desk, cohort=EVERYBODY, notes=False)), persons


def _measured(small: tuple[Desk, ExtractJob], large: tuple[Desk, ExtractJob], *, persons: int) -> None:
    desk, job = large
    with desk.sessions("bench") as session:
        keys = keys_in(session)
        in_turn(lambda: extracted(*small, session, keys), lambda: copied(*small, session, keys), times=1, warm=0)
        treated, untreated = in_turn(
            lambda: extracted(desk, job, session, keys), lambda: copied(desk, job, session, keys), times=1, warm=0
        )
        rows = rows_of(job, session)
    Figure(
        what=f"extract and pseudonymise {rows:,} rows of {persons:,} persons (GiBleed, multiplied), one pair of runs",
        yardstick="the same job, the same rows in the same order, untreated",
        measured=f"{statistics.median(treated):.1f} s ({rows / statistics.median(treated) / 1e6:.2f} M rows/s)",
        reference=f"{statistics.median(untreated):.1f} s",
        ratio=round(ratio(treated, untreated), 2),
        aim="1.25 times",
    ).keep("scaled")


if __name__ == "__main__":
    main()
