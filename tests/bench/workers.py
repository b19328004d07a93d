"""
The same job as in `scaled`, of fewer rows, on two workers of one core each, against one worker of one core.

A standalone cluster of the engine's own, on this machine. Each worker is held to a core, as if it had no other: left to
itself, a worker of one core compiles, clears its memory and runs Python on the machine's other one as well. The runner
and the engine's driver work beside them, on what a worker leaves: a machine of two cores cannot show all that a second
worker is worth.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pytest

from spark_jobs.jobs.admission import ExtractJob
from spark_jobs.jobs.desk import Desk
from tests.bench.comparison import extracted, keys_in, rows_of
from tests.bench.scaled import at_desk
from tests.bench.yardstick import Figure, full, ratio, seconds_of
from tests.support.cluster import Cluster, standalone
from tests.support.shared import shared

FULL, SHORT = 100_000_000, 1_000_000
PARTS = 4
"""Of a shuffle: the same work is handed out however many there are to do it."""


def main() -> None:
    """Pairs of runs, in turn: a worker joins before the one, and is gone before the other. None without the data."""
    chosen = argparse.ArgumentParser(description=__doc__)
    chosen.add_argument("--rows", type=int, default=FULL if full() else SHORT)
    chosen.add_argument("--runs", type=int, default=1)
    asked = chosen.parse_args()
    try:
        parquet = shared("data/omop_gibleed/parquet")
    except pytest.skip.Exception as missing:
        print(missing)
        return
    with tempfile.TemporaryDirectory() as scratch, standalone(Path(scratch) / "cluster", workers=0) as cluster:
        cluster.start_worker(held_to=0)
        small, large = (
            _at_desk(Path(scratch) / str(rows), parquet, cluster, rows=rows) for rows in (asked.rows // 20, asked.rows)
        )
        two, one = list[float](), list[float]()
        for _ in range(asked.runs):
            cluster.start_worker(held_to=1)
            seconds, rows = _seconds(small, large)
            two.append(seconds)
            cluster.kill_worker(-1)
            one.append(_seconds(small, large)[0])
    Figure(
        what=f"the same extract of {rows:,} rows (GiBleed, multiplied) on two workers of one core, "
        f"{asked.runs} pair of runs",
        yardstick=f"one worker, either held to a core of its own ({os.cpu_count()} in all, for the driver too)",
        measured=f"{statistics.median(two):.1f} s",
        reference=f"{statistics.median(one):.1f} s",
        ratio=round(1 / ratio(two, one), 2),
        aim="1.6 times faster",
    ).keep("workers")


def _at_desk(home: Path, parquet: Path, cluster: Cluster, *, rows: int) -> tuple[Desk, ExtractJob]:
    at_work, _ = at_desk(
        home,
        parquet,
        rows=rows,
        spark_master=cluster.url,
        spark_secret_file=cluster.secret,
        executor_memory="1500m",
        shuffle_partitions=PARTS,
    )
    return at_work


def _seconds(small: tuple[Desk, ExtractJob], large: tuple[Desk, ExtractJob]) -> tuple[float, int]:
    """The large job in a session that is warm from the small one, and how many rows it read."""
    desk, job = large
    with desk.sessions("bench") as session:
        keys = keys_in(session)
        extracted(*small, session, keys)
        return seconds_of(lambda: extracted(desk, job, session, keys)), rows_of(job, session)


if __name__ == "__main__":
    main()
