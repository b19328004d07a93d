"""A ruling is asked again of the rules that made it, where they are kept; else that is told, and counted apart."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gateway import wiring
from gateway.adapters.rules.bundle import write_bundle
from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.cli import app
from gateway.cli.endings import EXITS
from gateway.domain import bodies
from gateway.domain.audit import AuditEntry, Event
from gateway.ports.rules import Question
from spark_jobs.papers.paper import Kind
from tests.policy.cases import POLICIES, valid
from tests.support import builders
from tests.support.machine import Machine

EARLIER = "ethics_approval_start_years"
"""The older rules allow a study to begin later: what they allowed, the present ones refuse."""


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shutil.copytree(POLICIES, tmp_path_factory.mktemp("older") / "policies")
    numbers = json.loads((folder / "thresholds" / "data.json").read_bytes())
    numbers[EARLIER]["value"] = 20
    (folder / "thresholds" / "data.json").write_text(json.dumps(numbers))
    return folder


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine.new(tmp_path)
    made.opened()
    (tmp_path / "releases").mkdir()
    write_bundle(POLICIES, tmp_path / "policies.tar.gz")
    served = {"rules_bundle": tmp_path / "policies.tar.gz", "rules_releases": tmp_path / "releases"}
    made.settings = made.settings.model_copy(update=served)
    for module in ("rules", "operator"):
        monkeypatch.setattr(f"gateway.cli.{module}.chosen_settings", lambda demo_home: made.settings)
    monkeypatch.setattr("gateway.cli.rules.find_opa", lambda: None)
    return made


def late_start() -> dict[str, Any]:
    """Facts that only the older rules allow."""
    facts = valid(Question.SUBMIT)
    facts["ethics_approval"]["started_on"] = "2024-10-29"
    return facts


def ruled(
    machine: Machine, policies: Path, facts: dict[str, Any], *, of: Callable[[dict[str, Any]], Any] = dict
) -> bool:
    """The ruling of these rules on these facts is kept on the machine; whether it allowed."""
    ruling = EmbeddedRules(policies, demo=True).ask(Question.SUBMIT, facts)
    paper = builders.GATEWAY_KEY.sign(Kind.RULING, of(bodies.ruling(ruling, about=(), facts=facts)))
    entry = AuditEntry(
        at=builders.NOW,
        actor="house",
        acting_as=("house",),
        verb="submit",
        event=Event.REQUEST_SUBMITTED,
        subject=str(paper.digest),
        project=None,
        because=(),
        papers=(paper.digest,),
        journal_head=None,
    )
    with wiring.look_into(machine.settings) as house, house.desk.open_work() as work:
        work.papers.add(paper)
        work.commit(entry)
    return ruling.allows


def replayed(*words: str) -> Any:
    return CliRunner().invoke(app, ["--lang", "en", "rules", "replay", "--all", *words])


def test_rules_that_are_kept_among_the_releases_are_asked_about_what_they_ruled(machine: Machine, older: Path) -> None:
    write_bundle(older, machine.root / "releases" / "0001-older.tar.gz")
    assert ruled(machine, older, late_start())
    assert not ruled(machine, POLICIES, late_start())

    ended = replayed()

    assert ended.exit_code == 0, ended.output
    assert "2 rulings asked again: 0 differ, 0 of them turned." in ended.stdout
    assert "not kept" not in ended.stdout


def test_rules_that_are_not_kept_are_named_and_what_the_present_ones_say_is_counted_apart(
    machine: Machine, older: Path
) -> None:
    revision = write_bundle(older, machine.root / "elsewhere.gz")
    assert ruled(machine, older, late_start())
    assert ruled(machine, older, valid(Question.SUBMIT))
    assert ruled(machine, POLICIES, valid(Question.SUBMIT))

    ended = replayed()

    assert ended.exit_code == EXITS["rules-not-kept"], ended.output
    assert "1 rulings asked again: 0 differ, 0 of them turned." in ended.stdout
    apart = (
        f"2 made by rules of {revision}, which are not kept here; asked the present ones: 1 differ, 1 of them turned."
    )
    assert apart in ended.stdout
    assert "access_request/submit: yes → no" in ended.stdout
    assert "− E03-started-in-time" in ended.stdout


def test_a_file_that_holds_other_rules_than_it_says_keeps_none(machine: Machine, older: Path) -> None:
    ruled(machine, older, late_start())
    (machine.root / "releases" / "0001-older.tar.gz").write_bytes(b"no bundle")

    assert "which are not kept here" in replayed().stdout


def test_not_kept_rules_whose_rulings_stand_by_the_present_ones_end_well(machine: Machine, older: Path) -> None:
    ruled(machine, older, valid(Question.SUBMIT))

    ended = replayed()

    assert ended.exit_code == 0, ended.output
    assert "asked the present ones: 0 differ" in ended.stdout


def test_an_answer_that_the_rules_of_its_day_do_not_give_ends_as_evidence_that_does_not_hold(
    machine: Machine, older: Path
) -> None:
    write_bundle(older, machine.root / "releases" / "0001-older.tar.gz")
    ruled(machine, older, late_start(), of=lambda body: {**body, "allows": False})

    ended = replayed()

    assert ended.exit_code == EXITS["ruling-differs"]
    assert "1 rulings asked again: 1 differ, 1 of them turned." in ended.stdout


def test_kept_rules_by_which_no_engine_answers_are_told_as_such(machine: Machine, older: Path) -> None:
    ruled(machine, older, late_start())
    unasked = shutil.copytree(older, machine.root / "unasked")
    (unasked / "more").mkdir()
    (unasked / "more" / "more.rego").write_text("this is no rule")
    revision = write_bundle(unasked, machine.root / "releases" / "0001-unasked.tar.gz")
    ruled(machine, older, late_start(), of=lambda body: {**body, "policy": revision})

    assert f"1 made by rules of {revision}, by which no engine here answers;" in replayed().stdout


def test_other_rules_that_are_named_are_asked_about_everything(machine: Machine, older: Path) -> None:
    ruled(machine, POLICIES, late_start())

    ended = replayed("--with", str(older))

    assert ended.exit_code == EXITS["ruling-differs"]
    assert "access_request/submit: no → yes" in ended.stdout
    assert "not kept" not in ended.stdout
