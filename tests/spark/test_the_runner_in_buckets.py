"""The whole runner with staging, leases and workspaces in buckets: the same answers, and where what lies."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from minio.error import S3Error
from pyspark.sql import SparkSession

from catalog.loading import BUILT_IN
from spark_jobs.jobs.buckets import make_buckets
from spark_jobs.jobs.opening import question
from spark_jobs.objects.access import BucketPlace
from spark_jobs.objects.clearing import versions
from spark_jobs.objects.errors import ObjectsRefused
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.objects.server import Server
from spark_jobs.papers.paper import Kind, digest_of
from tests.spark.house import House
from tests.spark.test_the_runner import file_of, small
from tests.support import neighbours
from tests.support.s3 import S3Server, policy


@pytest.fixture(scope="module")
def server() -> S3Server:
    return neighbours.minio(secure=True)


@pytest.fixture(scope="module")
def house(server: S3Server, tmp_path_factory: pytest.TempPathFactory, region: Path, spark: SparkSession) -> House:
    """Outside demo mode, over TLS, by the credentials an operator is told to make."""
    root = tmp_path_factory.mktemp("buckets")
    shutil.copytree(region, root / "sources")
    staging, workspaces = server.named("staging"), server.named("workspaces")
    keys = server.user(policy("runner", staging=staging.bucket, workspaces=workspaces.bucket))
    settings: dict[str, Any] = {
        "staging_bucket": f"s3://{staging.bucket}",
        "workspaces_bucket": f"s3://{workspaces.bucket}/north",
        "s3_endpoint": server.endpoint,
        "s3_ca_file": server.ca_file,
    }
    as_root = credentials(root / "root.json", server.root.access_key, server.root.secret_key)
    made = House.new(
        root / "root",
        sources=root / "sources",
        descriptions=[BUILT_IN],
        session=None,
        s3_credentials_file=as_root,
        **settings,
    )
    assert len(list(make_buckets(made.settings))) == 2
    own = credentials(root / "runner.json", keys.access_key, keys.secret_key)
    return House.new(
        root / "runner",
        sources=root / "sources",
        descriptions=[BUILT_IN],
        session=spark,
        s3_credentials_file=own,
        **settings,
    )


def credentials(path: Path, access_key: str, secret_key: str) -> Path:
    path.touch(mode=0o600)
    path.write_text(json.dumps({"access_key": access_key, "secret_key": secret_key}))
    return path


@pytest.fixture(scope="module")
def delivered(house: House) -> House:
    """One small order carried out and delivered."""
    order = small(house)
    assert house.order(order)["state"] == "extracted", house.status(order.order)
    assert house.deliver(order)["state"] == "delivered", house.status("d-1")
    return house


def objects(server: S3Server, written: str | None) -> S3Objects:
    assert written is not None
    return S3Objects.of(BucketPlace.of(written), server.access())


def test_extract_and_workspace_lie_in_their_buckets_and_nowhere_else(delivered: House, server: S3Server) -> None:
    staged = [listed.name for listed in objects(server, delivered.settings.staging_bucket).names("staging/")]
    placed = [listed.name for listed in objects(server, delivered.settings.workspaces_bucket).names()]

    assert "staging/o-1/manifest.json" in staged
    assert "workspaces/w-1/delivery-note.json" in placed
    for names in (staged, placed):
        assert sum(name.endswith("norrmalm/person/part-00000.parquet") for name in names) == 1
    assert list(delivered.settings.staging.iterdir()) == []
    assert not delivered.settings.workspace_root.exists()


def test_a_question_is_answered_by_what_was_fetched_and_nothing_stays_here(delivered: House) -> None:
    asked = "SELECT count(*) FROM norrmalm.person"
    paper = delivered.gateway.sign(
        Kind.WORKSPACE_PASS,
        {
            "id": "pass-1",
            "workspace": "w-1",
            "permit": digest_of(b"a permit"),
            "permit_id": "T-1",
            "statement": digest_of(asked.encode()),
            "made_at": delivered.moment.isoformat(),
            "expires_at": (delivered.moment + timedelta(minutes=5)).isoformat(),
        },
    )

    answer = question(paper, asked, delivered.runner().desk.office, limit=5)

    (table,) = [table for table in delivered.manifest("o-1").tables if table.table == "person"]
    assert answer.rows == ((table.rows,),)
    assert list((delivered.settings.work / "opened").iterdir()) == []


def test_no_untreated_number_lies_in_any_bucket(delivered: House, server: S3Server) -> None:
    numbers = set(pq.read_table(file_of(delivered, "persons", "number"))["number"].to_pylist())
    client = server.client()

    for written in (delivered.settings.staging_bucket, delivered.settings.workspaces_bucket):
        place = objects(server, written).place
        for key, version in list(versions(client, place.bucket, "")):
            try:
                content = client.get_object(place.bucket, key, version_id=version).data
            except S3Error as marked:
                if marked.code == "MethodNotAllowed":  # a mark of deletion, which holds nothing
                    continue
                raise
            if key.endswith(".parquet"):
                columns = pq.read_table(pa.BufferReader(content)).columns
                assert not any(numbers & set(column.to_pylist()) for column in columns)
            else:
                assert not any(number.encode() in content for number in numbers)


def test_the_gateways_credentials_open_neither_staging_nor_workspaces(delivered: House, server: S3Server) -> None:
    box = server.bucket("box")
    gateway = server.user(policy("gateway", box=box.bucket))

    for written in (delivered.settings.staging_bucket, delivered.settings.workspaces_bucket):
        stranger = replace(objects(server, written), server=Server.of(server.access(gateway)))
        for ask in (
            stranger.names,
            lambda stranger=stranger: stranger.get("staging/o-1/manifest.json"),
            lambda stranger=stranger: stranger.get("workspaces/w-1/delivery-note.json"),
            lambda stranger=stranger: stranger.put("staging/o-2/manifest.json", b"forged"),
        ):
            with pytest.raises(ObjectsRefused):
                ask()
