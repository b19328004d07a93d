"""The operator's commands: a key is made once, an unsafe house does not open, a bad description is named."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gateway.adapters.rules.bundle import read_bundle
from gateway.cli import app
from gateway.cli.endings import EXITS
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import digest_of
from spark_jobs.papers.trust import KeyRole, TrustFile
from tests.support.builders import pinned

SIGN = ("operator", "bundle", "sign")
CHECK = ("operator", "bundle", "check")


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("SLUSSEN_HOME", str(tmp_path / "gateway"))
    return lambda *words: CliRunner().invoke(app, ["--lang", "en", *words])


def test_a_key_is_made_once_and_read_by_its_owner_alone(typed: Any, tmp_path: Path) -> None:
    made = typed("keys", "new")
    again = typed("keys", "new")

    file = tmp_path / "gateway" / "gateway.key"
    key = SigningKey.read(file)
    assert made.stdout.split() == [key.key_id, key.public]
    assert file.stat().st_mode & 0o777 == 0o600
    assert again.exit_code == EXITS["misconfigured"]
    assert "never overwritten" in again.stderr


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, "token issuer"),
        ({"SLUSSEN_RULES": "embedded", "SLUSSEN_DEMO": "perhaps"}, "SLUSSEN_DEMO"),
        ({"SLUSSEN_PORT": "99999"}, "SLUSSEN_PORT"),
    ],
)
def test_an_unsafe_house_does_not_open(
    typed: Any, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], sentence: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    ended = typed("operator", "serve")

    assert ended.exit_code == EXITS["misconfigured"]
    assert sentence in ended.stderr
    assert "Traceback" not in ended.output


def test_a_store_is_brought_to_its_newest_form_twice(typed: Any) -> None:
    assert typed("operator", "migrate").exit_code == 0
    assert typed("operator", "migrate").exit_code == 0


def test_a_bad_description_is_named_with_its_file(typed: Any, tmp_path: Path) -> None:
    folder = tmp_path / "descriptions"
    folder.mkdir()
    (folder / "bad.yaml").write_text("dataset: Not A Name\n", encoding="utf-8")

    ended = typed("catalog", "check", str(folder))

    assert ended.exit_code == EXITS["invalid"]
    assert "bad.yaml" in ended.stderr


def test_the_doctor_names_what_is_missing(typed: Any) -> None:
    ended = typed("doctor")

    assert ended.exit_code == EXITS["misconfigured"]
    assert "ok       catalog" in ended.stdout
    assert "missing  signing key" in ended.stdout


def test_the_version_is_the_version(typed: Any) -> None:
    assert typed("--version").stdout == "0.1.0\n"


@pytest.fixture
def stewards(tmp_path: Path) -> Path:
    """The key files of two listed stewards, and the trust file that lists them."""
    keys = {name: SigningKey.new() for name in ("stina", "sven")}
    for name, key in keys.items():
        key.write(tmp_path / f"{name}.key")
    pins = tuple(pinned(key, KeyRole.RULES, holder=name, last=date(2099, 1, 1)) for name, key in keys.items())
    (tmp_path / "trust.json").write_text(TrustFile(keys=pins).model_dump_json(by_alias=True))
    return tmp_path


def test_a_bundle_is_built_signed_twice_and_checked(typed: Any, stewards: Path) -> None:
    bundle, trust = str(stewards / "rules" / "policies.tar.gz"), ("--trust", str(stewards / "trust.json"))

    def sign(name: str, *, release: str = "7") -> Any:
        key = str(stewards / f"{name}.key")
        return typed(*SIGN, bundle, "--release", release, "--steward", name, "--key-file", key)

    built = typed("operator", "bundle", "build", bundle)
    assert built.stdout.split() == [read_bundle(Path(bundle)).revision, digest_of(Path(bundle).read_bytes())]
    unsigned = typed(*CHECK, bundle, *trust)
    first = sign("stina")
    half = typed(*CHECK, bundle, *trust)
    second = sign("sven")
    whole = typed(*CHECK, bundle, *trust)

    assert (unsigned.exit_code, half.exit_code) == (EXITS["rules-void"], EXITS["rules-void"])
    assert "No listed steward" in unsigned.stderr
    assert "two different" in half.stderr
    assert (first.exit_code, second.exit_code, whole.exit_code) == (0, 0, 0)
    assert whole.stdout.startswith("Release 7 holds, signed by stina and sven: sha256:")
    assert sign("sven").exit_code == EXITS["misconfigured"]
    (kept,) = (stewards / "rules" / "releases").glob("0007-*.tar.gz")
    assert read_bundle(kept).digest == digest_of(Path(bundle).read_bytes())


def test_a_key_that_others_may_read_signs_no_bundle(typed: Any, stewards: Path) -> None:
    bundle = str(stewards / "policies.tar.gz")
    typed("operator", "bundle", "build", bundle)
    (stewards / "stina.key").chmod(0o640)

    key = str(stewards / "stina.key")
    ended = typed(*SIGN, bundle, "--release", "7", "--steward", "stina", "--key-file", key)

    assert ended.exit_code == EXITS["misconfigured"]
    assert "0600" in ended.stderr
    assert not (stewards / "releases").exists()


def test_what_is_no_bundle_is_not_signed(typed: Any, stewards: Path) -> None:
    (stewards / "policies.tar.gz").write_bytes(b"no bundle")

    ended = typed(
        *SIGN,
        str(stewards / "policies.tar.gz"),
        *("--release", "7", "--steward", "stina", "--key-file", str(stewards / "stina.key")),
    )

    assert ended.exit_code == EXITS["rules-void"]
    assert "no whole bundle" in ended.stderr
