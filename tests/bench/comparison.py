"""
An extract beside its untreated twin: the same job reads the same rows of the same persons, lays them in the same order
and writes them with the same settings; the twin keeps every value as it is.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from catalog.model import Dataset, Table
from pseudonymisation.code_key import CodeKey
from pseudonymisation.plan import Plan
from spark_jobs.jobs import delivering
from spark_jobs.jobs.admission import ExtractJob, admit
from spark_jobs.jobs.desk import Desk
from spark_jobs.jobs.extract import Pins, extract
from spark_jobs.jobs.snapshots import publish
from spark_jobs.papers.body import Period
from spark_jobs.papers.order import ExtractionOrder, OrderedColumn, OrderedDataset, OrderedRegister, OrderedTable
from spark_jobs.papers.paper import digest_of
from spark_jobs.settings import Settings
from spark_jobs.sinks.staging import PartialExtract
from spark_jobs.sources.omop import read
from spark_jobs.system import day_of, now
from spark_jobs.transforms.columns import RANK
from spark_jobs.transforms.notes import noted
from spark_jobs.transforms.treatments import key_frame
from tests.journey.planes import PASSPHRASE, runner_home
from tests.support.builders import objections

KINDS = (
    "X00-identity-unresolved",
    "X01-opted-out",
    "X02-care-block",
    "X03-protected-identity",
    "X04-consent-withdrawn",
)
NOTES = "note"
EVER = {"from": "1900-01-01", "to": "2100-01-01"}


def cohort_of(codes: Sequence[str], *, system: str, column: str, match: str) -> Mapping[str, Any]:
    """Everybody with one of these diagnoses, whenever it was."""
    return {
        "title": "Everybody with a diagnosis",
        "code_lists": {"all": {"system": system, "codes": list(codes), "match": match}},
        "entry": [{"table": "condition_occurrence", "column": column, "code_list": "all"}],
        "period": EVER,
    }


def desk_of(home: Path, sources: Path, *, descriptions: Sequence[Path] = (), **changed: Any) -> Desk:
    """A runner's desk over these sources; with descriptions, over what they describe and nothing else."""
    settings, _ = runner_home(home, box=home / "box", sources=sources, descriptions=descriptions, driver_memory="8g")
    chosen: Settings = settings.model_copy(update=changed)
    return Desk.open(chosen, passphrase=PASSPHRASE, clock=now)


def keys_in(session: SparkSession) -> DataFrame:
    """A new project's keys, as the engine takes them."""
    return key_frame(session, CodeKey.of_secret(secrets.token_bytes(32), project="bench"))


def extracted(desk: Desk, job: ExtractJob, session: SparkSession, keys: DataFrame) -> None:
    """The whole job, into staging; what it staged is removed."""
    with begun(desk) as into:
        extract(job, session=session, keys=keys, into=into, pins=Pins(controllers=desk.pins, stewards=desk.stewards))
    session.catalog.clearCache()


def copied(desk: Desk, job: ExtractJob, session: SparkSession, keys: DataFrame) -> None:
    """The twin."""
    with (
        mock.patch.object(delivering, "treat", _untreated),
        mock.patch.object(delivering, "needs_keys", return_value=False),
        mock.patch.object(delivering, "masked", _unmasked),
    ):
        extracted(desk, job, session, keys)


@contextmanager
def begun(desk: Desk) -> Iterator[PartialExtract]:
    """A partial extract that is never finished."""
    partial = desk.office.staging.begin("bench", 1)
    try:
        yield partial
    finally:
        partial.abandon()


def rows_of(job: ExtractJob, session: SparkSession) -> int:
    """How many rows the ordered tables hold, whoever they are about."""
    return sum(read(session, part.source, t.table.name, ()).count() for part in job.datasets for t in part.tables)


def job_of(desk: Desk, *, cohort: Mapping[str, Any], notes: bool) -> ExtractJob:
    """Every column of every table whose first treatment lets it leave: of the notes, or of all the others."""
    order = _order(desk, cohort, notes=notes)
    office = desk.office
    return admit(order, digest=digest_of(b"bench"), catalog=office.catalog, sources=office.settings.sources, demo=True)


def _order(desk: Desk, cohort: Mapping[str, Any], *, notes: bool) -> ExtractionOrder:
    catalog, today = desk.office.catalog, day_of(now())
    snapshots = {str(name): publish(str(name), desk.office).digest for name in catalog.entries}
    datasets = tuple(catalog.selectable())
    return ExtractionOrder.model_validate(
        {
            "order": "bench",
            "project": "bench",
            "permit": digest_of(b"permit"),
            "permit_id": "bench",
            "permit_issued_on": today,
            "made_at": now(),
            "valid_until": today + timedelta(days=1),
            "cohort": cohort,
            "period": Period.model_validate(EVER),
            "maximum_persons": 10_000_000,
            "datasets": tuple(_ordered(each, snapshots[each.name], notes=notes) for each in datasets),
            "registers": tuple(
                OrderedRegister.model_validate({"register": register.name, "snapshot": snapshots[register.name]})
                for register in catalog.registers(datasets[0].namespace)
            ),
            "exclusions": KINDS,
            "objections": [asdict(one) for one in objections(*sorted({str(each.controller.id) for each in datasets}))],
            "ordered_on": today,
            "consent": {"mode": "waived", "study": "2023-00000-01"},
            "format": "parquet",
            "small_count_threshold": 10,
            "text_profile": "unmeasured",
        }
    )


def _ordered(dataset: Dataset, snapshot: str, *, notes: bool) -> OrderedDataset:
    tables = [table for table in dataset.tables.values() if (table.name == NOTES) == notes]
    columns = {table.name: _columns(table, notes=notes) for table in tables}
    return OrderedDataset.model_validate(
        {
            "dataset": dataset.name,
            "controller": dataset.controller.id,
            "namespace": dataset.namespace,
            "snapshot": snapshot,
            "tables": tuple(OrderedTable(table=name, columns=chosen) for name, chosen in columns.items() if chosen),
        }
    )


def _columns(table: Table, *, notes: bool) -> tuple[OrderedColumn, ...]:
    kept_back = {"drop"} if notes else {"drop", "mask_text"}
    return tuple(
        OrderedColumn(name=column.name, treatment=dict(column.treatments[0]))
        for column in table.columns.values()
        if column.treatments[0]["kind"] not in kept_back
    )


def _untreated(rows: DataFrame, plan: Plan, dataset: object) -> DataFrame:
    rank = [F.col(RANK)] if RANK in rows.columns else []
    return rows.select(*rank, *plan.delivered)


def _unmasked(rows: DataFrame, texts: tuple[str, ...], facts: DataFrame, **others: object) -> DataFrame:
    return noted(rows, texts)
