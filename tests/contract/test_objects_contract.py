"""One suite for places of objects: a folder, MinIO, and a second S3 server."""

import hashlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from minio.versioningconfig import VersioningConfig

from spark_jobs.objects import s3
from spark_jobs.objects.access import BucketPlace
from spark_jobs.objects.errors import ObjectChanged, ObjectsRefused, ObjectsUnreachable, ObjectUnfit
from spark_jobs.objects.folder import FolderObjects
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.objects.store import MOST, Objects
from spark_jobs.objects.upload import PART
from tests.support import neighbours
from tests.support.s3 import S3Server, policy

SERVERS = {"minio": neighbours.minio, "versitygw": neighbours.versitygw}
NOT_NAMES = ["", "/", "a//b", "../a", "a/..", ".hidden", "a/.partial", "a/", "/a", "a\0b", "å" * 128]


@pytest.fixture(autouse=True)
def parts_begin_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes in parts from sixty-four megabytes on, goes so from sixteen: as true, and sooner tried."""
    monkeypatch.setattr(s3, "IN_ONE", PART)


@pytest.fixture(params=["folder", "minio", "versitygw"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Objects:
    if request.param == "folder":
        (tmp_path / "place").mkdir()
        return FolderObjects(root=tmp_path / "place")
    return in_bucket(SERVERS[request.param]())


@pytest.fixture(params=["minio", "versitygw"])
def server(request: pytest.FixtureRequest) -> S3Server:
    return SERVERS[request.param]()


def in_bucket(server: S3Server) -> S3Objects:
    """With a prefix, and something beside it that is none of ours."""
    made = server.bucket()
    beside = S3Objects.of(made, server.access())
    beside.put("elsewhere/in/foreign", b"foreign")
    return S3Objects.of(replace(made, prefix="some/prefix/"), server.access())


def drawn(path: Path, size: int) -> str:
    """A file of that size; its digest."""
    content = os.urandom(min(size, 1024 * 1024)) * (size // (1024 * 1024) + 1)
    path.write_bytes(content[:size])
    return hashlib.sha256(content[:size]).hexdigest()


def test_what_was_put_is_there_and_nothing_else_is(place: Objects) -> None:
    place.put("in/a", b"one")

    assert place.get("in/a") == b"one"
    assert place.get("in/b") is None


def test_nothing_at_all_can_be_put_too(place: Objects) -> None:
    place.put("empty", b"")

    assert place.get("empty") == b""
    assert [listed.size for listed in place.names()] == [0]


def test_putting_again_replaces(place: Objects) -> None:
    place.put("in/a", b"one")

    place.put("in/a", b"another")

    assert place.get("in/a") == b"another"


def test_what_is_created_once_is_not_created_again_even_with_the_same_bytes(place: Objects) -> None:
    assert place.put_new("in/a", b"first")

    assert not place.put_new("in/a", b"second")
    assert not place.put_new("in/a", b"first")
    assert place.get("in/a") == b"first"


def test_of_many_who_create_at_once_one_does(place: Objects) -> None:
    ready = threading.Barrier(8)

    def create(number: int) -> bool:
        ready.wait()
        return place.put_new("race", str(number).encode())

    with ThreadPoolExecutor(8) as racing:
        created = list(racing.map(create, range(8)))

    assert created.count(True) == 1
    assert place.get("race") == str(created.index(True)).encode()


def test_names_are_sorted_and_begin_as_asked(place: Objects) -> None:
    for name in ("in/b", "in/a/c", "out/a", "inner"):
        place.put(name, name.encode())

    listed = place.names("in/")

    assert [(one.name, one.size) for one in listed] == [("in/a/c", 6), ("in/b", 4)]
    assert place.names("nothing/") == []


def test_what_is_moved_lies_under_its_other_name_alone(place: Objects) -> None:
    place.put("in/a", b"one")

    place.move("in/a", "done/a")
    place.move("in/a", "done/b")

    assert place.get("in/a") is None
    assert place.get("done/a") == b"one"
    assert place.get("done/b") is None


def test_what_is_removed_is_gone_and_may_be_removed_again(place: Objects) -> None:
    place.put("in/a", b"one")

    place.remove("in/a")
    place.remove("in/a")

    assert place.get("in/a") is None
    assert place.names() == []


@pytest.mark.parametrize("name", NOT_NAMES)
def test_what_is_no_name_is_refused(place: Objects, name: str) -> None:
    for ask in (place.get, place.remove, lambda name: place.put(name, b""), lambda name: place.put_new(name, b"")):
        with pytest.raises(ValueError, match="a name is steps"):
            ask(name)


def test_what_is_too_large_to_be_read_at_once_is_told_and_may_still_be_fetched(place: Objects, tmp_path: Path) -> None:
    digest = drawn(tmp_path / "large", MOST + 1)
    place.send(tmp_path / "large", "large", sha256=digest)

    with pytest.raises(ObjectUnfit):
        place.get("large")

    place.fetch("large", tmp_path / "back", sha256=digest)
    assert hashlib.sha256((tmp_path / "back").read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("size", [0, 1, PART, PART + 1, 3 * PART + 17])
def test_a_file_comes_back_as_it_was_sent(place: Objects, tmp_path: Path, size: int) -> None:
    digest = drawn(tmp_path / "file", size)

    place.send(tmp_path / "file", "files/one", sha256=digest)
    place.fetch("files/one", tmp_path / "back", sha256=digest)

    assert (tmp_path / "back").read_bytes() == (tmp_path / "file").read_bytes()
    assert (tmp_path / "back").stat().st_mode & 0o777 == 0o600
    assert [listed.size for listed in place.names("files/")] == [size]


@pytest.mark.parametrize("size", [10, PART + 1])
def test_a_file_of_another_digest_never_stands(place: Objects, tmp_path: Path, size: int) -> None:
    drawn(tmp_path / "file", size)

    with pytest.raises(ObjectChanged):
        place.send(tmp_path / "file", "files/one", sha256="00" * 32)

    assert place.names() == []


def test_what_comes_back_with_another_digest_is_not_left_there(place: Objects, tmp_path: Path) -> None:
    place.put("files/one", b"changed")

    with pytest.raises(ObjectChanged):
        place.fetch("files/one", tmp_path / "back", sha256="00" * 32)

    assert list(tmp_path.glob("**/*back*")) == []


# ---- what only a bucket can do, or suffer ----------------------------------------------------------------------------


def test_a_name_that_is_none_of_ours_is_not_listed(server: S3Server) -> None:
    place = in_bucket(server)
    client = server.client()
    for key in ("some/prefix/in/.hidden", "some/prefix/in/a"):
        client._put_object(place.place.bucket, key, b"laid by hand")

    assert [listed.name for listed in place.names("in/")] == ["in/a"]


def test_the_server_makes_the_checksum_so_that_nothing_is_read_back(server: S3Server, tmp_path: Path) -> None:
    place, sizes = in_bucket(server), (10, PART + 1)

    for size in sizes:
        digest = drawn(tmp_path / "file", size)
        place.send(tmp_path / "file", f"file-{size}", sha256=digest)

    made = [
        server.client()
        .stat_object(place.place.bucket, f"some/prefix/file-{size}", extra_headers={"x-amz-checksum-mode": "ENABLED"})
        .metadata
        for size in sizes
    ]
    assert all(headers and headers.get("x-amz-checksum-sha256") for headers in made)


@pytest.mark.parametrize("size", [10, PART + 1])
def test_what_the_server_copies_is_held_against_its_digest(server: S3Server, tmp_path: Path, size: int) -> None:
    source, target = in_bucket(server), in_bucket(server)
    digest = drawn(tmp_path / "file", size)
    source.send(tmp_path / "file", "one", sha256=digest)

    target.copy(source, "one", "copies/one", sha256=digest, size=size)

    target.fetch("copies/one", tmp_path / "back", sha256=digest)
    with pytest.raises(ObjectChanged):
        target.copy(source, "one", "copies/two", sha256="00" * 32, size=size)
    assert [listed.name for listed in target.names()] == ["copies/one"]


def test_what_is_purged_leaves_no_version_and_no_part(server: S3Server) -> None:
    place, client = in_bucket(server), server.client()
    client.set_bucket_versioning(place.place.bucket, VersioningConfig("Enabled"))
    for content in (b"one", b"two"):
        place.put("doomed/a", content)
    place.remove("doomed/a")
    client._create_multipart_upload(place.place.bucket, "some/prefix/doomed/b", {})

    place.purge("doomed/")
    place.abort("doomed/b")

    left = client.list_objects(place.place.bucket, prefix="some/", recursive=True, include_version=True)
    assert list(left) == []
    assert client._list_multipart_uploads(place.place.bucket, prefix="some/prefix/doomed/b").uploads == []


def test_a_bucket_that_is_not_there_is_not_empty(server: S3Server) -> None:
    place = S3Objects.of(server.named("nobody-made-it"), server.access())

    for ask in (place.names, lambda: place.get("a"), lambda: place.put("a", b""), lambda: place.put_new("a", b"")):
        with pytest.raises(ObjectsUnreachable):
            ask()


def test_other_credentials_open_nothing_and_no_secret_is_told(server: S3Server) -> None:
    place = in_bucket(server)
    wrong = replace(server.root, secret_key="not-the-secret-of-the-root")
    stranger = S3Objects.of(place.place, server.access(wrong))

    with pytest.raises(ObjectsRefused) as refused:
        stranger.get("in/a")

    assert "not-the-secret" not in str(refused.value)
    assert "not-the-secret" not in repr(stranger)


def test_a_server_whose_certificate_nobody_signed_is_not_spoken_to() -> None:
    server = neighbours.minio(secure=True)
    made = server.bucket()

    trusted = S3Objects.of(made, server.access())
    stranger = S3Objects.of(made, replace(server.access(), ca_file=None, seconds=2))

    assert trusted.put_new("a", b"over TLS")
    with pytest.raises(ObjectsUnreachable, match="SSLError"):
        stranger.get("a")


def test_credentials_of_one_bucket_open_no_other() -> None:
    server = neighbours.minio()
    own, other = server.bucket("own"), server.bucket("other")
    keys = server.user(policy("gateway", box=own.bucket))

    assert S3Objects.of(own, server.access(keys)).put_new("in/a", b"mine")

    stranger = S3Objects.of(other, server.access(keys))
    for ask in (stranger.names, lambda: stranger.get("a"), lambda: stranger.put("a", b"")):
        with pytest.raises(ObjectsRefused):
            ask()


@pytest.fixture
def a_misleading_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "MINIO_ACCESS_KEY"):
        monkeypatch.setenv(name, "from-the-environment")


@pytest.mark.usefixtures("a_misleading_environment")
def test_neither_proxy_nor_credential_comes_from_the_environment(server: S3Server) -> None:
    place = in_bucket(server)

    place.put("a", b"straight")

    assert place.get("a") == b"straight"


def test_places_are_told_apart_by_how_they_are_written() -> None:
    assert BucketPlace.of("s3://orders/of/north/") == BucketPlace(bucket="orders", prefix="of/north/")
