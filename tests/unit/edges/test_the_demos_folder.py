"""The demo's folder is recreated only if a demo made it, and its two planes see nothing of each other."""

from pathlib import Path

import pytest

from gateway.cli.demo.home import MARKER, DemoHome
from gateway.cli.planes import gateway_environment, runner_environment
from gateway.domain.errors import Misconfigured


def test_a_folder_that_no_demo_made_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "thesis.txt"
    kept.write_text("years of work")

    with pytest.raises(Misconfigured, match="no demo made it"):
        DemoHome(tmp_path).recreate()

    assert kept.read_text() == "years of work"


def test_an_earlier_demo_makes_room(tmp_path: Path) -> None:
    first = DemoHome(tmp_path / "home").recreate()
    (first.folder / "gateway" / "gateway.db").write_text("old")

    second = DemoHome(tmp_path / "home").recreate()

    assert (second.folder / MARKER).exists()
    assert list((second.folder / "gateway").iterdir()) == []


def test_the_settings_of_a_demo_are_its_own_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLUSSEN_DATABASE", "sqlite:////elsewhere.db")
    monkeypatch.setenv("SLUSSEN_RULES", "opa")
    home = DemoHome(tmp_path / "home").recreate()

    settings = home.settings()

    assert settings.database is None
    assert settings.rules == "embedded"
    assert settings.home == home.folder / "gateway"


def test_where_no_demo_was_there_are_no_settings(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="slussen demo"):
        DemoHome(tmp_path).settings()


def test_neither_plane_sees_the_settings_of_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLUSSEN_TOKEN", "a bearer token")
    monkeypatch.setenv("SLUSSEN_OPA_TOKEN_FILE", "/run/opa.token")
    monkeypatch.setenv("SLUSSEN_RUNNER_MASTER_KEY_FILE", "/run/master.key")

    assert not [name for name in gateway_environment() if name.startswith("SLUSSEN_RUNNER_")]
    mine = [name for name in runner_environment() if name.startswith("SLUSSEN_")]
    assert mine == ["SLUSSEN_RUNNER_MASTER_KEY_FILE"]
