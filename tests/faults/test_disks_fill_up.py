"""A disk is full: the order waits and says why. There is room again: it is carried out, once."""

import signal
from collections import Counter
from pathlib import Path

import pytest

from catalog.loading import BUILT_IN
from spark_jobs.journal import Event
from tests.faults.dying_runner import LIVES
from tests.faults.test_the_runner_dies import (
    QUICK,
    assert_delivered_once,
    assert_journal_holds,
    delivery_ordered,
    journal_of,
    ordered,
    start,
)
from tests.spark.house import House
from tests.support.disks import small_disk


@pytest.fixture
def house(tmp_path: Path, region: Path) -> House:
    return House.new(tmp_path, sources=region, descriptions=[BUILT_IN], session=None, **QUICK)


def test_a_full_staging_disk_costs_time_and_not_the_order(house: House) -> None:
    order = ordered(house)
    with small_disk(house.settings.staging, kilobytes=256) as disk:
        disk.fill()
        start(house, LIVES)
        waiting = house.status(order.order)
        assert (waiting["state"], waiting["code"]) == ("running", "storage-failed")
        disk.free()

        start(house, LIVES)
        delivery_ordered(house, order)
        start(house, LIVES)

        assert_delivered_once(house, order)
    assert Counter(entry.event for entry in journal_of(house))[Event.ORDER_PUT_BACK] == 1


def test_a_full_workspace_disk_costs_time_and_not_the_delivery(house: House) -> None:
    order = ordered(house)
    start(house, LIVES)
    delivery_ordered(house, order)
    with small_disk(house.settings.workspace_root, kilobytes=256) as disk:
        disk.fill()
        start(house, LIVES)
        waiting = house.status("d-1")
        assert (waiting["state"], waiting["code"]) == ("running", "storage-failed")
        assert [path.name for path in disk.folder.iterdir()] == ["ballast"]
        disk.free()

        start(house, LIVES)

        assert_delivered_once(house, order)


@pytest.mark.long
def test_a_full_scratch_disk_costs_time_and_not_the_order(house: House) -> None:
    order = ordered(house)
    with small_disk(house.settings.scratch, kilobytes=40) as disk:
        disk.fill()
        assert start(house, LIVES, engine=True) == 0
        waiting = house.status(order.order)
        assert waiting["state"] == "running"
        assert waiting["code"] in {"engine-failed", "storage-failed"}

    assert start(house, LIVES, engine=True) == 0

    assert house.status(order.order)["state"] == "extracted"
    assert_journal_holds(house)


def test_where_no_more_entries_fit_the_order_waits_and_the_journal_holds(house: House) -> None:
    order = ordered(house)
    folder = house.settings.journal.parent
    kept = house.settings.journal.read_bytes()
    with small_disk(folder, kilobytes=64) as disk:
        house.settings.journal.write_bytes(kept)
        disk.fill()
        assert start(house, LIVES) == 0
        assert_journal_holds(house)
        assert house.settings.journal.read_bytes().startswith(kept)
        assert not (house.settings.box / "out" / order.order / "manifest.json").exists()
        assert [path.name for path in (house.settings.box / "in").iterdir()] == [f"{order.order}.json"]
        disk.free()

        assert start(house, LIVES) == 0

        assert house.status(order.order)["state"] == "extracted"
        assert_journal_holds(house)


def test_a_trouble_that_does_not_pass_is_told_as_a_failure(house: House) -> None:
    order = ordered(house)
    with small_disk(house.settings.staging, kilobytes=256) as disk:
        disk.fill()
        for _ in range(house.settings.attempts):
            assert start(house, LIVES) != -signal.SIGKILL

    status = house.status(order.order)
    assert (status["state"], status["code"]) == ("failed", "storage-failed")
    assert list((house.settings.box / "in").iterdir()) == []
