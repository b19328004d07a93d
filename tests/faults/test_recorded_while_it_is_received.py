"""
Something is recorded on a study in the very moment in which its delivery is received: the workspace is closed at once.

The day's sweep is over, so that nothing else would ask before tomorrow. Each moment is played by the rules, which are
asked in the middle of one verb and let the other one happen.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from gateway.adapters.sql.engine import open_engine
from gateway.adapters.sql.migrating import migrate
from gateway.domain.audit import Event
from gateway.domain.errors import Stale
from gateway.domain.judgement import Finding
from gateway.domain.ruling import Ruling
from gateway.domain.workspace import State, Sweep
from gateway.ports.clock import swedish_day
from gateway.ports.rules import Question
from spark_jobs.papers.paper import Kind
from tests.faults.test_two_gateways import beside
from tests.spec.access_request.test_decisions_against_a_study import order as an_order
from tests.support import builders, stores
from tests.support.builders import AUDITOR, COORDINATOR, PROJECT, REQUEST
from tests.support.fakes import FakeTurns, World, allow, refuse

CLOSED_FOR = "E10-nothing-against"


@pytest.fixture(params=stores.DATABASES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(stores.url(request.param, tmp_path))
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def world(engine: Engine) -> World:
    """Delivered by the runner, not received; the day's sweep is done. The rules let nobody in against a decision."""
    world = stores.world_on(engine)
    world.turns = FakeTurns()
    world.confirm(world.delivering())
    swept_today(world)
    world.rules.answers[Question.KEEP_OPEN] = nothing_against
    world.rules.answers[Question.EMPTY] = refuse("R01-kept-long-enough")
    return world


def swept_today(world: World) -> None:
    now = world.clock.now()
    with world.memory.work() as work:
        work.sweeps.add(Sweep(id=swedish_day(now).isoformat(), at=now, workspaces=1))
        work.commit(builders.entry(Event.WORKSPACES_SWEPT))


def nothing_against(question: Question, facts: Mapping[str, Any]) -> Ruling:
    answer = refuse(CLOSED_FOR) if facts["ethics_approval"]["against"] else allow
    return answer(question, facts)


def meanwhile(act: Callable[[], object]) -> Callable[[Question, Mapping[str, Any]], Ruling]:
    """Allows, and the first time lets that happen before it answers."""
    left = [act]

    def answer(question: Question, facts: Mapping[str, Any]) -> Ruling:
        while left:
            left.pop()()
        return allow(question, facts)

    return answer


def record(world: World) -> None:
    world.house.project.record_decision_against(PROJECT, decision=an_order(), by=COORDINATOR)


def assert_closed_at_once(world: World) -> None:
    assert world.workspace().state is State.CLOSING
    assert world.workspace().because == (CLOSED_FOR,)
    assert [paper.kind for paper in world.box.taken.values()].count(Kind.WORKSPACE_ORDER) == 1
    assert world.memory.events().count("delivery.receipted") == 1
    assert world.house.audit.verify(by=AUDITOR).faults == ()


def test_recorded_in_the_middle_of_the_receipt_it_closes_what_that_opens(world: World, engine: Engine) -> None:
    other = beside(world, engine)
    world.rules.answers["receive"] = meanwhile(lambda: record(other))

    troubles = world.house.round()
    assert [trouble.code for trouble in troubles] == ["stale"]
    assert world.memory.events().count("delivery.receipted") == 0
    assert list(world.house.round()) == []

    assert_closed_at_once(world)


def test_judged_in_the_middle_of_the_receipt_it_closes_what_that_opens(world: World, engine: Engine) -> None:
    other = beside(world, engine)
    people: Mapping[str, Any] = {"ground": "E05-people-approved", "finding": Finding.REJECTED, "reasons": "a new site"}
    world.rules.answers["receive"] = meanwhile(lambda: other.house.decision.judge(REQUEST, **people, by=COORDINATOR))
    world.rules.answers[Question.KEEP_OPEN] = refuse(CLOSED_FOR)

    troubles = world.house.round()
    assert [trouble.code for trouble in troubles] == ["stale"]
    assert list(world.house.round()) == []

    assert_closed_at_once(world)


def test_received_in_the_middle_of_the_recording_the_recording_is_told_to_look_again_and_then_closes_it(
    world: World, engine: Engine
) -> None:
    other = beside(world, engine)
    other.rules.answers["record-decision-against"] = meanwhile(world.house.round)

    with pytest.raises(Stale):
        record(other)
    assert world.workspace().state is State.OPEN
    record(other)
    assert list(world.house.round()) == []

    assert_closed_at_once(world)


def test_recorded_between_delivery_and_receipt_it_is_closed_in_the_round_that_receives_it(world: World) -> None:
    record(world)

    assert list(world.house.round()) == []

    assert_closed_at_once(world)


def test_a_day_that_passed_between_delivery_and_receipt_is_asked_about_though_it_was_swept(world: World) -> None:
    world.rules.answers[Question.KEEP_OPEN] = refuse(CLOSED_FOR)
    world.clock.pass_by(timedelta(days=1))
    swept_today(world)

    assert list(world.house.round()) == []

    assert_closed_at_once(world)


def test_where_nothing_was_recorded_nobody_is_asked_a_second_time(world: World) -> None:
    assert list(world.house.round()) == []
    assert list(world.house.round()) == []

    assert world.workspace().state is State.OPEN
    assert not [asked for asked, _ in world.rules.asked if asked is Question.KEEP_OPEN]
