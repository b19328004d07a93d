"""What `slussen-runner buckets make` and `doctor` do with the buckets of two S3 servers."""

import json
from pathlib import Path

import pytest
from minio.error import S3Error

from spark_jobs.errors import SettingsUnfit
from spark_jobs.jobs.buckets import looked_into, make_buckets
from spark_jobs.objects.access import BucketPlace
from spark_jobs.settings import Settings
from tests.support import neighbours
from tests.support.s3 import S3Server

HAS = {
    "minio": {"encryption", "versioning", "locks", "passing_credentials"},
    "versitygw": {"versioning", "locks"},
}
"""What each of these servers has beside what every one must."""


@pytest.fixture(params=["minio", "versitygw"])
def server(request: pytest.FixtureRequest) -> S3Server:
    return neighbours.minio() if request.param == "minio" else neighbours.versitygw()


@pytest.fixture
def settings(server: S3Server, tmp_path: Path) -> Settings:
    keys = tmp_path / "keys.json"
    keys.touch(mode=0o600)
    keys.write_text(json.dumps({"access_key": server.root.access_key, "secret_key": server.root.secret_key}))
    box, staging, workspaces = (f"s3://{server.named(name).bucket}" for name in ("box", "staging", "workspaces"))
    return Settings(
        box=Path(box),
        staging_bucket=staging,
        workspaces_bucket=f"{workspaces}/north",
        s3_endpoint=server.endpoint,
        s3_credentials_file=keys,
        work=tmp_path / "work",
    )


def test_buckets_are_made_once_with_what_their_server_has(server: S3Server, settings: Settings) -> None:
    first, again = list(make_buckets(settings)), list(make_buckets(settings))

    assert first == again
    box, staging, workspaces = (can for _, can in first)
    for can in (staging, workspaces):
        assert can.creates_once
        assert can.private
        assert can.checksums
        found = {name for name in HAS["minio"] if getattr(can, name)}
        assert found == HAS[server.kind]
    assert not box.versioning


def test_the_doctor_tells_what_a_server_lacks(server: S3Server, settings: Settings) -> None:
    list(make_buckets(settings))

    told = dict(looked_into(settings))

    assert told["bucket of the staging"] == told["bucket of the workspaces"]
    words = " ".join(told["bucket of the staging"])
    assert ("encryption" in words) == ("encryption" not in HAS[server.kind])
    assert ("passing credentials" in words) == ("passing_credentials" not in HAS[server.kind])
    assert "versioning" not in words


def test_a_policy_that_lets_others_in_is_told_and_taken_away(server: S3Server, settings: Settings) -> None:
    list(make_buckets(settings))
    bucket = BucketPlace.of(settings.workspaces_bucket or "").bucket
    anybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    server.client().set_bucket_policy(bucket, json.dumps({"Version": "2012-10-17", "Statement": [anybody]}))

    told = dict(looked_into(settings))["bucket of the workspaces"]
    list(make_buckets(settings))

    assert "it has a policy that lets others in" in told
    assert "it has a policy that lets others in" not in dict(looked_into(settings))["bucket of the workspaces"]
    with pytest.raises(S3Error, match="NoSuchBucketPolicy"):
        server.client().get_bucket_policy(bucket)


@pytest.mark.parametrize("server", ["minio"], indirect=True)
def test_signs_of_life_do_not_gather_where_a_server_can_forget(server: S3Server, settings: Settings) -> None:
    list(make_buckets(settings))

    rules = server.client().get_bucket_lifecycle(BucketPlace.of(settings.staging_bucket or "").bucket)

    assert rules is not None
    (rule,) = rules.rules
    assert rule.rule_filter is not None
    assert rule.rule_filter.prefix == "leases/"
    assert rule.noncurrent_version_expiration is not None
    assert rule.noncurrent_version_expiration.noncurrent_days == 1


def test_buckets_that_nobody_named_are_not_made(tmp_path: Path) -> None:
    with pytest.raises(SettingsUnfit, match="No bucket is named"):
        list(make_buckets(Settings(box=tmp_path)))


def test_a_bucket_that_nobody_made_is_told(settings: Settings) -> None:
    with pytest.raises(SettingsUnfit, match="NoSuchBucket"):
        list(looked_into(settings))
