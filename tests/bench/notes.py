"""Masking notes in the same pass as extraction, against the same notes copied untreated by the same job."""

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pyspark.sql import functions as F

from spark_jobs import counts
from spark_jobs.sources.omop import read
from tests.bench.comparison import NOTES, copied, desk_of, extracted, job_of, keys_in
from tests.bench.extract import EVERYBODY, region_of
from tests.bench.yardstick import Figure, in_turn, ratio


def main() -> None:
    """The notes of the region at size 1."""
    with tempfile.TemporaryDirectory() as scratch:
        desk = desk_of(Path(scratch), region_of(1))
        job = job_of(desk, cohort=EVERYBODY, notes=True)
        with desk.sessions("bench") as session:
            keys = keys_in(session)
            masked, plain = in_turn(
                lambda: extracted(desk, job, session, keys), lambda: copied(desk, job, session, keys), times=1
            )
            texts = [read(session, part.source, NOTES, ("note_text",)) for part in job.datasets]
            characters = sum(counts.totals(text, {"length": F.length("note_text")})["length"] for text in texts)
    speed = characters / statistics.median(masked) / 1e6
    Figure(
        what=f"mask {characters / 1e6:.1f} Mchar of notes in the same pass (both cores)",
        yardstick="the same notes copied untreated by the same job",
        measured=f"{statistics.median(masked):.1f} s ({speed:.2f} Mchar/s)",
        reference=f"{statistics.median(plain):.1f} s",
        ratio=round(ratio(masked, plain), 1),
        aim="none set",
    ).keep("notes")


if __name__ == "__main__":
    main()
