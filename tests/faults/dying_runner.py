"""
The runner's own command in a process that kills itself, as the power would: at a named point of its work.

The product knows nothing of this: what it calls is wrapped from outside.
"""

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from catalog.loading import BUILT_IN, load_catalog
from catalog.model import Catalog
from spark_jobs import box, custody, journal, leases
from spark_jobs import settings as of_the_runner
from spark_jobs.cli import running
from spark_jobs.jobs import delivery, desk, extraction, objecting, office
from spark_jobs.jobs.admission import ExtractJob
from spark_jobs.jobs.delivering import Counted
from spark_jobs.jobs.extract import Extract, Pins
from spark_jobs.jobs.sampling import Drawn
from spark_jobs.objects import s3
from spark_jobs.papers.manifest import DeliveredTable
from spark_jobs.sinks import bucket_workspace, folder_staging, folder_workspace, rows
from tests.spark.house import NOW


@dataclass(frozen=True, slots=True)
class Point:
    """After (or before) the n-th call of this."""

    owner: Any
    name: str
    call: int = 1
    before: bool = False


EXTRACTION: Mapping[str, Point] = {
    "the order is claimed": Point(leases.Leases, "claim"),
    "its taking is in the journal": Point(journal.Journal, "once"),
    "the first status lies out": Point(box.OrderBox, "answer_new"),
    "the project's secret is made and in no entry": Point(custody.KeyRing, "_make"),
    "the code key is open": Point(custody.KeyRing, "open"),
    "one table is written": Point(folder_staging.FolderPartialExtract, "write"),
    "the manifest is signed and nothing is published": Point(folder_staging.FolderPartialExtract, "finish", 1, True),
    "the extract is staged and in no entry": Point(folder_staging.FolderPartialExtract, "finish"),
    "the extract is staged and in the journal": Point(journal.Journal, "once", 2),
    "a sealed list lies out": Point(box.OrderBox, "answer"),
    "a sealed sample of notes lies out": Point(box.OrderBox, "answer", 2),
    "the manifest lies out": Point(box.OrderBox, "answer", 3),
    "the last status lies out": Point(box.OrderBox, "answer_new", 3),
    "the order is put away": Point(box.OrderBox, "done"),
}
DELIVERY: Mapping[str, Point] = {
    "the delivery order is claimed": Point(leases.Leases, "claim"),
    "its taking is in the journal": Point(journal.Journal, "once"),
    "one file lies in a workspace that nobody sees yet": Point(folder_staging.FolderStagedExtract, "fetch"),
    "the workspace is there and in no entry": Point(folder_workspace.FolderWorkspaces, "place"),
    "the delivery is in the journal and not confirmed": Point(journal.Journal, "once", 2),
    "the confirmation is kept": Point(delivery, "_confirm"),
    "the confirmation lies out": Point(box.OrderBox, "answer"),
    "the last status lies out": Point(box.OrderBox, "answer_new"),
    "the order is put away": Point(box.OrderBox, "done"),
}
EMPTYING: Mapping[str, Point] = {
    "the order is claimed": Point(leases.Leases, "claim"),
    "its taking is in the journal": Point(journal.Journal, "once"),
    "the order stands in the workspace and every row lies there": Point(folder_workspace.FolderWorkspaces, "put_up"),
    "a row is gone and the place was not read": Point(folder_workspace, "sync_folder", 1, True),
    "the workspace is empty and the staged rows are not gone": Point(folder_workspace.FolderWorkspaces, "empty"),
    "every row is gone and in no entry": Point(folder_staging.FolderStaging, "discard"),
    "it is in the journal and not certified": Point(journal.Journal, "once", 2),
    "the certificate is kept": Point(folder_workspace.FolderWorkspaces, "certify"),
    "the certificate lies out": Point(box.OrderBox, "answer"),
    "the last status lies out": Point(box.OrderBox, "answer_new"),
    "the order is put away": Point(box.OrderBox, "done"),
}
ASKING: Mapping[str, Point] = {
    "the question is claimed": Point(leases.Leases, "claim"),
    "its taking is in the journal": Point(journal.Journal, "once"),
    "it is counted and nothing lies out": Point(journal.Journal, "once", 2),
    "the notice lies out": Point(box.OrderBox, "answer_new"),
    "the last status lies out": Point(box.OrderBox, "answer_new", 2),
    "the question is put away": Point(box.OrderBox, "done"),
}
QUESTIONS = {f"asking: {name}": point for name, point in ASKING.items()}
ENDINGS = {f"emptying: {name}": point for name, point in EMPTYING.items()}
POINTS = {f"extraction: {name}": point for name, point in EXTRACTION.items()} | {
    f"delivery: {name}": point for name, point in DELIVERY.items()
}
LIVES = "lives"
TORN = "extraction: half a line of the journal is written"


