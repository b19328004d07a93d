"""One suite for workspaces: a folder, and buckets of two S3 servers; and the leave by which a workspace is read."""

import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import urllib3

from spark_jobs.errors import OrderRefused, StagedChanged, StorageFailed
from spark_jobs.objects.access import Keys
from spark_jobs.objects.errors import ObjectsRefused
from spark_jobs.objects.leave import SignedAddresses, leave_to_read, passing_keys
from spark_jobs.objects.private import private_folder, sweep_private
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.papers.manifest import DeliveryNote
from spark_jobs.papers.paper import Kind
from spark_jobs.sinks.bucket_staging import BucketStagedExtract
from spark_jobs.sinks.bucket_workspace import BucketWorkspaces
from spark_jobs.sinks.folder_staging import FolderStagedExtract
from spark_jobs.system import now
from tests.support import builders, neighbours
from tests.support.staged import ROWS, Store, note

KINDS = ("folder", "minio", "versitygw")


def store_of(kind: str, root: Path) -> Store:
    match kind:
        case "folder":
            return Store.in_folders(root)
        case "minio":
            return Store.in_buckets(root, neighbours.minio())
        case _:
            return Store.in_buckets(root, neighbours.versitygw())


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return store_of(request.param, tmp_path / "store")


def test_what_was_delivered_is_found_and_can_be_read_while_it_is_open(store: Store) -> None:
    placed = store.workspaces.place(staged := store.stage(), note(staged))

    found = store.workspaces.find("w-1")

    assert found is not None
    assert found.digest == placed.digest
    with store.workspaces.opened(found) as folder:
        assert {name: (folder / name).read_bytes() for name in ROWS} == ROWS
    assert store.workspaces.find("w-2") is None


def test_the_same_extract_again_is_the_same_delivery(store: Store) -> None:
    staged = store.stage()
    first = store.workspaces.place(staged, note(staged))
    before = store.lies_there()

    again = store.workspaces.place(staged, note(staged, seconds=60))

    assert again.digest == first.digest
    assert store.lies_there() == before


def test_a_workspace_with_another_extract_is_left_as_it_is(store: Store) -> None:
    staged = store.stage()
    first = store.workspaces.place(staged, note(staged))
    before = store.lies_there()
    another = note(staged).model_copy(update={"manifest": "sha256:" + "7" * 64})

    with pytest.raises(OrderRefused) as refused:
        store.workspaces.place(staged, another)

    assert refused.value.reason == "workspace-taken"
    assert store.lies_there() == before
    assert store.workspaces.find("w-1") == first


def test_a_staged_file_that_was_changed_is_not_delivered(store: Store) -> None:
    staged = store.stage()
    name = "birka/person/part-00000.parquet"
    changed = ROWS[name].swapcase()
    if isinstance(staged, FolderStagedExtract):
        (staged.rows / name).write_bytes(changed)
    else:
        assert isinstance(staged, BucketStagedExtract)
        staged.place.put(f"{staged.folder}/rows/{name}", changed)

    with pytest.raises(StagedChanged):
        store.workspaces.place(staged, note(staged))

    assert store.workspaces.find("w-1") is None
    assert not [name for name in store.lies_there() if "w-1" in name]


@pytest.mark.parametrize(("staging", "workspaces"), [("folder", "minio"), ("minio", "folder"), ("versitygw", "folder")])
def test_staging_and_workspaces_need_not_be_of_one_kind(tmp_path: Path, staging: str, workspaces: str) -> None:
    staged = store_of(staging, tmp_path / "staging").stage()
    store = store_of(workspaces, tmp_path / "workspaces")

    placed = store.workspaces.place(staged, note(staged))

    with store.workspaces.opened(placed) as folder:
        assert {name: (folder / name).read_bytes() for name in ROWS} == ROWS


def test_an_emptied_workspace_holds_no_row_in_any_version(store: Store) -> None:
    placed = store.workspaces.place(staged := store.stage(), note(staged))
    order = builders.GATEWAY_KEY.sign(Kind.WORKSPACE_ORDER, {"turn": 1})
    store.workspaces.put_up("w-1", turn=1, order=order)

    for _ in range(2):
        store.workspaces.empty(placed)
        store.staging.discard("o-1")

    assert not [name for name, content in ROWS.items() if store.holds(content)]
    assert store.workspaces.find("w-1") == placed
    assert list(store.workspaces.orders("w-1")) == [order]
    assert store.staging.find("o-1") is not None


