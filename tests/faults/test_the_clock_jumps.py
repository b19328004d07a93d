"""A clock that jumps, either way and across midnight, makes nothing happen twice, too early or for too long."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gateway.domain.day import swedish_day
from gateway.domain.delivery import Progress
from gateway.services.delivery import PASS_LASTS
from spark_jobs.jobs.in_hand import CLOCKS_APART, FAR_AHEAD
from spark_jobs.papers.paper import Kind
from spark_jobs.papers.passes import WorkspacePass
from tests.support import builders
from tests.support.builders import AUDITOR, ORDER, PERMIT, REQUEST, RESEARCHER
from tests.support.fakes import World
from tests.unit.data_plane.test_closing_a_workspace import Delivered

BEFORE_MIDNIGHT = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONCE = ("permit.issued", "extract.ordered", "extract.received", "delivery.ordered", "delivery.receipted")


def walked(world: World, *jumps: timedelta) -> None:
    """The house's rounds to the receipt, the clock jumping before each of them."""
    for number, jump in enumerate(jumps):
        world.clock.pass_by(jump)
        assert list(world.house.round()) == []
        match number:
            case 0:
                world.tell(ORDER, "running", sequence=1)
            case 1:
                world.answer(world.extract())
            case 2:
                world.confirm(world.extract())


@pytest.mark.parametrize("start", [BEFORE_MIDNIGHT, AFTER_MIDNIGHT])
@pytest.mark.parametrize("first", [HOUR, -HOUR])
def test_a_study_is_walked_once_while_the_clock_jumps_to_and_fro(start: datetime, first: timedelta) -> None:
    world = World()
    world.decided()
    world.clock.at = start

    walked(world, first, -first, first, -first)

    told = world.memory.events()
    assert [told.count(event) for event in ONCE] == [1] * len(ONCE)
    assert world.extract().progress is Progress.DELIVERED
    assert world.house.audit.verify(by=AUDITOR).faults == ()
    assert world.house.audit.chain(PERMIT, by=AUDITOR)[0].holds


def test_the_ledger_is_ordered_by_its_numbers_and_tells_each_time_as_the_clock_said_it() -> None:
    world = World()
    world.drafted()
    world.house.access_request.read(REQUEST, by=RESEARCHER)
    world.clock.pass_by(-HOUR)

    world.house.access_request.read(REQUEST, by=RESEARCHER)

    *_, earlier, later = world.memory.ledger
    assert (later.sequence, later.previous) == (earlier.sequence + 1, earlier.digest)
    assert later.entry.at == earlier.entry.at - HOUR
    assert world.house.audit.verify(by=AUDITOR).faults == ()


def test_a_permit_is_ordered_on_its_first_day_and_not_on_the_day_that_a_clock_fell_back_to() -> None:
    application = builders.application(wanted_from=date(2026, 11, 23))
    world = World()
    world.decided(application)
    world.clock.at = AFTER_MIDNIGHT
    permit = world.house.permit.issue(REQUEST)
    assert permit is not None
    assert permit.valid_from == swedish_day(AFTER_MIDNIGHT) == date(2026, 11, 23)

    world.clock.pass_by(-HOUR)
    assert list(world.house.round()) == []
    assert world.box.taken == {}
    world.clock.pass_by(HOUR)

    assert list(world.house.round()) == []
    assert list(world.box.taken) == [ORDER]


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_a_pass_lasts_its_minutes_from_when_it_was_given(jump: timedelta) -> None:
    world = World()
    world.delivered()
    world.clock.pass_by(jump)

    given = WorkspacePass.of(world.house.delivery.let_in(PERMIT, statement="SELECT 1", by=RESEARCHER))

    assert given.made_at == world.clock.now()
    assert given.expires_at - given.made_at == PASS_LASTS


# ---- the runner's clock ----------------------------------------------------------------------------------------------


@pytest.fixture
def delivered(tmp_path: Path) -> Delivered:
    """A data plane with one extract in its workspace, about which orders come."""
    return Delivered.into(tmp_path)


def laid_in(delivered: Delivered, made_at: datetime, *, turn: int = 1) -> None:
    """An order to close the workspace, dated so; nobody has looked at it."""
    body = delivered.body("closed", turn, made_at=made_at)
    delivered.house.put(Kind.WORKSPACE_ORDER, body.as_json(), name=body.id)


def events(delivered: Delivered) -> list[tuple[str, str]]:
    entries = delivered.house.runner().desk.office.journal.entries()
    return [(entry.event.value, str(entry.about.get("code", ""))) for entry in entries]


def answers(delivered: Delivered) -> list[str]:
    return delivered.house.runner().desk.office.box.answers("closed-1")


@pytest.mark.parametrize("ahead", [timedelta(minutes=5, seconds=1), HOUR, timedelta(days=1)])
def test_an_order_dated_ahead_of_the_runners_clock_waits_is_told_once_and_is_followed_in_its_time(
    delivered: Delivered, ahead: timedelta
) -> None:
    house = delivered.house
    laid_in(delivered, house.moment + ahead)

    assert [house.runner().run_once() for _ in range(house.settings.attempts + 2)] == [0] * (
        house.settings.attempts + 2
    )
    assert events(delivered) == [("order-put-back", "order-early")]
    assert answers(delivered) == []
    assert delivered.refused() == ""
    house.moment += ahead - CLOCKS_APART
    assert house.runner().run_once() == 1

    assert house.status("closed-1")["state"] == "closed"
    assert events(delivered).count(("order-put-back", "order-early")) == 1


def test_a_runner_that_goes_on_looks_again_when_it_has_rested(delivered: Delivered) -> None:
    house, passed = delivered.house, [0.0]
    runner = replace(house.runner(), steady=lambda: passed[0])
    laid_in(delivered, house.moment + HOUR)

    assert runner.run_once() == 0
    house.moment += HOUR
    assert runner.run_once() == 0
    passed[0] += house.settings.retry_seconds
    assert runner.run_once() == 1

    assert house.status("closed-1")["state"] == "closed"


def test_an_order_more_than_a_day_ahead_is_refused_and_waits_no_more(delivered: Delivered) -> None:
    laid_in(delivered, delivered.house.moment + FAR_AHEAD + timedelta(seconds=1))

    assert delivered.house.runner().run_once() == 1

    told = delivered.house.status("closed-1")
    assert (told["state"], told["code"]) == ("refused", "order-future")
    assert delivered.refused() == ""


def test_while_one_order_waits_for_its_time_others_have_theirs(delivered: Delivered) -> None:
    house = delivered.house
    laid_in(delivered, house.moment + HOUR, turn=2)

    assert delivered.order("closed", 1)["state"] == "closed"

    assert [path.name for path in (house.settings.box / "in").iterdir()] == ["closed-2.json"]
