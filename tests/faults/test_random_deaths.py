"""
Deaths at random moments, a thousand of them: the named points are those that somebody thought of.

SLUSSEN_KILLS sets another number; the seed is told, so that a run can be repeated.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from catalog.loading import BUILT_IN
from spark_jobs.journal import Event
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

PER_HOUSE = 100
"""Deaths: each runner reads its journal from the first entry, and in one house for all of them would do little else."""

LONGEST_LIFE = 1.5
"""Times the life of a runner that nobody kills: to go on with what another began takes longer."""


@pytest.mark.long
def test_a_thousand_deaths_lose_nothing_and_deliver_nothing_twice(
    tmp_path: Path, region: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted, seed = int(os.environ.get("SLUSSEN_KILLS", "1000")), random.randrange(2**32)
    chance, deaths, orders = random.Random(seed), 0, 0
    with capsys.disabled():
        sys.stdout.write(f"\nseed {seed}\n")
    while deaths < wanted:
        settings = {**QUICK, "attempts": 1_000_000}
        house = House.new(
            tmp_path / f"after-{deaths}", sources=region, descriptions=[BUILT_IN], session=None, **settings
        )
        died, carried_out = lived_through(house, chance, wanted=min(PER_HOUSE, wanted - deaths))
        deaths, orders = deaths + died, orders + carried_out
        shutil.rmtree(house.root)
    with capsys.disabled():
        sys.stdout.write(f"\n{deaths} deaths in {orders} orders\n")


def lived_through(house: House, chance: random.Random, *, wanted: int) -> tuple[int, int]:
    """At least so many deaths, and then the question; how many deaths, and in how many orders."""
    snapshots = house.snapshots()
    names, deaths = ["o-1", "o-2"], 0
    # The second: the first one makes the memory of steps as well.
    longest = LONGEST_LIFE * [seconds_of_a_life(house, name, snapshots) for name in names][-1]
    while deaths < wanted:
        names.append(f"o-{len(names) + 1}")
        last = ordered(house, names[-1], snapshots=snapshots)
        deaths += killed_until_answered(house, chance, longest=longest)
    delivery_ordered(house, last)
    deaths += killed_until_answered(house, chance, longest=longest)

    told = Counter(str(entry.about["order"]) for entry in journal_of(house) if entry.event is Event.EXTRACT_STAGED)
    assert told == Counter(names)
    assert Counter(entry.event for entry in journal_of(house))[Event.DELIVERED] == 1
    assert {folder.name for folder in house.settings.staging.iterdir()} == set(names)
    assert {house.status(name)["state"] for name in names} == {"extracted"}
    assert house.status("d-1")["state"] == "delivered"
    assert_statuses_are_numbered(house, *names, "d-1")
    assert_journal_holds(house)
    return deaths, len(names) + 1


def seconds_of_a_life(house: House, name: str, snapshots: Mapping[str, str]) -> float:
    """How long a runner lives that nobody kills and that has one order to carry out."""
    ordered(house, name, snapshots=snapshots)
    begun = time.monotonic()
    assert start(house, LIVES) == 0
    return time.monotonic() - begun


def killed_until_answered(house: House, chance: random.Random, *, longest: float) -> int:
    """Runners live as long as chance allows, one after the other, until nothing waits; how many were killed."""
    deaths = 0
    while list((house.settings.box / "in").glob("*.json")):
        runner = begin(house, LIVES)
        runner.join(timeout=chance.uniform(0, longest))
        if runner.is_alive() and runner.pid is not None:
            os.kill(runner.pid, signal.SIGKILL)
            deaths += 1
        runner.join()
    return deaths
