"""What a step returned is not asked for again: after a death the order goes on behind it."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from spark_jobs import durable as durable_steps
from spark_jobs.durable import Durable, InSequence, Steps, remembered
from spark_jobs.errors import StorageFailed

REPOSITORY = Path(__file__).parents[3]
DIES = """
import os, signal, sys
from pathlib import Path
from spark_jobs.durable import remembered

def work(steps):
    steps("take", lambda: "take is done")
    steps("extract", lambda: "extract is done")
    os.kill(os.getpid(), signal.SIGKILL)

with remembered(Path(sys.argv[1]), runner="first") as memory:
    memory.carry_out("order-1:1", work)
"""


@pytest.fixture(params=["in sequence", "remembered"])
def durable(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Durable]:
    if request.param == "in sequence":
        yield InSequence()
    else:
        with remembered(tmp_path / "steps.db", runner="runner-1") as memory:
            yield memory


class Worker:
    """Three steps, each told when it runs."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.trouble: Exception | None = None

    def __call__(self, steps: Steps) -> None:
        for name in ("take", "extract", "hand over"):
            assert steps(name, partial(self._run, name)) == f"{name} is done"

    def _run(self, name: str) -> str:
        self.ran.append(name)
        if self.trouble and name == "extract":
            raise self.trouble
        return f"{name} is done"


def test_steps_run_one_after_the_other(durable: Durable) -> None:
    worker = Worker()

    durable.carry_out("order-1:1", worker)

    assert worker.ran == ["take", "extract", "hand over"]


def test_what_a_step_raises_is_raised_and_the_next_try_begins_anew(durable: Durable) -> None:
    worker = Worker()
    worker.trouble = StorageFailed("The disk is full.")
    with pytest.raises(StorageFailed, match="full"):
        durable.carry_out("order-1:1", worker)

    worker.trouble = None
    durable.carry_out("order-1:1", worker)

    assert worker.ran == ["take", "extract", "take", "extract", "hand over"]


def test_after_a_death_the_order_goes_on_behind_the_last_step_that_returned(tmp_path: Path) -> None:
    died_in_an_earlier_version(tmp_path / "steps.db")
    worker = Worker()

    with remembered(tmp_path / "steps.db", runner="second") as resumed:
        resumed.carry_out("order-1:1", worker)

    assert worker.ran == ["hand over"]


class Newer(Worker):
    """What a later version makes of an order: another step comes before the one that an earlier version ran second."""

    def __call__(self, steps: Steps) -> None:
        for name in ("take", "look", "extract", "hand over"):
            assert steps(name, partial(self._run, name)) == f"{name} is done"


def died_in_an_earlier_version(memory: Path) -> None:
    died = subprocess.run([sys.executable, "-c", DIES, memory], cwd=REPOSITORY, check=False, timeout=120)
    assert died.returncode == -signal.SIGKILL


def test_a_version_with_other_steps_begins_anew_what_an_earlier_one_had_begun(tmp_path: Path) -> None:
    died_in_an_earlier_version(tmp_path / "steps.db")
    worker = Newer()

    with remembered(tmp_path / "steps.db", runner="second") as resumed:
        resumed.carry_out("order-1:1", worker)

    assert worker.ran[-3:] == ["look", "extract", "hand over"]


def test_what_a_version_with_another_form_of_memory_had_begun_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    died_in_an_earlier_version(tmp_path / "steps.db")
    monkeypatch.setattr(durable_steps, "FORM", "another")
    worker = Worker()

    with remembered(tmp_path / "steps.db", runner="second") as resumed:
        resumed.carry_out("order-1:1", worker)

    assert worker.ran == ["take", "extract", "hand over"]


def test_no_text_of_an_error_is_kept(tmp_path: Path) -> None:
    worker = Worker()
    worker.trouble = ValueError("a value of a record")
    with remembered(tmp_path / "steps.db", runner="runner-1") as memory, pytest.raises(ValueError, match="a value"):
        memory.carry_out("order-1:1", worker)

    with sqlite3.connect(tmp_path / "steps.db") as kept:
        told = "".join(kept.iterdump())
    kept.close()

    assert "order-1:1" in told
    assert "a value" not in told


def test_the_memory_reaches_for_no_network_and_prints_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with remembered(tmp_path / "steps.db", runner="runner-1") as memory:
        memory.carry_out("order-1:1", Worker())

    assert capfd.readouterr() == ("", "")
    assert "DBOS_CONDUCTOR_KEY" not in os.environ