def test_emptying_one_workspace_leaves_its_neighbour(store: Store) -> None:
    staged = store.stage()
    store.workspaces.place(staged, note(staged, workspace="w-11"))
    placed = store.workspaces.place(staged, note(staged))

    store.workspaces.empty(placed)

    found = store.workspaces.find("w-11")
    assert found is not None
    with store.workspaces.opened(found) as folder:
        assert {name: (folder / name).read_bytes() for name in ROWS} == ROWS


def test_rows_that_were_never_staged_are_gone_already(store: Store) -> None:
    store.stage()

    store.staging.discard("o-2")

    assert all(store.holds(content) for content in ROWS.values())


def test_orders_stand_by_their_turn_and_the_first_of_a_turn_stays(store: Store) -> None:
    store.workspaces.place(staged := store.stage(), note(staged))
    papers = [builders.GATEWAY_KEY.sign(Kind.WORKSPACE_ORDER, {"turn": turn}) for turn in (2, 10, 1)]

    for paper, turn in zip(papers, (2, 10, 1), strict=True):
        store.workspaces.put_up("w-1", turn=turn, order=paper)
    store.workspaces.put_up("w-1", turn=1, order=papers[0])

    assert [paper.body["turn"] for paper in store.workspaces.orders("w-1")] == [1, 2, 10]


def test_the_first_certificate_stays(store: Store) -> None:
    store.workspaces.place(staged := store.stage(), note(staged))
    first, second = (builders.RUNNER_KEY.sign(Kind.DELETION_CERTIFICATE, {"try": number}) for number in (1, 2))
    assert store.workspaces.certificate("w-1") is None

    certified = [store.workspaces.certify("w-1", paper) for paper in (first, second)]

    assert certified == [first, first]
    assert store.workspaces.certificate("w-1") == first


# ---- what only a bucket can do ---------------------------------------------------------------------------------------


@pytest.fixture(params=["minio", "versitygw"])
def bucket(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return store_of(request.param, tmp_path / "store")


def objects_of(store: Store) -> S3Objects:
    assert isinstance(store.workspaces, BucketWorkspaces)
    return store.workspaces.objects


def test_of_two_who_deliver_at_once_one_note_stands_and_its_files_with_it(bucket: Store) -> None:
    staged = bucket.stage()

    with ThreadPoolExecutor(2) as racing:
        placed = list(racing.map(lambda at: bucket.workspaces.place(staged, note(staged, seconds=at)), (1, 2)))

    assert placed[0].digest == placed[1].digest
    with bucket.workspaces.opened(placed[0]) as folder:
        assert {name: (folder / name).read_bytes() for name in ROWS} == ROWS
    folders = {listed.name.split("/")[1] for listed in objects_of(bucket).names("w-1/") if listed.name.count("/") > 1}
    assert len(folders) == 1


def test_what_was_opened_is_private_and_gone_afterwards(bucket: Store) -> None:
    placed = bucket.workspaces.place(staged := bucket.stage(), note(staged))

    with bucket.workspaces.opened(placed) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.rglob("*.parquet"))

    assert not folder.exists()
    assert list((bucket.root / "opened").glob("*")) == []


def test_a_delivered_file_that_was_changed_is_not_opened(bucket: Store) -> None:
    placed = bucket.workspaces.place(staged := bucket.stage(), note(staged))
    (name,) = [one.name for one in objects_of(bucket).names("w-1/") if "/birka/" in one.name]
    objects_of(bucket).put(name, b"something else")

    with pytest.raises(StorageFailed) as refused, bucket.workspaces.opened(placed):
        pass

    assert refused.value.reason == "objects-changed"
    assert list((bucket.root / "opened").glob("*")) == []


def test_what_a_dead_reader_left_the_next_one_removes_and_a_living_ones_stays(tmp_path: Path) -> None:
    dead = tmp_path / "dead"
    dead.mkdir()
    (dead / ".reader").touch()
    (dead / "rows").write_bytes(b"left behind")

    with private_folder(tmp_path) as living:
        sweep_private(tmp_path)

        assert living.is_dir()
    assert list(tmp_path.iterdir()) == []


# ---- the leave -------------------------------------------------------------------------------------------------------


