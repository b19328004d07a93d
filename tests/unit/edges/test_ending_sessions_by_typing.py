"""An operator makes people leave the portal: one of them or all, at once, with a line in the ledger."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gateway import wiring
from gateway.cli import app
from gateway.cli.endings import EXITS
from gateway.domain.audit import Event
from gateway.domain.session import Session
from tests.support.builders import NOW, RESEARCHER, STRANGER
from tests.support.machine import Machine

END = ("operator", "sessions", "end")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine.new(tmp_path)
    made.opened("Bleeding")
    monkeypatch.setenv("SLUSSEN_HOME", str(made.settings.home))
    with wiring.open_sessions(made.settings) as sessions:
        for id, actor in (("one", RESEARCHER), ("two", RESEARCHER), ("three", STRANGER)):
            sessions.open(Session(id=id, actor=actor, name=id, way="demo", csrf="secret", opened_at=NOW, seen_at=NOW))
    return made


def typed(*words: str) -> Any:
    return CliRunner().invoke(app, ["--lang", "en", *words])


def standing(machine: Machine) -> list[str]:
    with wiring.open_sessions(machine.settings) as sessions:
        found = [sessions.get(id) for id in ("one", "two", "three")]
    return [one.id for one in found if one is not None and one.ended_at is None]


def test_everybody_is_made_to_leave_with_one_line_in_the_ledger(machine: Machine) -> None:
    before = machine.events()

    ended = typed(*END, "--all")

    assert (ended.exit_code, ended.stdout) == (0, "3 sessions were ended.\n"), ended.stderr
    assert standing(machine) == []
    assert machine.events() == [*before, Event.SESSIONS_ENDED]


def test_one_person_is_made_to_leave_and_nobody_else(machine: Machine) -> None:
    ended = typed(*END, "--person", RESEARCHER.id)

    assert ended.stdout == "2 sessions were ended.\n"
    assert standing(machine) == ["three"]


@pytest.mark.parametrize("words", [(), ("--all", "--person", "anna")])
def test_whose_they_are_has_to_be_said_and_said_once(machine: Machine, words: tuple[str, ...]) -> None:
    ended = typed(*END, *words)

    assert ended.exit_code == EXITS["invalid"]
    assert standing(machine) == ["one", "two", "three"]


def test_where_there_is_no_house_there_is_nobody_to_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLUSSEN_HOME", str(tmp_path / "nowhere"))

    assert typed(*END, "--all").exit_code == EXITS["misconfigured"]
