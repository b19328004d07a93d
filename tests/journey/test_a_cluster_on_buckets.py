"""A cluster whose machines share no disk: sources are read from a bucket, extracts staged and delivered in others."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from catalog.loading import BUILT_IN
from spark_jobs.jobs.buckets import make_buckets
from spark_jobs.objects.access import BucketPlace
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.papers.order import ExtractionOrder
from spark_jobs.papers.paper import Kind
from spark_jobs.sinks.rows import digest_of_file
from tests.faults.dying_runner import LIVES
from tests.faults.test_the_runner_dies import start
from tests.journey.test_a_cluster import QUICK, TABLES, numbers, ordered
from tests.spark.house import House
from tests.support import neighbours
from tests.support.cluster import Cluster, standalone
from tests.support.s3 import S3Server

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def server() -> S3Server:
    return neighbours.minio()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with standalone(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def house(server: S3Server, cluster: Cluster, region: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The runner's folder holds no row: not of the sources, and not of an extract."""
    root = tmp_path_factory.mktemp("house")
    sources, staging, workspaces = server.bucket("sources"), server.named("staging"), server.named("workspaces")
    uploaded(region, S3Objects.of(BucketPlace(bucket=sources.bucket, prefix="north/"), server.access()))
    house = House.new(
        root,
        sources=root / "nowhere",
        descriptions=[BUILT_IN],
        session=None,
        sources_bucket=f"s3://{sources.bucket}/north",
        staging_bucket=f"s3://{staging.bucket}",
        workspaces_bucket=f"s3://{workspaces.bucket}",
        s3_endpoint=server.endpoint,
        s3_credentials_file=closed(root / "credentials.json", json.dumps(by_root(server))),
        s3a_jars=neighbours.s3a(),
        s3a_profile_file=closed(root / "profile", profile(by_root(server))),
        spark_secret_file=cluster.secret,
        executor_memory="700m",
        **QUICK,
    )
    house.settings = house.settings.model_copy(update={"spark_master": cluster.url})
    list(make_buckets(house.settings))
    return house


@pytest.fixture(scope="module")
def extracted(house: House) -> ExtractionOrder:
    order = ordered(house, "o-1")
    house.put(Kind.EXTRACTION_ORDER, order.as_json(), name="o-1")
    assert start(house, LIVES, engine=True) == 0
    assert house.status("o-1")["state"] == "extracted", house.status("o-1")
    return order


def test_rows_are_read_from_one_bucket_and_written_to_another(
    house: House, extracted: ExtractionOrder, server: S3Server, tmp_path: Path
) -> None:
    manifest = house.manifest(extracted.order)

    staged = fetched(house, server, tmp_path)
    rows = {table.table: table.rows for table in manifest.tables}
    assert manifest.delivered_persons > 20
    assert {name: sum(part.num_rows for part in staged[name]) for name in TABLES} == rows
    told = {file.path: file.sha256 for file in manifest.files}
    assert {path: digest_of_file(tmp_path / path) for path in told} == told


def test_what_the_workers_wrote_is_gone_once_the_extract_is_there(
    house: House, extracted: ExtractionOrder, server: S3Server
) -> None:
    names = [listed.name for listed in staging_of(house, server).names("staging/")]

    assert "staging/o-1/manifest.json" in names
    assert not [name for name in names if "-writing" in name or "_temporary" in name]
    assert not list(house.settings.work.rglob("*.parquet"))


def test_no_person_can_be_read_in_the_staging_bucket(
    house: House, extracted: ExtractionOrder, server: S3Server, region: Path, tmp_path: Path
) -> None:
    text = json.dumps(
        [part.to_pylist() for parts in fetched(house, server, tmp_path).values() for part in parts], default=str
    )

    people = numbers(region)
    assert len(people) > 50
    assert not [number for number in people if number in text]


def test_no_credential_of_the_buckets_is_in_what_the_cluster_keeps(
    extracted: ExtractionOrder, cluster: Cluster, server: S3Server
) -> None:
    secret = server.root.secret_key.encode()

    left = [path for path in cluster.folder.rglob("*") if path.is_file()]
    assert len(left) >= 8
    assert [path for path in left if secret in path.read_bytes()] == []


def test_the_extract_is_delivered_into_its_workspace(
    house: House, extracted: ExtractionOrder, server: S3Server
) -> None:
    status = house.deliver(extracted)

    assert status["state"] == "delivered", status
    assert house.settings.workspaces_bucket is not None
    place = S3Objects.of(BucketPlace.of(house.settings.workspaces_bucket), server.access())
    names = [listed.name for listed in place.names("workspaces/w-1/")]
    assert "workspaces/w-1/delivery-note.json" in names
    assert {name.rpartition("/")[2] for name in names if name.endswith(".parquet")} == {"part-00000.parquet"}


def fetched(house: House, server: S3Server, into: Path) -> dict[str, list[pa.Table]]:
    """The staged files by table, fetched beside each other under the manifest's paths."""
    place, found = staging_of(house, server), dict[str, list[pa.Table]]()
    for file in house.manifest("o-1").files:
        (name,) = [one.name for one in place.names("staging/o-1/") if one.name.endswith(f"/rows/{file.path}")]
        target = into / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        place.fetch(name, target, sha256=file.sha256.removeprefix("sha256:"))
        found.setdefault(file.path.split("/")[1], []).append(pq.read_table(target))
    return found


def staging_of(house: House, server: S3Server) -> S3Objects:
    assert house.settings.staging_bucket is not None
    return S3Objects.of(BucketPlace.of(house.settings.staging_bucket), server.access())


def uploaded(folder: Path, place: S3Objects) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            digest = digest_of_file(path).removeprefix("sha256:")
            place.send(path, path.relative_to(folder).as_posix(), sha256=digest)


def by_root(server: S3Server) -> dict[str, Any]:
    return {"access_key": server.root.access_key, "secret_key": server.root.secret_key}


def profile(keys: dict[str, Any]) -> str:
    return f"[slussen]\naws_access_key_id = {keys['access_key']}\naws_secret_access_key = {keys['secret_key']}\n"


def closed(path: Path, content: str) -> Path:
    path.touch(mode=0o600)
    path.write_text(content)
    return path
