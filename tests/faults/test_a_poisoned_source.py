"""A source whose reading kills the engine each time: its order ends, told clearly, and no other suffers for it."""

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.loading import BUILT_IN
from spark_jobs.journal import Event
from spark_jobs.papers.paper import Kind
from tests.faults.dying_runner import LIVES
from tests.faults.test_the_runner_dies import (
    QUICK,
    assert_journal_holds,
    assert_nothing_untreated,
    assert_statuses_are_numbered,
    journal_of,
    ordered,
    start,
)
from tests.spark.house import House
from tests.spark.test_the_runner import COHORT
from tests.support.poison import poisoned


@pytest.fixture
def house(tmp_path: Path, region: Path) -> House:
    """Two tries for each order, and an engine with little memory; one of the providers sends a bomb."""
    shutil.copytree(region, tmp_path / "sources")
    poisoned(tmp_path / "sources" / "norrmalm" / "person" / "part-00000.parquet", column="person_source_value")
    few = {**QUICK, "driver_memory": "512m", "attempts": 2}
    return House.new(tmp_path, sources=tmp_path / "sources", descriptions=[BUILT_IN], session=None, **few)


def of_another_provider(house: House, name: str) -> None:
    order = house.extraction_order(datasets=("malarhojden",), cohort=COHORT, tables=("person",), order=name)
    period = order.period.model_validate({"from": "1900-01-01", "to": "2026-12-31"})
    house.put(Kind.EXTRACTION_ORDER, order.model_copy(update={"period": period}).as_json(), name=name)


def test_a_file_that_kills_the_engine_ends_its_order_and_no_other(house: House, region: Path) -> None:
    order = ordered(house)
    assert start(house, LIVES, engine=True) == 0
    waiting = house.status(order.order)
    assert (waiting["state"], waiting["code"]) == ("running", "engine-died")

    of_another_provider(house, "o-2")
    assert start(house, LIVES, engine=True) == 0

    ended = house.status(order.order)
    assert (ended["state"], ended["code"]) == ("failed", "engine-died")
    assert "memory" in ended["sentence"]
    assert house.status("o-2")["state"] == "extracted"
    assert [folder.name for folder in house.settings.staging.iterdir()] == ["o-2"]
    assert list(house.settings.scratch.glob("*/o-*")) == []
    assert list((house.settings.box / "in").iterdir()) == []
    told = Counter(entry.event for entry in journal_of(house))
    assert (told[Event.ORDER_PUT_BACK], told[Event.ORDER_FAILED], told[Event.EXTRACT_STAGED]) == (1, 1, 1)
    assert_statuses_are_numbered(house, order.order, "o-2")
    assert_journal_holds(house)
    assert_nothing_untreated(replace(house, settings=house.settings.model_copy(update={"sources": region})))
