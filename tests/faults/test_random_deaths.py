"""
Deaths at random moments, a thousand of them: the named points are those that somebody thought of.

SLUSSEN_KILLS sets another number; the seed is told, so that a run can be repeated.
"""

import os
import random
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

from catalog.loading import BUILT_IN
from spark_jobs.journal import Event
from spark_jobs.synthetic.region import draw_region
from tests.faults.dying_runner import LIVES
from tests.faults.test_the_runner_dies import (
    QUICK,
    assert_journal_holds,
    assert_statuses_are_numbered,
    begin,
    delivery_ordered,
    journal_of,
    ordered,
    start,
)
from tests.spark.house import House

LONGEST_LIFE = 2.5
"""Seconds: about as long as a runner needs for one order."""


@pytest.fixture
def house(tmp_path: Path) -> House:
    draw_region(tmp_path / "region", seed=7, size=0.02)
    settings = {**QUICK, "attempts": 1_000_000}
    return House.new(tmp_path, sources=tmp_path / "region", descriptions=[BUILT_IN], session=None, **settings)


@pytest.mark.long
def test_a_thousand_deaths_lose_nothing_and_deliver_nothing_twice(house: House) -> None:
    wanted, seed = int(os.environ.get("SLUSSEN_KILLS", "1000")), random.randrange(2**32)
    chance, deaths, names = random.Random(seed), 0, list[str]()
    while deaths < wanted:
        names.append(f"o-{len(names) + 1}")
        ordered(house, names[-1])
        deaths += killed_until_answered(house, chance)
    last = ordered(house, "o-last")
    start(house, LIVES)
    delivery_ordered(house, last)
    deaths += killed_until_answered(house, chance)
    sys.stdout.write(f"{deaths} deaths, {len(names) + 2} orders, seed {seed}\n")

    told = Counter(str(entry.about["order"]) for entry in journal_of(house) if entry.event is Event.EXTRACT_STAGED)
    assert told == Counter([*names, "o-last"])
    assert Counter(entry.event for entry in journal_of(house))[Event.DELIVERED] == 1
    assert {folder.name for folder in house.settings.staging.iterdir()} == {*names, "o-last"}
    assert {house.status(name)["state"] for name in (*names, "o-last")} == {"extracted"}
    assert house.status("d-1")["state"] == "delivered"
    assert_statuses_are_numbered(house, *names, "o-last", "d-1")
    assert_journal_holds(house)


def killed_until_answered(house: House, chance: random.Random) -> int:
    """Runners live as long as chance allows, one after the other, until nothing waits; how many were killed."""
    deaths = 0
    while list((house.settings.box / "in").glob("*.json")):
        runner = begin(house, LIVES)
        runner.join(timeout=chance.uniform(0, LONGEST_LIFE))
        if runner.is_alive() and runner.pid is not None:
            os.kill(runner.pid, signal.SIGKILL)
            deaths += 1
        runner.join()
    return deaths
