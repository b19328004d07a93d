"""A key is one file of its owner's, made once; a trust file that is wrong says where."""

import json
from pathlib import Path
from typing import Any

import pytest

from spark_jobs.papers.errors import KeyFileError, PaperUnreadable
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.manifest import Manifest
from spark_jobs.papers.paper import Kind
from spark_jobs.papers.trust import KeyRole, TrustFile
from tests.support import builders
from tests.support.builders import GATEWAY_KEY, RUNNER_KEY, by_runner, manifest_body, order_body, pinned


def test_a_key_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    key = SigningKey.new()

    key.write(tmp_path / "keys" / "gateway.key")

    assert SigningKey.read(tmp_path / "keys" / "gateway.key").key_id == key.key_id
    assert (tmp_path / "keys" / "gateway.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "gateway.key"
    GATEWAY_KEY.write(path)

    with pytest.raises(KeyFileError, match="never overwritten"):
        RUNNER_KEY.write(path)

    assert SigningKey.read(path).key_id == GATEWAY_KEY.key_id


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gateway.key"
    GATEWAY_KEY.write(path)
    path.chmod(0o640)

    with pytest.raises(KeyFileError, match="0600"):
        SigningKey.read(path)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"private": 5}', '{"private": "QUJD"}', '{"private": "åäö"}'])
def test_what_is_no_key_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "gateway.key"
    path.write_text(content, "utf-8")
    path.chmod(0o600)

    with pytest.raises(KeyFileError, match="holds no Ed25519"):
        SigningKey.read(path)


def test_a_key_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="keys new"):
        SigningKey.read(tmp_path / "gateway.key")


def test_a_key_shows_its_name_and_nothing_else() -> None:
    assert repr(GATEWAY_KEY) == f"SigningKey({GATEWAY_KEY.key_id})"


def line(**changes: Any) -> dict[str, Any]:
    return {**json.loads(pinned(GATEWAY_KEY, KeyRole.GATEWAY).model_dump_json(by_alias=True)), **changes}


def test_a_trust_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "trust.json"
    path.write_text(json.dumps({"keys": [line()]}), "utf-8")

    assert TrustFile.read(path).keys == (pinned(GATEWAY_KEY, KeyRole.GATEWAY),)


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ("{", "the file itself"),
        ({}, "keys"),
        ({"keys": [line(role="emperor")]}, "keys/0/role"),
        ({"keys": [line(until="soon")]}, "keys/0/until"),
        ({"keys": [line(until="2025-01-01")]}, "keys/0"),
        ({"keys": [line(public_key="QUJD")]}, "keys/0"),
        ({"keys": [line(public_key="åäö")]}, "keys/0"),
        ({"keys": [line(public_key=RUNNER_KEY.public)]}, "keys/0"),
        ({"keys": [line(), line(role="runner")]}, "the file itself"),
        ({"keys": [line(more=1)]}, "keys/0/more"),
    ],
)
def test_a_trust_file_that_is_wrong_says_where(tmp_path: Path, document: Any, where: str) -> None:
    path = tmp_path / "trust.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")

    with pytest.raises(KeyFileError, match=f"is wrong at {where}:"):
        TrustFile.read(path)


def test_a_trust_file_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="an operator must place one"):
        TrustFile.read(tmp_path / "trust.json")
    with pytest.raises(KeyFileError, match="cannot be read"):
        TrustFile.read(tmp_path)


def test_a_body_that_is_wrong_says_where_and_never_what() -> None:
    order = GATEWAY_KEY.sign(Kind.EXTRACTION_ORDER, order_body().as_json())
    body = manifest_body(order).as_json()
    wrong = RUNNER_KEY.sign(Kind.MANIFEST, {**body, "cohort_persons": "19121200-1212"})

    with pytest.raises(PaperUnreadable, match="wrong at cohort_persons") as fault:
        Manifest.of(wrong)

    assert "19121200" not in fault.value.sentence


def test_a_manifest_always_adds_up() -> None:
    order = GATEWAY_KEY.sign(Kind.EXTRACTION_ORDER, order_body().as_json())
    wrong = by_runner(Kind.MANIFEST, manifest_body(order, delivered_persons=384))

    with pytest.raises(PaperUnreadable, match="manifest"):
        Manifest.of(wrong)


def test_a_moment_without_its_zone_is_none() -> None:
    body = {**builders.status_body("order-1", "taken", sequence=1).as_json(), "at": "2026-11-22T09:00:00"}

    with pytest.raises(PaperUnreadable, match="wrong at at"):
        type(builders.status_body("order-1", "taken", sequence=1)).of(RUNNER_KEY.sign(Kind.STATUS, body))
