"""One suite for staging: a folder, and buckets of two S3 servers, opened by the runner's own credentials."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from spark_jobs.errors import StagedChanged, StorageFailed
from spark_jobs.objects import s3
from spark_jobs.objects.errors import ObjectsUnreachable
from spark_jobs.objects.upload import PART
from spark_jobs.papers.manifest import Manifest
from spark_jobs.sinks.bucket_staging import BucketStaging
from tests.support import neighbours
from tests.support.staged import ORDER, ROWS, SEALED, Store, finish


@pytest.fixture(autouse=True)
def parts_begin_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes in parts from sixty-four megabytes on, goes so from sixteen: as true, and sooner tried."""
    monkeypatch.setattr(s3, "IN_ONE", PART)


@pytest.fixture(params=["folder", "minio", "versitygw"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    match request.param:
        case "folder":
            return Store.in_folders(tmp_path / "store")
        case "minio":
            return Store.in_buckets(tmp_path / "store", neighbours.minio())
        case _:
            return Store.in_buckets(tmp_path / "store", neighbours.versitygw())


def everything(*_: object) -> bool:
    return True


def test_what_was_finished_is_found_with_all_its_papers(store: Store) -> None:
    made = store.stage()

    found = store.staging.find("o-1")

    assert found is not None
    assert found.manifest().digest == made.manifest().digest
    assert found.order().digest == ORDER.digest
    assert {name: paper.digest for name, paper in found.sealed().by_place().items()} == {
        name: paper.digest for name, paper in SEALED.by_place().items()
    }
    found.refuse_changed(Manifest.of(found.manifest()))
    assert store.staging.find("o-2") is None


def test_each_file_comes_back_as_it_was_staged(store: Store, tmp_path: Path) -> None:
    staged = store.stage(rows={"alvik/person/part-00000.parquet": b"0123456789abcdef" * (PART // 16) + b"more"})

    (file,) = Manifest.of(staged.manifest()).files
    staged.fetch(file, tmp_path / "back")

    assert (tmp_path / "back").stat().st_size == PART + 4 == file.bytes


def test_what_is_not_finished_is_not_there_and_can_be_abandoned(store: Store) -> None:
    partial = store.begin()

    assert store.staging.find("o-1") is None

    partial.abandon()
    assert store.lies_there() == []


def test_whoever_finishes_second_publishes_nothing_and_leaves_nothing_behind(store: Store) -> None:
    second = store.begin(2)
    published = store.stage(1)
    held = [name for name in store.lies_there() if ".partial" not in name]

    with pytest.raises(StorageFailed) as refused:
        finish(second, tables="second")
    second.abandon()

    assert refused.value.reason == "published-elsewhere"
    found = store.staging.find("o-1")
    assert found is not None
    assert found.manifest().digest == published.manifest().digest
    assert store.lies_there() == held


def test_of_many_who_finish_at_once_exactly_one_publishes(store: Store) -> None:
    partials = [store.begin(token) for token in range(4)]
    ready = threading.Barrier(4)

    def race(token: int) -> str:
        ready.wait()
        try:
            return finish(partials[token], tables=str(token)).manifest().digest
        except StorageFailed as refused:
            return refused.reason
        finally:
            partials[token].abandon()

    with ThreadPoolExecutor(4) as racing:
        ended = list(racing.map(race, range(4)))

    found = store.staging.find("o-1")
    assert found is not None
    assert sorted(ended) == ["published-elsewhere"] * 3 + [found.manifest().digest]
    found.refuse_changed(Manifest.of(found.manifest()))


def test_a_sweep_asks_for_each_and_removes_what_is_stale_alone(store: Store) -> None:
    dead, living = store.begin(7), store.begin(8)
    asked: list[tuple[str, int]] = []

    def stale(order: str, token: int) -> bool:
        asked.append((order, token))
        return token == 7

    store.staging.sweep(stale)

    assert sorted(asked) == [("o-1", 7), ("o-1", 8)]
    assert not dead.folder.exists()
    assert finish(living).manifest()


def test_whoever_wakes_up_after_a_sweep_publishes_nothing(store: Store) -> None:
    sleeper = store.begin(7)
    files = sleeper.files()

    store.staging.sweep(everything)

    with pytest.raises(StorageFailed):
        finish(sleeper, files=files)
    assert store.staging.find("o-1") is None


def test_what_is_published_no_sweep_touches(store: Store) -> None:
    store.stage()
    before = store.lies_there()

    store.staging.sweep(everything)

    assert store.lies_there() == before
    assert store.staging.find("o-1") is not None


def test_a_file_too_many_or_too_few_is_told(store: Store) -> None:
    staged = store.stage()
    manifest = Manifest.of(staged.manifest())

    with pytest.raises(StagedChanged):
        staged.refuse_changed(manifest.model_copy(update={"files": manifest.files[:1]}))


# ---- what only a bucket can suffer -----------------------------------------------------------------------------------


@pytest.fixture(params=["minio", "versitygw"])
def bucket(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    server = neighbours.minio() if request.param == "minio" else neighbours.versitygw()
    return Store.in_buckets(tmp_path / "store", server)


def staging_of(store: Store) -> BucketStaging:
    assert isinstance(store.staging, BucketStaging)
    return store.staging


def dying_at(store: Store, monkeypatch: pytest.MonkeyPatch, method: str) -> Callable[[], None]:
    """Everything after that call of the place does not happen, as after a SIGKILL; undone by what is returned."""

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(type(staging_of(store).place), method, die)
    return monkeypatch.undo


def test_what_a_dead_runner_had_sent_is_withdrawn_and_removed(bucket: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    partial = bucket.begin(3)
    revive = dying_at(bucket, monkeypatch, "put_new")
    with pytest.raises(KeyboardInterrupt):
        finish(partial)
    revive()
    assert bucket.holds(ROWS["alvik/condition_occurrence/part-00000.parquet"])

    staging_of(bucket).sweep(everything)

    assert not bucket.holds(b"treated rows")
    assert [name.rpartition("/")[2] for name in bucket.lies_there()] == ["end"]


def test_an_attempt_that_was_withdrawn_in_its_last_moment_is_not_published(
    bucket: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    partial, place = bucket.begin(3), staging_of(bucket).place
    create = type(place).put_new

    def swept_just_before(self: object, name: str, content: bytes) -> bool:
        monkeypatch.undo()
        staging_of(bucket).sweep(everything)
        return create(place, name, content)

    monkeypatch.setattr(type(place), "put_new", swept_just_before)

    with pytest.raises(StorageFailed) as refused:
        finish(partial)

    assert refused.value.reason == "published-elsewhere"
    assert staging_of(bucket).find("o-1") is None
    assert not bucket.holds(b"treated rows")


def test_uploads_that_never_ended_are_aborted(bucket: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    partial, place = bucket.begin(3), staging_of(bucket).place
    revive = dying_at(bucket, monkeypatch, "send")
    with pytest.raises(KeyboardInterrupt):
        finish(partial)
    revive()
    (attempt,) = {listed.name.split("/")[1] for listed in place.names("o-1/")}
    key = place.key(f"o-1/{attempt}/rows/alvik/condition_occurrence/part-00000.parquet")
    client = place.server.patient
    client._create_multipart_upload(place.place.bucket, key, {})
    assert client._list_multipart_uploads(place.place.bucket, prefix=key).uploads

    staging_of(bucket).sweep(everything)

    assert client._list_multipart_uploads(place.place.bucket, prefix=key).uploads == []


def test_a_published_manifest_is_kept_unchanged_by_a_server_that_can(tmp_path: Path) -> None:
    store = Store.in_buckets(tmp_path / "store", neighbours.minio())
    store.stage()
    place = staging_of(store).place

    with pytest.raises(ObjectsUnreachable):
        place.purge("o-1/manifest.json")

    assert place.get("o-1/manifest.json") is not None


def test_rows_and_papers_lie_encrypted_where_the_server_can(tmp_path: Path) -> None:
    store = Store.in_buckets(tmp_path / "store", neighbours.minio())
    store.stage()
    place = staging_of(store).place

    heads = [place.server.patient.stat_object(place.place.bucket, place.key(one.name)) for one in place.names()]

    assert len(heads) == len(ROWS) + 6
    assert {(head.metadata or {}).get("x-amz-server-side-encryption") for head in heads} == {"AES256"}
