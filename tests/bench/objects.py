"""
Staging and delivery through S3, against the plain multipart upload of the same files by the same client.

Staging writes an extract into one bucket, delivery into another: two writes, each held against a plain upload. Both
buckets are encrypted by their server, the yardstick's too. BENCH_FULL=1 takes a gigabyte in place of 200 MB.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pytest

from spark_jobs.objects.access import BucketPlace
from spark_jobs.objects.errors import ObjectsUnreachable
from spark_jobs.objects.making import make_bucket
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.papers.manifest import DeliveredFile
from spark_jobs.papers.paper import Kind
from spark_jobs.sinks.rows import LocalRows
from spark_jobs.sinks.staging import StagedExtract
from tests.bench.yardstick import Figure, full, ratio, seconds_of
from tests.support import builders, neighbours
from tests.support.builders import RUNNER_KEY
from tests.support.s3 import S3Server
from tests.support.staged import ORDER, SEALED, Store, note

MEGABYTE = 1024 * 1024
SHORT, FULL = (4, 50), (8, 128)
"""Files, and the megabytes of each."""

ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Seconds of each: staging, delivery, and a plain upload in place of either."""

    staged: float
    delivered: float
    instead_of_staging: float
    instead_of_delivery: float


def main() -> None:
    """Three figures of the same rounds; where there is no server, none."""
    files, size = FULL if full() else SHORT
    try:
        server = neighbours.minio()
    except pytest.skip.Exception as missing:
        print(missing)
        return
    with tempfile.TemporaryDirectory() as scratch:
        store = Store.in_buckets(Path(scratch), server)
        rows = drawn(Path(scratch) / "rows", files, size)
        # The first is the warm-up.
        rounds = [gone_through(store, server, rows, number) for number in range(ROUNDS + 1)][1:]
    told(rounds, f"{files * size} MB in {files} files through MinIO, each verified where it arrived", files * size)


def told(rounds: Sequence[Round], what: str, megabytes: int) -> None:
    """Two writes are held against two, and against one: that delivery moves the bytes again is then to be seen."""
    staged, both = [one.staged for one in rounds], [one.staged + one.delivered for one in rounds]
    once = [one.instead_of_staging for one in rounds]
    twice = [one.instead_of_staging + one.instead_of_delivery for one in rounds]
    each = "two plain multipart uploads of the files by the `minio` client, one in place of either, into like buckets"
    figure(f"stage and deliver {what}", each, both, twice, megabytes, aim="1.3 times").keep("objects")
    one = "one such upload, in place of both"
    figure("the same staging and delivery", one, both, once, megabytes, aim="none set").keep("objects-once")
    one = "one such upload, in place of it"
    figure("the staging among them", one, staged, once, megabytes, aim="1.3 times").keep("objects-staging")


def figure(what: str, yardstick: str, ours: list[float], plain: list[float], megabytes: int, *, aim: str) -> Figure:
    """Megabytes are those of the extract, however often they were moved."""
    mine, theirs = statistics.median(ours), statistics.median(plain)
    return Figure(
        what=what,
        yardstick=yardstick,
        measured=f"{mine:.2f} s ({megabytes / mine:.0f} MB/s)",
        reference=f"{theirs:.2f} s ({megabytes / theirs:.0f} MB/s)",
        ratio=round(ratio(ours, plain), 2),
        aim=aim,
    )


def gone_through(store: Store, server: S3Server, rows: Path, number: int) -> Round:
    """Ours and the yardstick's, write by write in turn; then what was written is removed."""
    extracts, plain = list[StagedExtract](), [bucket(server) for _ in range(2)]
    try:
        return Round(
            staged=seconds_of(lambda: extracts.append(staged(store, rows, number))),
            instead_of_staging=seconds_of(lambda: uploaded(server, plain[0], rows)),
            delivered=seconds_of(lambda: delivered(store, extracts[0], number)),
            instead_of_delivery=seconds_of(lambda: uploaded(server, plain[1], rows)),
        )
    finally:
        for place in (*plain, *store.buckets):
            # Notes and manifests the server keeps unchanged; they are small.
            with suppress(ObjectsUnreachable):
                S3Objects.of(place, server.access()).purge("")


def drawn(folder: Path, files: int, size: int) -> Path:
    """Files that no server can make smaller."""
    for number in range(files):
        path = folder / "alvik" / "person" / f"part-{number:05d}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(size * MEGABYTE))
    return folder


def delivered(store: Store, extract: StagedExtract, number: int) -> None:
    """Copied by the server into a workspace."""
    store.workspaces.place(extract, note(extract, workspace=f"w-{number}"))


def staged(store: Store, rows: Path, number: int) -> StagedExtract:
    """As the runner does it, from rows whose digests it knows."""
    partial = store.staging.begin(f"o-{number}")
    (partial.folder / "rows").symlink_to(rows)
    manifest = builders.manifest_body(ORDER, order=f"o-{number}", files=digests(rows))
    return partial.finish(RUNNER_KEY.sign(Kind.MANIFEST, manifest.as_json()), SEALED, order=ORDER)


@cache
def digests(rows: Path) -> tuple[DeliveredFile, ...]:
    """The job makes them wherever its rows go: they are made in the warm-up, and are no part of the figure."""
    return LocalRows(folder=rows.parent).files()


def bucket(server: S3Server) -> BucketPlace:
    """A new one, made as those of the house are."""
    place = server.named("plain")
    make_bucket(S3Objects.of(place, server.access()), keeps=True)
    return place


def uploaded(server: S3Server, place: BucketPlace, rows: Path) -> None:
    """As anybody would."""
    client = server.client()
    for path in sorted(rows.rglob("*.parquet")):
        client.fput_object(place.bucket, path.relative_to(rows).as_posix(), str(path), part_size=16 * MEGABYTE)


if __name__ == "__main__":
    main()
