"""The house goes its rounds: slower while a neighbour is silent, and no fault ends them."""

import threading
from collections.abc import Callable, Sequence

import pytest

from gateway.domain.errors import GatewayError, NeighbourUnavailable, StepRefused
from gateway.main import LONGEST_PAUSE, Rounds

SILENT = NeighbourUnavailable("rules", "The rule engine did not answer.")


class Stopwatch(threading.Event):
    """Waits no time, remembers how long it was asked to, and is set after so many rounds."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.pauses: list[float] = []
        self._rounds = rounds

    def wait(self, timeout: float | None = None) -> bool:
        self.pauses.append(timeout or 0)
        return len(self.pauses) > self._rounds


def pauses(work: Callable[[], Sequence[GatewayError]], *, rounds: int = 10) -> list[float]:
    going = Rounds(work, pause=1.0)
    going._stopped = watch = Stopwatch(rounds)
    going.run()
    return watch.pauses


def test_a_silent_neighbour_is_asked_less_and_less_often() -> None:
    waited = pauses(lambda: [SILENT])

    assert waited[:5] == [1.0, 2.0, 4.0, 8.0, 16.0]
    assert waited[-1] == LONGEST_PAUSE


def test_another_trouble_does_not_slow_the_house_down() -> None:
    waited = pauses(lambda: [StepRefused("not now")])

    assert set(waited) == {1.0}


def test_a_neighbour_that_answers_again_is_asked_as_before() -> None:
    answers = iter([[SILENT], [SILENT], [], []])

    waited = pauses(lambda: next(answers), rounds=4)

    assert waited == [1.0, 2.0, 4.0, 1.0, 1.0]


def test_no_fault_ends_the_rounds_and_none_is_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    def explode() -> Sequence[GatewayError]:
        raise RuntimeError("19121200-1212")

    waited = pauses(explode, rounds=3)

    assert len(waited) == 4
    assert "19121212" not in capsys.readouterr().out