def die() -> None:
    """As if the power went: no handler, no flush, no goodbye."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(point: Point) -> None:
    """From the n-th call on, nothing happens any more."""
    called: Callable[..., Any] = getattr(point.owner, point.name)
    calls = 0

    def until_death(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if point.before and calls == point.call:
            die()
        result = called(*given, **named)
        if calls == point.call:
            die()
        return result

    setattr(point.owner, point.name, until_death)


def die_in_the_middle_of_a_line() -> None:
    """The journal's second line reaches the disk by half."""
    whole = os.fsync

    def half(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink().name == "journal.jsonl":
            os.ftruncate(descriptor, os.fstat(descriptor).st_size - 40)
            whole(descriptor)
            die()
        whole(descriptor)

    in_place_of(os, fsync=half)


@cache
def read_once(*folders: Path) -> Catalog:
    """A catalog is the same in every life of a test: no runner writes it, and to read it takes half as long as one."""
    return load_catalog(folders)


read_once(BUILT_IN)  # in the nursery, so that whoever is forked from it has it


def without_the_engine() -> None:
    """In place of Spark: one treated table of two rows. What the steps around it do when they die is the same."""

    @contextmanager
    def no_session(*_: Any, **__: Any) -> Iterator[None]:
        yield None

    def drawn(job: ExtractJob, *, into: Any, pins: Pins, **_: Any) -> Extract:
        into.write(None, dataset=job.datasets[0].dataset.name, table="person")
        table = DeliveredTable(
            dataset=job.datasets[0].dataset.name, table="person", rows=2, rows_without_person=0, columns=()
        )
        kinds = dict.fromkeys(job.order.exclusions, 0)
        lists = dict.fromkeys(job.controllers, b"sealed")
        samples = {
            name: Drawn(notes=1, leaving=2, sealed=b"sealed") for name in job.controllers if name in pins.stewards
        }
        tally, notes = {**kinds, "delivered": 2}, dict.fromkeys(job.controllers, Counted(notes=2, withheld=0))
        return Extract(tally=tally, left_behind={}, tables=(table,), notes=notes, lists=lists, samples=samples)

    def write(self: rows.LocalRows, _: None, *, dataset: str, table: str, **__: Any) -> None:
        folder = self.folder / "rows" / dataset / table
        folder.mkdir(parents=True)
        pq.write_table(pa.table({"person_id": ["p1", "p2"]}), folder / "part-00000.parquet")

    in_place_of(office, load_catalog=lambda folders: read_once(*folders))
    in_place_of(desk, spark_session=no_session)
    in_place_of(extraction, extract=drawn, key_frame=lambda *_: None)
    in_place_of(rows.LocalRows, write=write)
    in_place_of(objecting, _counted=lambda *_: {"withdrawn_consent": 1})


def in_place_of(owner: Any, **others: Any) -> None:
    """In this process, which ends with it."""
    for name, other in others.items():
        setattr(owner, name, other)


def run(
    point: str,
    settings: Mapping[str, str],
    *,
    passphrase: bytes,
    engine: bool,
    in_parts: bool = False,
    moment: datetime = NOW,
) -> None:
    """
    `slussen-runner once` with these settings, until it ends or dies. For a process of its own.

    `in_parts`: every file that goes into a bucket goes as large ones do. `moment` is what its clock shows.
    """
    given = told(settings, passphrase, moment)
    if not engine:
        without_the_engine()
    if in_parts:
        for reader in (s3, bucket_workspace):
            in_place_of(reader, IN_ONE=0)
    if point == TORN:
        die_in_the_middle_of_a_line()
    elif point != LIVES:
        die_at({**POINTS, **ENDINGS, **QUESTIONS}[point])
    running.once(passphrase_fd=given)


def told(settings: Mapping[str, str], passphrase: bytes, moment: datetime = NOW) -> int:
    """This process has these settings and no others, and the day of the drawn orders. Where its passphrase is read."""
    for name in [name for name in os.environ if name.startswith("SLUSSEN_RUNNER_")]:
        del os.environ[name]
    os.environ.update(settings)
    read, write = os.pipe()
    os.write(write, passphrase)
    os.close(write)
    in_place_of(of_the_runner, now=lambda: moment)
    return read
