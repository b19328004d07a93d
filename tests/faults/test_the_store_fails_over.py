"""
The store's server dies and the one that followed it takes its place: what was answered for is there, nothing is twice.

Replication is synchronous, as the operator's guide asks; the last test tells what becomes of a store where it is not.
"""

import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine

from gateway.adapters.sql.engine import open_engine
from gateway.adapters.sql.migrating import migrate
from gateway.domain.access_request import Status
from gateway.domain.delivery import Progress
from gateway.ports.rules import Question
from spark_jobs.papers.paper import Kind
from tests.faults.gateways import ONCE, standing
from tests.faults.test_the_store_fails import fails, is_whole_and_goes_on, submit, then
from tests.support import neighbours, stores
from tests.support.builders import AUDITOR, REQUEST, RESEARCHER
from tests.support.fakes import World
from tests.support.postgresql import PostgresServer

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # a driver says so of what its server dropped
STUDIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """`url` names both servers; whichever may be written is the store."""

    first: PostgresServer
    second: PostgresServer
    url: str

    @classmethod
    def made(cls) -> "Pair":
        # A process that is killed leaves what it wrote to the machine, synced or not: only a machine's death would not.
        first = PostgresServer.made(neighbours.postgresql().binaries, "fsync=off")
        url = first.fresh()
        second = first.replica("fsync=off")
        first.waits_for("follower")
        hosts = "&".join(f"host={server.folder}:{server.port}" for server in (first, second))
        return cls(first=first, second=second, url=f"{url.partition('?')[0]}?{hosts}")

    def fail_over(self) -> None:
        """The first crashes; the second takes its place."""
        self.first.stop(signal.SIGQUIT)
        self.second.promote()


@pytest.fixture
def pair() -> Iterator[Pair]:
    pair = Pair.made()
    yield pair
    pair.first.remove()
    pair.second.remove()


@pytest.fixture
def engine(pair: Pair) -> Iterator[Engine]:
    engine = open_engine(pair.url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def world(engine: Engine) -> World:
    return stores.world_on(engine)


def is_submitted_once(world: World) -> None:
    assert world.request().status is Status.SUBMITTED
    assert world.memory.events().count("access_request.submitted") == 1
    assert world.house.audit.verify(by=AUDITOR).faults == ()


def test_a_failover_in_the_middle_of_a_verb_is_not_even_noticed(pair: Pair, world: World) -> None:
    world.drafted()
    world.rules.answers[Question.SUBMIT] = then(pair.fail_over)

    submit(world)

    is_submitted_once(world)


@pytest.fixture
def in_flight(pair: Pair, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """The first server dies at the next commit: before it has heard of it, or before it could answer."""

    def dies(*, heard: bool) -> None:
        commit = engine.dialect.do_commit

        def last(connection: Any) -> None:
            monkeypatch.setattr(engine.dialect, "do_commit", commit)
            if heard:
                commit(connection)
                pair.fail_over()
            else:
                pair.first.stop(signal.SIGQUIT)
            raise psycopg.OperationalError("the connection is lost")

        monkeypatch.setattr(engine.dialect, "do_commit", last)

    return dies


def test_a_commit_whose_answer_was_lost_is_there_after_the_failover(
    world: World, in_flight: Callable[..., None]
) -> None:
    world.drafted()
    in_flight(heard=True)

    submit(world)

    is_submitted_once(world)


def test_a_commit_that_nobody_heard_is_refused_and_so_is_all_until_another_takes_over(
    pair: Pair, world: World, in_flight: Callable[..., None]
) -> None:
    world.drafted()
    in_flight(heard=False)

    fails(lambda: submit(world))
    fails(lambda: world.house.access_request.read(REQUEST, by=RESEARCHER))
    pair.second.promote()

    is_whole_and_goes_on(world)


def test_a_gateway_walks_its_studies_to_the_end_across_a_failover(pair: Pair, tmp_path: Path) -> None:
    with standing(tmp_path, database=pair.url, studies=STUDIES) as gateways:
        gateways.start()
        gateways.until(lambda: gateways.told()["extract.ordered"] == STUDIES, answering=False)

        pair.fail_over()

        gateways.until_delivered(receipts=STUDIES)
        assert gateways.stop() == [0]
        told = gateways.told()
        assert {event: told[event] for event in ONCE} == dict.fromkeys(ONCE, STUDIES)
        assert gateways.in_box() == {Kind.EXTRACTION_ORDER: STUDIES, Kind.DELIVERY_ORDER: STUDIES}
        assert {extract.progress for extract in gateways.extracts()} == {Progress.DELIVERED}
        assert gateways.faults() == []


def test_what_a_follower_never_heard_of_is_lost_and_a_signed_head_shows_it(pair: Pair, world: World) -> None:
    world.drafted()
    pair.first.waits_for()
    pair.second.stop()
    submit(world)
    world.house.ledger.keep_head()

    pair.first.stop(signal.SIGQUIT)
    pair.second.start()
    pair.second.promote()

    assert world.request().status is Status.DRAFT
    assert world.house.audit.verify(by=AUDITOR).faults != ()
