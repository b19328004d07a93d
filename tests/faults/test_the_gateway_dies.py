"""
The gateway is killed at every named point of its own work, and started again. Each time the same question: one order
in the box, one receipt, ledger, heads and chain whole, the true status shown.
"""

import random
import signal
import time
from collections.abc import Iterator
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from gateway.domain.delivery import Progress
from spark_jobs.papers.paper import Kind
from tests.faults.dying_gateway import POINTS
from tests.faults.gateways import ONCE, Gateways, standing
from tests.support import stores

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(params=stores.DATABASES)
def gateways(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gateways]:
    database = None if request.param == "sqlite" else stores.url(request.param, tmp_path)
    with standing(tmp_path, database=database) as gateways:
        yield gateways


def is_dead(process: BaseProcess) -> bool:
    return not process.is_alive()


def is_later(moment: float) -> bool:
    return time.monotonic() > moment


def is_done_once(gateways: Gateways, *, studies: int = 1) -> None:
    told = gateways.told()
    assert {event: told[event] for event in ONCE} == dict.fromkeys(ONCE, studies)
    assert gateways.in_box() == {Kind.EXTRACTION_ORDER: studies, Kind.DELIVERY_ORDER: studies}
    assert [extract.progress for extract in gateways.extracts()] == [Progress.DELIVERED] * studies
    assert (told["verb.refused"], told["neighbour.silent"]) == (0, 0)
    assert gateways.faults() == []


def test_one_study_is_delivered_once_though_the_gateway_dies_at_every_point_of_it(gateways: Gateways) -> None:
    for point in POINTS:
        dying = gateways.start(point)
        gateways.until(partial(is_dead, dying))
        assert gateways.stop() == [-signal.SIGKILL], point
        assert gateways.faults() == [], point
    gateways.start()
    gateways.until_delivered()
    gateways.until_all_answer()

    assert gateways.stop() == [0]
    is_done_once(gateways)


@pytest.mark.long
def test_studies_are_delivered_once_though_the_gateway_dies_at_any_moment(gateways: Gateways) -> None:
    moments = random.Random(1)
    for _ in range(50):
        gateways.start()
        end = time.monotonic() + moments.uniform(0.5, 2.5)
        gateways.until(partial(is_later, end))
        assert gateways.stop(how=signal.SIGKILL) == [-signal.SIGKILL]
        assert gateways.faults() == []
    gateways.start()
    gateways.until_delivered()
    gateways.until_all_answer()

    assert gateways.stop() == [0]
    is_done_once(gateways)
