"""
Staging and delivery through S3, against the plain multipart upload of the same files by the same client.

`--full` takes a gigabyte in place of 200 MB.
"""

import os
import statistics
import sys
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pytest

from spark_jobs.objects.making import make_bucket
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.papers.manifest import DeliveredFile
from spark_jobs.papers.paper import Kind
from spark_jobs.sinks.rows import LocalRows
from spark_jobs.sinks.staging import StagedExtract
from tests.bench.yardstick import Figure, in_turn, ratio
from tests.support import builders, neighbours
from tests.support.builders import RUNNER_KEY
from tests.support.s3 import S3Server
from tests.support.staged import LISTS, ORDER, Store, note

MEGABYTE = 1024 * 1024
SHORT, FULL = (4, 50), (8, 128)
"""Files, and the megabytes of each."""


def main() -> None:
    """One figure; where there is no server, none."""
    files, size = FULL if "--full" in sys.argv else SHORT
    try:
        server = neighbours.minio()
    except pytest.skip.Exception as missing:
        print(missing)
        return
    with tempfile.TemporaryDirectory() as scratch:
        store = Store.in_buckets(Path(scratch), server)
        rows = drawn(Path(scratch) / "rows", files, size)
        numbers = count()
        both, plain = in_turn(lambda: delivered(store, rows, next(numbers)), lambda: uploaded(server, rows), times=3)
        alone, again = in_turn(lambda: staged(store, rows, next(numbers)), lambda: uploaded(server, rows), times=3)
    told = f"{files * size} MB in {files} files through MinIO, encrypted by it, each file verified where it arrived"
    figure(
        f"stage and deliver {told}",
        both,
        plain,
        files * size,
        aim="at most 1.3; delivery moves the bytes again, in the server",
    ).keep("objects")
    figure(f"stage {told}", alone, again, files * size, aim="part of the line above").keep("objects-staging")


def figure(what: str, ours: list[float], plain: list[float], megabytes: int, *, aim: str) -> Figure:
    """With its yardstick, which moves the bytes once."""
    mine, theirs = statistics.median(ours), statistics.median(plain)
    return Figure(
        what=what,
        yardstick="one plain multipart upload of the same files into a like bucket, by the `minio` client",
        measured=f"{mine:.2f} s ({megabytes / mine:.0f} MB/s)",
        reference=f"{theirs:.2f} s ({megabytes / theirs:.0f} MB/s)",
        ratio=round(ratio(ours, plain), 2),
        aim=aim,
    )


def drawn(folder: Path, files: int, size: int) -> Path:
    """Files that no server can make smaller."""
    for number in range(files):
        path = folder / "alvik" / "person" / f"part-{number:05d}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(size * MEGABYTE))
    return folder


def delivered(store: Store, rows: Path, number: int) -> None:
    """Staged, and copied by the server into a workspace."""
    extract = staged(store, rows, number)
    store.workspaces.place(extract, note(extract, workspace=f"w-{number}"))


def staged(store: Store, rows: Path, number: int) -> StagedExtract:
    """As the runner does it, from rows whose digests it knows."""
    partial = store.staging.begin(f"o-{number}")
    (partial.folder / "rows").symlink_to(rows)
    manifest = builders.manifest_body(ORDER, order=f"o-{number}", files=digests(rows))
    return partial.finish(RUNNER_KEY.sign(Kind.MANIFEST, manifest.as_json()), LISTS, order=ORDER)


@cache
def digests(rows: Path) -> tuple[DeliveredFile, ...]:
    """The job makes them wherever its rows go: they are made in the warm-up, and are no part of the figure."""
    return LocalRows(folder=rows.parent).files()


def uploaded(server: S3Server, rows: Path) -> None:
    """As anybody would."""
    client, place = server.client(), server.named("plain")
    make_bucket(S3Objects.of(place, server.access()), keeps=True)
    for path in sorted(rows.rglob("*.parquet")):
        client.fput_object(place.bucket, path.relative_to(rows).as_posix(), str(path), part_size=16 * MEGABYTE)


if __name__ == "__main__":
    main()
