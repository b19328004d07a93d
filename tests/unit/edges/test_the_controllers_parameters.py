"""The parameters of the controllers on disk: two stewards sign a change, and nothing else opens the house."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gateway import wiring
from gateway.cli import app
from gateway.cli.endings import EXITS
from gateway.domain.errors import Misconfigured
from spark_jobs.papers.keys import SigningKey
from tests.support.machine import REPOSITORY, VALID, Machine

STEWARDS = ("rut", "alma")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Its policies are its own, and two stewards' keys are in its trust file."""
    shutil.copytree(REPOSITORY / "policies", tmp_path / "policies")
    machine = Machine.new(tmp_path, policies=tmp_path / "policies")
    trust = json.loads(trust_file(machine).read_text())
    for name, role in zip(STEWARDS, ("rules", "controller"), strict=True):
        key = SigningKey.new()
        key.write(tmp_path / "stewards" / name)
        line = {"id": key.key_id, "role": role, "public_key": key.public, "holder": name, **VALID}
        trust["keys"].append(line | ({"controller": "alvik"} if role == "controller" else {}))
    trust_file(machine).write_text(json.dumps(trust))
    return machine


def trust_file(machine: Machine) -> Path:
    assert machine.settings.trust_file is not None
    return machine.settings.trust_file


def data(machine: Machine) -> Path:
    return machine.root / "policies" / "parameters" / "data.json"


Typed = Callable[..., Any]


@pytest.fixture
def typed(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Typed:
    for name in ("home", "trust_file", "policies"):
        monkeypatch.setenv(f"SLUSSEN_{name.upper()}", str(getattr(machine.settings, name)))
    return lambda *words: CliRunner().invoke(app, ["--lang", "en", "parameters", *words])


@pytest.fixture
def proposed(machine: Machine, typed: Typed) -> str:
    file = str(machine.root / "change.json")
    words = ("--care-block", "human_decides", "--extra-safeguards", "EINS", "--because", "We read the act anew.")
    made = typed("propose", "alvik", *words, "--out", file)
    assert made.exit_code == 0, made.output
    return file


def sign(typed: Typed, machine: Machine, file: str, *names: str) -> None:
    for name in names:
        assert typed("sign", file, "--key", str(machine.root / "stewards" / name)).exit_code == 0


def test_two_stewards_change_what_a_controller_says_and_the_house_tells_of_it(
    machine: Machine, typed: Typed, proposed: str
) -> None:
    machine.opened("Bleeding")
    sign(typed, machine, proposed, *STEWARDS)

    checked, applied, shown = typed("check", proposed), typed("apply", proposed), typed("show")
    machine.opened()

    assert "holds" in checked.stdout
    assert "version 1" in applied.stdout
    assert [line.split() for line in shown.stdout.splitlines() if line.startswith("alvik")][1:] == [
        ["alvik", "care_block", "human_decides"],
        ["alvik", "donated_data", "not_used"],
        ["alvik", "counts", "closed"],
        ["alvik", "extra_safeguards", "EINS"],
    ]
    assert machine.events().count("parameters.changed") == 1
    assert machine.verified().faults == ()


@pytest.mark.parametrize(
    ("names", "sentence"),
    [((), "this one has 0"), (("rut",), "this one has 1"), (("rut", "rut"), "same person"), (STEWARDS * 2, "has 4")],
)
def test_a_change_that_two_have_not_signed_is_not_applied(
    machine: Machine, typed: Typed, proposed: str, names: tuple[str, ...], sentence: str
) -> None:
    before = data(machine).read_bytes()
    sign(typed, machine, proposed, *names)

    ended = typed("apply", proposed)

    assert ended.exit_code == EXITS["misconfigured"]
    assert sentence in ended.stderr
    assert data(machine).read_bytes() == before


def test_a_change_is_applied_once(machine: Machine, typed: Typed, proposed: str) -> None:
    sign(typed, machine, proposed, *STEWARDS)
    typed("apply", proposed)

    again = typed("apply", proposed)

    assert again.exit_code == EXITS["misconfigured"]
    assert "does not follow" in again.stderr


def once_signed(document: Any) -> None:
    document["changes"][0]["papers"].pop()


def edited(document: Any) -> None:
    document["controllers"]["alvik"]["care_block"] = "keep"


def unsigned(document: Any) -> None:
    document["version"] = 2
    document["controllers"]["alvik"]["counts"] = "open"


def misshapen(document: Any) -> None:
    document["controllers"]["alvik"]["care_block"] = "include"


def signed_twice(document: Any) -> None:
    document["changes"][0]["papers"] = [document["changes"][0]["papers"][0]] * 2


@pytest.mark.parametrize("spoil", [once_signed, edited, unsigned, misshapen, signed_twice])
def test_spoilt_parameters_stop_the_start_with_one_sentence(
    machine: Machine, typed: Typed, proposed: str, spoil: Callable[[Any], None]
) -> None:
    sign(typed, machine, proposed, *STEWARDS)
    typed("apply", proposed)
    document = json.loads(data(machine).read_bytes())
    spoil(document)
    data(machine).write_text(json.dumps(document))

    with pytest.raises(Misconfigured) as stopped:
        machine.opened()

    assert stopped.value.sentence.startswith("parameters/data.json among the policies is not believed:")
    assert stopped.value.sentence.count(". ") == 0


def test_parameters_older_than_those_the_house_worked_by_stop_the_start(
    machine: Machine, typed: Typed, proposed: str
) -> None:
    before = data(machine).read_bytes()
    sign(typed, machine, proposed, *STEWARDS)
    typed("apply", proposed)
    machine.opened()

    data(machine).write_bytes(before)

    with pytest.raises(Misconfigured, match="older"):
        machine.opened()


def test_policies_without_parameters_stop_the_start(machine: Machine) -> None:
    data(machine).unlink()

    with pytest.raises(Misconfigured, match="nobody knows"):
        wiring.open_parameters(machine.settings)


@pytest.mark.parametrize("said", [("--care-block", "include"), ("--small-cell-threshold", "2")])
def test_what_cannot_be_said_is_not_proposed(machine: Machine, typed: Typed, said: tuple[str, ...]) -> None:
    file = machine.root / "change.json"

    ended = typed("propose", "alvik", *said, "--because", "Why not.", "--out", str(file))

    assert ended.exit_code == EXITS["misconfigured"]
    assert said[0].removeprefix("--").replace("-", "_") in ended.stderr
    assert not file.exists()


def test_a_file_is_never_proposed_over(typed: Typed, proposed: str) -> None:
    again = typed("propose", "alvik", "--counts", "open", "--because", "Again.", "--out", proposed)

    assert again.exit_code == EXITS["misconfigured"]


def test_a_file_that_is_no_change_is_named_so(machine: Machine, typed: Typed) -> None:
    file = machine.root / "nothing.json"
    file.write_text("[]")

    assert typed("check", str(file)).exit_code == EXITS["misconfigured"]


def test_parameters_that_cannot_be_written_are_left_as_they_were(machine: Machine, typed: Typed, proposed: str) -> None:
    sign(typed, machine, proposed, *STEWARDS)
    beside = data(machine).with_name("data.json.new")
    beside.mkdir()

    ended = typed("apply", proposed)

    assert ended.exit_code == EXITS["misconfigured"]
    assert "cannot be written" in ended.stderr
