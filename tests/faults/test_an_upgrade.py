"""Both planes are stopped and started anew as another version, while an order is in hand: it is carried out once."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from catalog.loading import BUILT_IN
from gateway.domain.delivery import Progress
from spark_jobs.papers.paper import Kind
from tests.faults.gateways import ONCE, standing
from tests.faults.nursery import nursery
from tests.faults.other_versions import NEW, OLD, OPEN, REACHED, once_new, serve_old
from tests.faults.test_the_runner_dies import (
    PATIENCE,
    QUICK,
    assert_delivered_once,
    delivery_ordered,
    environment,
    ordered,
    start,
)
from tests.spark.house import PASSPHRASE, House
from tests.support import stores


@pytest.fixture
def house(tmp_path: Path, region: Path) -> House:
    return House.new(tmp_path, sources=region, descriptions=[BUILT_IN], session=None, **QUICK)


@contextmanager
def old_version(house: House) -> Iterator[BaseProcess]:
    """Serves, and stands in the middle of its order when the block begins."""
    how = {"passphrase": PASSPHRASE, "gate": house.root}
    runner = nursery().Process(target=serve_old, args=(environment(house),), kwargs=how)
    runner.start()
    deadline = time.monotonic() + PATIENCE
    while not (house.root / REACHED).exists():
        assert runner.is_alive()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    try:
        yield runner
    finally:
        runner.kill()
        runner.join()


def told(runner: BaseProcess, what: signal.Signals) -> None:
    assert runner.pid is not None
    os.kill(runner.pid, what)


def new_version(house: House) -> int | None:
    runner = nursery().Process(target=once_new, args=(environment(house),), kwargs={"passphrase": PASSPHRASE})
    runner.start()
    runner.join(timeout=PATIENCE)
    return runner.exitcode


def test_a_runner_told_to_stop_ends_its_order_first_while_the_next_version_stands_by(house: House) -> None:
    order = ordered(house)

    with old_version(house) as old:
        told(old, signal.SIGTERM)
        assert new_version(house) == 0
        assert house.status(order.order)["state"] == "running"
        (house.root / OPEN).touch()
        old.join(timeout=PATIENCE)
        assert old.exitcode == 0

    assert house.manifest(order.order).engine["slussen"] == OLD
    delivery_ordered(house, order)
    assert new_version(house) == 0
    assert_delivered_once(house, order)


def test_what_the_old_version_was_killed_over_the_new_one_carries_out_in_steps_of_its_own(house: House) -> None:
    order = ordered(house)

    with old_version(house) as old:
        told(old, signal.SIGKILL)
        old.join()
        assert new_version(house) == 0

    assert house.manifest(order.order).engine["slussen"] == NEW
    delivery_ordered(house, order)
    assert new_version(house) == 0
    assert_delivered_once(house, order)


@pytest.mark.parametrize(
    "point", ["extraction: the extract is staged and in no entry", "extraction: a sealed list lies out"]
)
def test_what_the_old_version_had_staged_the_new_one_hands_over_and_does_not_make_anew(
    house: House, point: str
) -> None:
    order = ordered(house)
    assert start(house, point) == -signal.SIGKILL

    assert new_version(house) == 0

    assert house.manifest(order.order).engine["slussen"] != NEW
    delivery_ordered(house, order)
    assert new_version(house) == 0
    assert_delivered_once(house, order)


@pytest.mark.parametrize("database", stores.DATABASES)
def test_a_gateway_that_is_stopped_with_an_order_under_way_goes_on_with_it_when_it_starts(
    tmp_path: Path, database: str
) -> None:
    url = None if database == "sqlite" else stores.url(database, tmp_path)
    with standing(tmp_path, database=url) as gateways:
        gateways.start()
        gateways.until(lambda: gateways.told()["extract.followed"] > 0)
        assert gateways.stop() == [0]
        gateways.answer()

        gateways.start()

        gateways.until_delivered()
        assert gateways.stop() == [0]
        assert {event: gateways.told()[event] for event in ONCE} == dict.fromkeys(ONCE, 1)
        assert gateways.in_box() == {Kind.EXTRACTION_ORDER: 1, Kind.DELIVERY_ORDER: 1}
        assert {extract.progress for extract in gateways.extracts()} == {Progress.DELIVERED}
        assert gateways.faults() == []
