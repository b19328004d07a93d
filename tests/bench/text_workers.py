"""
The step that masks notes on two workers of one core each, against one worker of one core.

As `workers.py` has it for the other tables, and with what it says of machines of two cores.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from spark_jobs.jobs.desk import Desk
from tests.bench.comparison import desk_of, extracted, job_of, keys_in
from tests.bench.extract import EVERYBODY, region_of
from tests.bench.workers import PARTS
from tests.bench.yardstick import Figure, full, ratio, seconds_of
from tests.support.cluster import Cluster, standalone

FULL, SHORT = 4.0, 1.0


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
        two, one = list[float](), list[float]()
        for _ in range(asked.runs):
            cluster.start_worker(held_to=1)
            two.append(_seconds(desk))
            cluster.kill_worker(-1)
            one.append(_seconds(desk))
    Figure(
        what=f"mask the notes of a region at size {asked.size:g} on two workers of one core, {asked.runs} runs in turn",
        yardstick=f"one worker, either held to a core of its own ({os.cpu_count()} in all, for the driver too)",
        measured=f"{statistics.median(two):.1f} s",
        reference=f"{statistics.median(one):.1f} s",
        ratio=round(1 / ratio(two, one), 2),
        aim="1.9 times faster, 1.7 at least",
    ).keep("text-workers")


def _desk(scratch: Path, region: Path, cluster: Cluster) -> Desk:
    return desk_of(
        scratch / "runner",
        region,
        spark_master=cluster.url,
        spark_secret_file=cluster.secret,
        executor_memory="1500m",
        shuffle_partitions=PARTS,
    )


def _seconds(desk: Desk) -> float:
    """The job over the notes in a session of its own; what ran once before is warm, here as there."""
    job = job_of(desk, cohort=EVERYBODY, notes=True)
    with desk.sessions("bench") as session:
        keys = keys_in(session)
        extracted(desk, job, session, keys)
        return seconds_of(lambda: extracted(desk, job, session, keys))


if __name__ == "__main__":
    main()
