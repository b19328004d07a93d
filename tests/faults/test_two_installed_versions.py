"""
Two versions are installed beside each other, and one takes up what the other was killed over: forwards, and back again.

The other version is the present tree under another number. What differs between two real versions is played in
`test_an_upgrade.py`; here nothing is played but the engine: wheels, packages, policies and numbers are the real ones.
"""

import json
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from catalog.loading import BUILT_IN
from gateway.domain.delivery import Progress
from spark_jobs.papers.order import ExtractionOrder
from spark_jobs.papers.paper import Kind
from tests.faults.dying_runner import LIVES
from tests.faults.gateways import ONCE, Gateways, standing
from tests.faults.installed import NUMBER, Installed
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

Started = Callable[[House, str], int | None]


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed.new(tmp_path_factory.mktemp("other"))


@pytest.fixture
def house(tmp_path: Path, region: Path) -> House:
    return House.new(tmp_path, sources=region, descriptions=[BUILT_IN], session=None, **QUICK)


def test_the_other_version_is_one_of_its_own(other: Installed) -> None:
    for package in ("gateway", "spark_jobs", "catalog", "pseudonymisation"):
        assert other.says(f"import {package}; print({package}.__path__[0])") == str(other.place / package)
    policies = "from gateway.wiring import POLICIES; print(POLICIES)"
    assert other.says(policies) == str(other.place / "policies")
    assert other.says("from gateway.cli import app; app(['--version'])") == NUMBER


# ---- the runner ------------------------------------------------------------------------------------------------------


def started_by(other: Installed) -> Started:
    """A runner of the other version, to its end or its death at that point."""

    def start_other(house: House, point: str) -> int | None:
        told = json.dumps([point, environment(house), PASSPHRASE.decode()])
        code = (
            "import json\nfrom tests.faults.dying_runner import run\n"
            f"point, settings, passphrase = json.loads({told!r})\n"
            "run(point, settings, passphrase=passphrase.encode(), engine=False)"
        )
        return other.run(code, settings={}).wait(timeout=PATIENCE)

    return start_other


def taken_up(house: House, point: str, *, first: Started, then: Started) -> ExtractionOrder:
    """The first is killed over the order, the second ends it; and so with the delivery."""
    order = ordered(house)
    assert first(house, point) == -signal.SIGKILL
    assert then(house, LIVES) == 0
    delivery_ordered(house, order)
    assert first(house, "delivery: the workspace is there and in no entry") == -signal.SIGKILL
    assert then(house, LIVES) == 0
    return order


@pytest.mark.parametrize("back", [False, True], ids=["forwards", "back"])
def test_an_order_that_one_version_of_the_runner_began_the_other_ends(
    house: House, other: Installed, back: bool
) -> None:
    present, installed = start, started_by(other)
    first, then = (installed, present) if back else (present, installed)

    order = taken_up(house, "extraction: the code key is open", first=first, then=then)

    assert (house.manifest(order.order).engine["slussen"] == NUMBER) is not back
    assert_delivered_once(house, order)


def test_what_one_version_staged_the_other_hands_over_as_it_was_made(house: House, other: Installed) -> None:
    order = taken_up(house, "extraction: the extract is staged and in no entry", first=start, then=started_by(other))

    assert house.manifest(order.order).engine["slussen"] != NUMBER
    assert_delivered_once(house, order)


# ---- the gateway -----------------------------------------------------------------------------------------------------


def serving(gateways: Gateways, other: Installed) -> AbstractContextManager[object]:
    told = gateways.settings.model_dump(exclude_defaults=True).items()
    settings = {f"SLUSSEN_{name.upper()}": str(value) for name, value in told}
    return other.serving(settings, words=gateways.folder / "words.log")


def assert_walked_once(gateways: Gateways) -> None:
    assert {event: gateways.told()[event] for event in ONCE} == dict.fromkeys(ONCE, 1)
    assert gateways.in_box() == {Kind.EXTRACTION_ORDER: 1, Kind.DELIVERY_ORDER: 1}
    assert {extract.progress for extract in gateways.extracts()} == {Progress.DELIVERED}
    assert gateways.faults() == []


def test_a_study_that_the_present_gateway_was_killed_over_the_other_version_ends(
    tmp_path: Path, other: Installed
) -> None:
    with standing(tmp_path, database=None) as gateways:
        gateways.start()
        gateways.until(lambda: gateways.told()["extract.followed"] > 0)
        gateways.stop(how=signal.SIGKILL)

        with serving(gateways, other):
            gateways.until_delivered()

        assert_walked_once(gateways)


def test_a_study_that_the_other_version_was_killed_over_the_present_gateway_ends(
    tmp_path: Path, other: Installed
) -> None:
    with standing(tmp_path, database=None) as gateways:
        with serving(gateways, other):
            gateways.until(lambda: gateways.told()["extract.followed"] > 0)

        gateways.start()
        gateways.until_delivered()
        assert gateways.stop() == [0]

        assert_walked_once(gateways)
