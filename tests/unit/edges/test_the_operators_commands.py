"""The operator's commands: a key is made once, an unsafe house does not open, a bad description is named."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gateway.cli import app
from gateway.cli.endings import EXITS
from spark_jobs.papers.keys import SigningKey


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
