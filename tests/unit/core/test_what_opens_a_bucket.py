"""What stands between a setting and a bucket: how it is written, who may read its credentials, and no plain address."""

import json
from pathlib import Path
from typing import Any

import pytest

from gateway.domain.errors import Misconfigured
from gateway.settings import Settings as GatewaySettings
from gateway.wiring import open_box_place
from spark_jobs.errors import SettingsUnfit
from spark_jobs.jobs.places import Places
from spark_jobs.objects.access import Access, BucketPlace, Keys
from spark_jobs.objects.errors import AccessUnfit
from spark_jobs.objects.folder import FolderObjects
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.settings import Settings


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps({"access_key": "slussen", "secret_key": "drawn-for-this-test"}))
    return path


def access(keys: Path | None, **changed: Any) -> Access:
    told: dict[str, Any] = {
        "endpoint": "https://s3.region.example:9000",
        "region": "us-east-1",
        "ca_file": None,
        "credentials_file": keys,
        "seconds": 5.0,
        "demo": False,
        "named": lambda name: f"SLUSSEN_{name.upper()}",
    }
    return Access.of(**(told | changed))


def test_a_bucket_is_written_with_its_prefix() -> None:
    assert BucketPlace.of("s3://orders") == BucketPlace(bucket="orders")
    assert BucketPlace.of("s3://orders/of/north/") == BucketPlace(bucket="orders", prefix="of/north/")


@pytest.mark.parametrize(
    "written", ["orders", "https://orders", "s3://", "s3://O", "s3://orders/../x", "s3://orders/.a", "s3://a_b"]
)
def test_what_is_no_bucket_is_refused(written: str) -> None:
    with pytest.raises(AccessUnfit):
        BucketPlace.of(written)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_credentials_that_others_may_read_are_refused(keys: Path, mode: int) -> None:
    keys.chmod(mode)

    with pytest.raises(AccessUnfit, match="0600"):
        Keys.read(keys)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "secret_key = a-secret-value", '{"secret_key": "a-secret-value"}', '{"access_key": "a-secret-value"}'],
)
def test_a_file_that_holds_no_credentials_is_named_and_not_quoted(keys: Path, content: str) -> None:
    keys.write_text(content)

    with pytest.raises(AccessUnfit, match=r"keys\.json") as refused:
        Keys.read(keys)

    assert "a-secret-value" not in refused.value.sentence


def test_a_secret_never_shows(keys: Path) -> None:
    opened = access(keys)

    assert "drawn-for-this-test" not in repr(opened)
    assert "drawn-for-this-test" not in repr(S3Objects.of(BucketPlace.of("s3://orders"), opened))


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://s3.region.example:9000",
        "http://192.0.2.7",
        "s3.region.example",
        "https://",
        "https://user:word@s3.region.example",
        "https://s3.region.example/bucket",
        "https://s3.region.example?region=x",
        "ftp://s3.region.example",
        "https://s3.region.example:port",
    ],
)
def test_an_address_that_is_plain_or_more_than_an_address_is_refused(keys: Path, endpoint: str) -> None:
    with pytest.raises(AccessUnfit, match="SLUSSEN_S3_ENDPOINT") as refused:
        access(keys, endpoint=endpoint)

    assert "word" not in refused.value.sentence


def test_without_tls_only_over_loopback_or_in_demo_mode(keys: Path) -> None:
    assert not access(keys, endpoint="http://127.0.0.1:9000").secure
    assert not access(keys, endpoint="http://s3:9000", demo=True).secure
    assert access(keys, endpoint="https://[2001:db8::1]:9000").host == "[2001:db8::1]:9000"
    assert access(keys, endpoint="https://s3.region.example").host == "s3.region.example:443"


@pytest.mark.parametrize("lacking", [{"endpoint": None}, {"credentials_file": None}, {"ca_file": Path("/nowhere.crt")}])
def test_what_a_bucket_needs_is_asked_for_by_its_setting(keys: Path, lacking: dict[str, Any]) -> None:
    with pytest.raises(AccessUnfit, match="SLUSSEN_S3_"):
        access(keys, **lacking)


def test_both_sides_find_the_box_in_a_folder_or_in_a_bucket(keys: Path, tmp_path: Path) -> None:
    told: dict[str, Any] = {"s3_endpoint": "https://s3.region.example", "s3_credentials_file": keys}
    gateway = GatewaySettings(order_box="s3://orders/of/north", **told)
    runner = Settings(box="s3://orders/of/north", **told)

    found, same = open_box_place(gateway), Places(settings=runner).box().place

    assert isinstance(found, S3Objects)
    assert isinstance(same, S3Objects)
    assert found.place == same.place == BucketPlace(bucket="orders", prefix="of/north/")
    assert isinstance(open_box_place(GatewaySettings(order_box=tmp_path)), FolderObjects)
    assert isinstance(Places(settings=Settings(box=tmp_path)).box().place, FolderObjects)


def test_a_bucket_by_environment_is_the_same_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLUSSEN_RUNNER_BOX", "s3://orders/of/north")
    monkeypatch.setenv("SLUSSEN_RUNNER_STAGING_BUCKET", "s3://staging")

    settings = Settings.read()

    assert settings.box_bucket == "s3://orders/of/north"
    assert settings.staging_bucket == "s3://staging"


def test_a_bucket_that_nothing_opens_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="SLUSSEN_S3_ENDPOINT"):
        open_box_place(GatewaySettings(order_box="s3://orders"))
    with pytest.raises(SettingsUnfit, match="SLUSSEN_RUNNER_S3_ENDPOINT"):
        Places(settings=Settings(box=tmp_path, staging_bucket="s3://staging")).staging()
    with pytest.raises(SettingsUnfit, match="written as"):
        Places(settings=Settings(box=tmp_path, staging_bucket="s3://st--", s3_endpoint="https://a")).staging()