@pytest.fixture
def delivered(tmp_path: Path) -> tuple[S3Objects, str, str]:
    """A bucket of workspaces on a server that gives passing credentials, and two neighbours in it."""
    store = Store.in_buckets(tmp_path / "store", neighbours.minio())
    staged = store.stage()
    notes = [store.workspaces.place(staged, note(staged, workspace=name)) for name in ("w-1", "w-10")]
    folders = [DeliveryNote.of(paper).workspace + "/" for paper in notes]
    return objects_of(store), folders[0], folders[1]


def by(objects: S3Objects, keys: Keys | None) -> S3Objects:
    assert keys is not None
    return S3Objects.of(objects.place, replace(objects.server.access, keys=keys))


def test_a_leave_reads_its_own_workspace_and_not_its_neighbours(delivered: tuple[S3Objects, str, str]) -> None:
    objects, own, neighbour = delivered
    held = by(objects, passing_keys(objects, own, lasts=timedelta(minutes=5)))

    assert held.get(f"{own}delivery-note.json")

    with pytest.raises(ObjectsRefused):
        held.get(f"{neighbour}delivery-note.json")


def test_a_leave_neither_lists_nor_writes_nor_removes(delivered: tuple[S3Objects, str, str]) -> None:
    objects, own, _ = delivered
    held = by(objects, passing_keys(objects, own, lasts=timedelta(minutes=5)))

    for ask in (
        lambda: held.names(own),
        lambda: held.put(f"{own}delivery-note.json", b"another"),
        lambda: held.put(f"{own}results.csv", b"carried out"),
        lambda: held.remove(f"{own}delivery-note.json"),
    ):
        with pytest.raises(ObjectsRefused):
            ask()


def test_a_leave_ends(delivered: tuple[S3Objects, str, str]) -> None:
    objects, own, _ = delivered
    held = by(objects, passing_keys(objects, own, lasts=timedelta(seconds=3)))
    assert held.get(f"{own}delivery-note.json")

    time.sleep(4)

    with pytest.raises(ObjectsRefused):
        held.get(f"{own}delivery-note.json")


def test_a_leave_opens_no_other_bucket(delivered: tuple[S3Objects, str, str], tmp_path: Path) -> None:
    objects, own, _ = delivered
    keys = passing_keys(objects, own, lasts=timedelta(minutes=5))
    other = Store.in_buckets(tmp_path / "other", neighbours.minio())
    other.stage()
    assert isinstance(other.staging.find("o-1"), BucketStagedExtract)

    stranger = S3Objects.of(other.buckets[0], replace(objects.server.access, keys=keys or objects.server.access.keys))

    with pytest.raises(ObjectsRefused):
        stranger.get("staging/o-1/manifest.json")


def test_the_secret_of_a_leave_never_shows(delivered: tuple[S3Objects, str, str]) -> None:
    objects, own, _ = delivered
    keys = passing_keys(objects, own, lasts=timedelta(minutes=5))

    assert keys is not None
    assert keys.session_token
    assert keys.secret_key not in repr(keys)
    assert keys.session_token not in repr(keys)


def test_where_a_server_gives_no_passing_credential_addresses_are_signed(bucket: Store, tmp_path: Path) -> None:
    objects = objects_of(bucket)
    objects.put("w-1/a", b"mine")
    granted = leave_to_read(objects, "w-1/")
    assert isinstance(granted, SignedAddresses) == (bucket.server is not None and bucket.server.kind == "versitygw")

    granted.fetch("a", tmp_path / "a", sha256=hashlib.sha256(b"mine").hexdigest())

    assert (tmp_path / "a").read_bytes() == b"mine"


def test_a_signed_address_opens_one_object_to_be_read_and_ends(bucket: Store) -> None:
    objects = objects_of(bucket)
    for name in ("w-1/a", "w-1/b"):
        objects.put(name, b"mine")
    address = SignedAddresses(objects=objects, under="w-1/", ends=now() + timedelta(seconds=3)).address("a")
    asking = urllib3.PoolManager(retries=False)

    assert asking.request("GET", address).status == 200
    assert asking.request("PUT", address, body=b"other").status == 403
    assert asking.request("GET", address.replace("/w-1/a", "/w-1/b")).status == 403

    time.sleep(4)
    assert asking.request("GET", address).status == 403


def test_a_leave_that_has_ended_signs_nothing(bucket: Store) -> None:
    granted = SignedAddresses(objects=objects_of(bucket), under="w-1/", ends=now())

    with pytest.raises(ObjectsRefused, match="has ended"):
        granted.address("a")
