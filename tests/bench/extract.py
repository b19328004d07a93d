"""
Extract and pseudonymise the synthetic region against the same Spark job copying the same rows untreated.

Both read the same tables of the same persons, lay the rows in order and write them with the same settings; the copy
keeps every value as it is. A second yardstick copies the tables whole, without asking whose rows they are. Notes are
measured apart (notes.py).
"""

import argparse
import secrets
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from catalog.model import Catalog
from pseudonymisation.code_key import CodeKey
from pseudonymisation.plan import Plan
from spark_jobs.jobs import delivering
from spark_jobs.jobs.admission import ExtractJob, admit
from spark_jobs.jobs.desk import Desk
from spark_jobs.jobs.extract import extract
from spark_jobs.jobs.snapshots import publish
from spark_jobs.papers.body import Period
from spark_jobs.papers.order import ExtractionOrder, OrderedColumn, OrderedDataset, OrderedRegister, OrderedTable
from spark_jobs.papers.paper import digest_of
from spark_jobs.sinks.staging import PartialExtract
from spark_jobs.sources.omop import read
from spark_jobs.synthetic.region import draw_region
from spark_jobs.system import day_of, now
from spark_jobs.transforms.columns import RANK
from spark_jobs.transforms.notes import noted
from spark_jobs.transforms.treatments import key_frame
from tests.bench.yardstick import RESULTS, Figure, in_turn, ratio
from tests.journey.planes import PASSPHRASE, runner_home

KINDS = ("X00-identity-unresolved", "X01-opted-out", "X02-care-block", "X03-protected-identity")
NOTES = "note"


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
    job = job_of(desk, notes=False)
    keys = key_frame(session, CodeKey.of_secret(secrets.token_bytes(32), project="bench"))
    treated, untreated = in_turn(
        lambda: extracted(desk, job, session, keys), lambda: copied(desk, job, session, keys), times=runs, warm=warm
    )
    whole, _ = in_turn(lambda: _whole(desk, job, session), lambda: None, times=runs, warm=0)
    rows = sum(read(session, part.source, t.table.name, ()).count() for part in job.datasets for t in part.tables)
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


def extracted(desk: Desk, job: ExtractJob, session: SparkSession, keys: DataFrame) -> None:
    with _partial(desk) as into:
        extract(job, session=session, keys=keys, into=into, pins=desk.pins)
    session.catalog.clearCache()


def copied(desk: Desk, job: ExtractJob, session: SparkSession, keys: DataFrame) -> None:
    with (
        mock.patch.object(delivering, "treat", _untreated),
        mock.patch.object(delivering, "needs_keys", return_value=False),
        mock.patch.object(delivering, "masked", _unmasked),
    ):
        extracted(desk, job, session, keys)


def _untreated(rows: DataFrame, plan: Plan, dataset: object) -> DataFrame:
    rank = [F.col(RANK)] if RANK in rows.columns else []
    return rows.select(*rank, *plan.delivered)


def _unmasked(rows: DataFrame, texts: tuple[str, ...], facts: DataFrame, *, parts: int) -> DataFrame:
    return noted(rows, texts)


def _whole(desk: Desk, job: ExtractJob, session: SparkSession) -> None:
    with _partial(desk) as into:
        for part in job.datasets:
            for table in part.tables:
                rows = read(session, part.source, table.table.name, table.plan.delivered)
                key = "person_id" if "person_id" in rows.columns else rows.columns[0]
                ordered = rows.repartitionByRange(2, key).sortWithinPartitions(*rows.columns)
                into.write(ordered, dataset=part.dataset.name, table=table.table.name)


@contextmanager
def _partial(desk: Desk) -> Iterator[PartialExtract]:
    partial = desk.office.staging.begin("bench", 1)
    try:
        yield partial
    finally:
        partial.abandon()


def region_of(size: float) -> Path:
    folder = RESULTS / f"region-{size:g}"
    if not folder.is_dir():
        RESULTS.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        draw_region(folder, seed=20, size=size)
    return folder


def desk_of(home: Path, region: Path) -> Desk:
    settings, _ = runner_home(home, box=home / "box", sources=region, descriptions=(), driver_memory="8g")
    return Desk.open(settings, passphrase=PASSPHRASE, clock=now)


def job_of(desk: Desk, *, notes: bool) -> ExtractJob:
    order = _order(desk, desk.office.catalog, notes=notes)
    return admit(
        order,
        digest=digest_of(b"bench"),
        catalog=desk.office.catalog,
        sources=desk.office.settings.sources,
        demo=True,
    )


def _order(desk: Desk, catalog: Catalog, *, notes: bool) -> ExtractionOrder:
    """Everybody with any diagnosis; every column of every table whose first treatment lets it leave."""
    snapshots = {str(name): publish(str(name), desk.office).digest for name in catalog.entries}
    today = day_of(now())
    letters = [chr(letter) for letter in range(ord("A"), ord("Z") + 1)]
    datasets = []
    for dataset in catalog.selectable():
        tables = []
        for table in dataset.tables.values():
            columns = tuple(
                OrderedColumn(name=column.name, treatment=dict(column.treatments[0]))
                for column in table.columns.values()
                if column.treatments[0]["kind"] not in {"drop", *(() if notes else ("mask_text",))}
            )
            if columns and (table.name == NOTES) == notes:
                tables.append(OrderedTable(table=table.name, columns=columns))
        datasets.append(
            OrderedDataset(
                dataset=dataset.name,
                controller=dataset.controller.id,
                namespace=dataset.namespace,
                snapshot=snapshots[dataset.name],
                tables=tuple(tables),
            )
        )
    return ExtractionOrder.model_validate(
        {
            "order": "bench",
            "project": "bench",
            "permit": digest_of(b"permit"),
            "permit_id": "bench",
            "permit_issued_on": today,
            "made_at": now(),
            "valid_until": today + timedelta(days=1),
            "cohort": {
                "title": "Everybody with a diagnosis",
                "code_lists": {"all": {"system": "ICD-10-SE", "codes": letters, "match": "prefix"}},
                "entry": [{"table": "condition_occurrence", "column": "condition_source_value", "code_list": "all"}],
                "period": {"from": "1900-01-01", "to": "2100-01-01"},
            },
            "period": Period.model_validate({"from": "1900-01-01", "to": "2100-01-01"}),
            "maximum_persons": 10_000_000,
            "datasets": tuple(datasets),
            "registers": tuple(
                OrderedRegister.model_validate({"register": register.name, "snapshot": snapshots[register.name]})
                for register in catalog.registers("se-region")
            ),
            "exclusions": KINDS,
            "format": "parquet",
            "small_count_threshold": 10,
            "text_profile": "unmeasured",
        }
    )


if __name__ == "__main__":
    main()
