"""The runner's doctor looks at each thing the runner needs, and says of each that is lacking what to do."""

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from spark_jobs.cli import app
from spark_jobs.errors import SettingsUnfit
from spark_jobs.jobs.examining import examined
from spark_jobs.jobs.watching.standing import Standing, place_of, write
from spark_jobs.papers.keys import SigningKey
from spark_jobs.settings import Settings
from spark_jobs.watching.findings import Finding, State
from tests.architecture.reading import REPOSITORY

NOW = datetime.now(UTC) + timedelta(hours=1)  # later than whatever a slow machine writes meanwhile


@dataclass
class Machine:
    """One on which all is well but the disk it shares, until a test changes it."""

    root: Path
    changed: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        runner, gateway = SigningKey.new(), SigningKey.new()
        runner.write(self.root / "runner.key")
        self.pin(runner, gateway)
        (self.root / "master.key").write_bytes(b"{}")
        (self.root / "master.key").chmod(0o600)
        (self.root / "controllers.json").write_text("{}")
        self.keys = (runner, gateway)

    def pin(self, runner: SigningKey, gateway: SigningKey, *, until: str = "2027-12-31") -> None:
        lines = [
            {"id": key.key_id, "role": role, "public_key": key.public, "from": "2026-01-01", "until": until}
            for key, role in ((runner, "runner"), (gateway, "gateway"))
        ]
        (self.root / "trust.json").write_text(json.dumps({"keys": lines}))

    def found(self, now: datetime = NOW) -> Mapping[str, Finding]:
        chosen: dict[str, Any] = {
            "box": self.root / "box",
            "work": self.root / "work",
            "catalog_folders": str(REPOSITORY / "tests" / "journey" / "descriptions"),
            "built_in_catalog": False,
            "key_file": self.root / "runner.key",
            "master_key_file": self.root / "master.key",
            "trust_file": self.root / "trust.json",
            "controllers_file": self.root / "controllers.json",
            "tombstones": self.root / "tombstones",
            "least_free_mb": 1,
        }
        return {
            finding.what: finding for finding in examined(Settings(**chosen | self.changed), clock=lambda: now, also={})
        }


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_where_all_is_well_only_the_shared_disk_is_told(machine: Machine) -> None:
    found = machine.found()

    assert len(found) >= 10
    assert [what for what, finding in found.items() if finding.state is not State.OK] == ["tombstones apart"]
    assert found["tombstones apart"].state is State.WARN


@pytest.mark.parametrize(
    ("what", "changed", "health", "said"),
    [
        ("keys, trust file, catalog, journal", {"key_file": None}, State.MISSING, "SLUSSEN_RUNNER_KEY_FILE"),
        ("master key", {"master_key_file": Path("/nowhere/master.key")}, State.MISSING, "keys new"),
        ("controllers' keys", {"controllers_file": Path("/nowhere.json")}, State.MISSING, "no file"),
        ("tombstones apart", {"tombstones": None}, State.WARN, "SLUSSEN_RUNNER_TOMBSTONES"),
        ("disk of work", {"least_free_mb": 10**9}, State.MISSING, "make room"),
    ],
)
def test_what_is_lacking_is_said_with_what_to_do(
    machine: Machine, what: str, changed: dict[str, Any], health: State, said: str
) -> None:
    machine.changed = changed

    finding = machine.found()[what]

    assert finding.state is health
    assert said in finding.sentence


def test_a_controller_whose_steward_has_no_key_is_named(machine: Machine) -> None:
    key = base64.b64encode(bytes(31) + b"\x09").decode()
    (machine.root / "controllers.json").write_text(json.dumps({"norrmalm": key, "sollentuna": key}))
    stewards = machine.root / "stewards"
    stewards.mkdir()
    (stewards / "norrmalm.pub").write_text(key)
    machine.changed = {"stewards_folder": stewards}

    finding = machine.found()["stewards' keys"]

    assert finding.state is State.WARN
    assert "sollentuna" in finding.sentence
    assert "norrmalm" not in finding.sentence
    assert "SLUSSEN_RUNNER_STEWARDS_FOLDER" in finding.sentence


def test_stewards_keys_that_cannot_be_read_are_told(machine: Machine) -> None:
    machine.changed = {"stewards_folder": machine.root / "nowhere"}

    assert machine.found()["stewards' keys"].state is State.MISSING


def test_a_master_key_that_others_can_read_is_told(machine: Machine) -> None:
    (machine.root / "master.key").chmod(0o640)

    assert "0600" in machine.found()["master key"].sentence


@pytest.mark.parametrize(("until", "health"), [("2026-11-21", State.MISSING), ("2026-12-01", State.WARN)])
def test_a_key_that_ends_is_told_before_it_does(machine: Machine, until: str, health: State) -> None:
    machine.pin(*machine.keys, until=until)

    assert machine.found()["runner key's last day"].state is health


def test_a_clock_behind_the_journal_is_told(machine: Machine) -> None:
    journal = machine.root / "work" / "journal" / "journal.jsonl"
    journal.parent.mkdir(parents=True)
    journal.touch()

    behind = machine.found(now=datetime.now(UTC) - timedelta(days=1))["clock"]
    by_years = machine.found(now=datetime(1970, 1, 2, tzinfo=UTC))["clock"]

    assert (behind.state, by_years.state) == (State.WARN, State.MISSING)


def test_the_doctors_and_the_health_checks_exit_codes_say_how_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLUSSEN_RUNNER_WORK", str(tmp_path))
    nobody = CliRunner().invoke(app, ["health"])
    steady = time.monotonic()
    write(place_of(tmp_path), Standing(at=NOW, pid=1, beat=steady, looked=steady))
    well = CliRunner().invoke(app, ["health"])
    lacking = CliRunner().invoke(app, ["doctor"])

    assert (nobody.exit_code, nobody.stdout.strip()) == (1, "No runner stands here.")
    assert (well.exit_code, well.stdout.startswith("Well at ")) == (0, True)
    assert lacking.exit_code == SettingsUnfit.exit_code
    assert "missing  keys, trust file, catalog, journal: " in lacking.stdout
