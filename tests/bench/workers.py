"""
The same job on two workers of one core each, against one worker of one core.

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
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from spark_jobs.jobs.admission import ExtractJob
from spark_jobs.jobs.desk import Desk
from tests.bench.comparison import desk_of, extracted, job_of, keys_in, rows_of
from tests.bench.extract import EVERYBODY, region_of
from tests.bench.yardstick import Figure, full, ratio, seconds_of
from tests.support.cluster import Cluster, standalone

FULL, SHORT = 20.0, 2.0
PARTS = 4
"""Of a shuffle: the same work is handed out however many there are to do it."""


def main() -> None:
    """Pairs of runs, in turn: a worker joins before the one, and is gone before the other."""
    chosen = argparse.ArgumentParser(description=__doc__)
    chosen.add_argument("--size", type=float, default=FULL if full() else SHORT)
    chosen.add_argument("--runs", type=int, default=2)
    asked = chosen.parse_args()
    region = region_of(asked.size)
    with tempfile.TemporaryDirectory() as scratch, standalone(Path(scratch) / "cluster", workers=0) as cluster:
        cluster.start_worker(held_to=0)
        desk = _desk(Path(scratch), region, cluster)
        job = job_of(desk, cohort=EVERYBODY, notes=False)
        two, one = list[float](), list[float]()
        for _ in range(asked.runs):
            cluster.start_worker(held_to=1)
            seconds, rows = _seconds(desk, job)
            two.append(seconds)
            cluster.kill_worker(-1)
            one.append(_seconds(desk, job)[0])
    Figure(
        what=f"the same extract of {rows:,} rows on two workers of one core, {asked.runs} runs in turn",
        yardstick=f"one worker, either held to a core of its own ({os.cpu_count()} in all, for the driver too)",
        measured=f"{statistics.median(two):.1f} s",
        reference=f"{statistics.median(one):.1f} s",
        ratio=round(1 / ratio(two, one), 2),
        aim="1.6 times faster",
    ).keep("workers")


def _desk(home: Path, region: Path, cluster: Cluster) -> Desk:
    return desk_of(
        home / "runner",
        region,
        spark_master=cluster.url,
        spark_secret_file=cluster.secret,
        executor_memory="1500m",
        shuffle_partitions=PARTS,
    )


def _seconds(desk: Desk, job: ExtractJob) -> tuple[float, int]:
    """The job in a session of its own, and how many rows it read; what ran once before is warm, here as there."""
    with desk.sessions("bench") as session:
        keys = keys_in(session)
        act = partial(extracted, desk, job, session, keys)
        act()
        return seconds_of(act), rows_of(job, session)


if __name__ == "__main__":
    main()
