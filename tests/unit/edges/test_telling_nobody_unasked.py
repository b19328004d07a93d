"""A house that was told of no collector and no port opens no socket: where this stands, a test that does fails."""

from dataclasses import dataclass
from pathlib import Path

from gateway import wiring
from gateway.ports.watch import Step
from gateway.settings import Settings
from spark_jobs.jobs.watching.watch import Watch
from spark_jobs.settings import Settings as RunnerSettings
from tests.support.machine import ANNA, Machine


@dataclass
class Beat:
    """A pulse."""

    goes: bool = True
    since_round: float | None = 0.5


def test_a_house_that_was_told_of_nobody_opens_no_socket(tmp_path: Path) -> None:
    machine = Machine.new(tmp_path)
    watch = wiring.open_watch(machine.settings)

    with (
        wiring.open_house(machine.settings, watch=watch) as house,
        wiring.numbers_shown(machine.settings, house, watch, Beat()) as port,
        watch.step(Step.CALL),
    ):
        house.project.open(title="Bleeding", principal="ki", by=ANNA)
    watch.close()

    assert port is None
    assert watch.traces is None


def test_a_runner_that_was_told_of_nobody_keeps_neither_numbers_nor_spans(tmp_path: Path) -> None:
    watch = Watch.of(RunnerSettings(work=tmp_path))

    with watch.beating(), watch.order("extract-1"):
        watch.told("failed", "cohort-empty")

    assert (watch.metrics, watch.traces) == (None, None)


def test_nothing_is_shown_or_sent_by_default() -> None:
    gateway, runner = Settings(), RunnerSettings()

    assert (gateway.metrics_port, gateway.traces_endpoint) == (None, None)
    assert (runner.metrics_folder, runner.traces_endpoint) == (None, None)
    assert gateway.metrics_host == "127.0.0.1"
