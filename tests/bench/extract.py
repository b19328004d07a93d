"""
Extract and pseudonymise the synthetic region against the same Spark job copying the same rows untreated.

A second yardstick copies the tables whole, without asking whose rows they are. Notes are measured apart (notes.py).
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from string import ascii_uppercase

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pyspark.sql import SparkSession

from spark_jobs.jobs.admission import ExtractJob
from spark_jobs.jobs.desk import Desk
from spark_jobs.sources.omop import read
from spark_jobs.synthetic.region import draw_region
from tests.bench.comparison import begun, cohort_of, copied, desk_of, extracted, job_of, keys_in, rows_of
from tests.bench.yardstick import RESULTS, Figure, in_turn, ratio

EVERYBODY = cohort_of(ascii_uppercase, system="ICD-10-SE", column="condition_source_value", match="prefix")


def main() -> None:
    """Both yardsticks at the chosen size."""
    chosen = argparse.ArgumentParser(description=__doc__)
    chosen.add_argument("--size", type=float, default=20)
    chosen.add_argument("--runs", type=int, default=2)
    chosen.add_argument("--warm", type=int, default=1)
    asked = chosen.parse_args()
    region = region_of(asked.size)
    with tempfile.TemporaryDirectory() as scratch:
        desk = desk_of(Path(scratch), region)
        with desk.sessions("bench") as session:
            _tables(desk, session, size=asked.size, runs=asked.runs, warm=asked.warm)


def _tables(desk: Desk, session: SparkSession, *, size: float, runs: int, warm: int) -> None:
    job, keys = job_of(desk, cohort=EVERYBODY, notes=False), keys_in(session)
    treated, untreated = in_turn(
        lambda: extracted(desk, job, session, keys), lambda: copied(desk, job, session, keys), times=runs, warm=warm
    )
    whole, _ = in_turn(lambda: _whole(desk, job, session), lambda: None, times=runs, warm=0)
    rows = rows_of(job, session)
    Figure(
        what=f"extract and pseudonymise {rows:,} rows (region at size {size:g}), {runs} runs in turn",
        yardstick="the same job, the same rows in the same order, untreated",
        measured=f"{statistics.median(treated):.1f} s ({rows / statistics.median(treated) / 1e6:.2f} M rows/s)",
        reference=f"{statistics.median(untreated):.1f} s",
        ratio=round(ratio(treated, untreated), 2),
        aim="1.25 times",
    ).keep("extract")
    Figure(
        what="the same extract",
        yardstick="a plain copy of the whole tables, ordered by person, with no cohort and no exclusion",
        measured=f"{statistics.median(treated):.1f} s",
        reference=f"{statistics.median(whole):.1f} s",
        ratio=round(ratio(treated, whole), 2),
        aim="none set",
    ).keep("extract-whole")


def _whole(desk: Desk, job: ExtractJob, session: SparkSession) -> None:
    with begun(desk) as into:
        for part in job.datasets:
            for table in part.tables:
                rows = read(session, part.source, table.table.name, table.plan.delivered)
                key = "person_id" if "person_id" in rows.columns else rows.columns[0]
                ordered = rows.repartitionByRange(2, key).sortWithinPartitions(*rows.columns)
                into.write(ordered, dataset=part.dataset.name, table=table.table.name)


def region_of(size: float) -> Path:
    """Drawn once, and kept for the next run."""
    folder = RESULTS / f"region-{size:g}"
    if not folder.is_dir():
        RESULTS.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        draw_region(folder, seed=20, size=size)
    return folder


if __name__ == "__main__":
    main()
