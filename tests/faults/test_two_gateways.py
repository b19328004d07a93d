"""Two gateways stand on one store: what happens once happens once, nobody quarrels in the ledger, neither is needed."""

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine

from gateway.adapters.sql.engine import open_engine
from gateway.adapters.sql.migrating import migrate
from gateway.adapters.sql.turns import SqlTurns
from gateway.adapters.sql.unit_of_work import SqlUnitOfWork
from gateway.domain.access_request import Status
from gateway.domain.delivery import Progress
from gateway.domain.errors import GatewayError, Stale
from spark_jobs.papers.paper import Kind
from tests.faults.gateways import ONCE, Gateways, standing
from tests.support import builders, stores
from tests.support.builders import AUDITOR, DATASETS, REQUEST, RESEARCHER
from tests.support.fakes import CountingIds, FakeTurns, World

STUDIES = 4


@pytest.fixture(params=stores.DATABASES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(stores.url(request.param, tmp_path))
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=stores.DATABASES)
def gateways(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gateways]:
    database = None if request.param == "sqlite" else stores.url(request.param, tmp_path)
    with standing(tmp_path, database=database, studies=STUDIES) as gateways:
        yield gateways


class OtherIds(CountingIds):
    """Names that the first house does not give."""

    def new(self, noun: str) -> str:
        return super().new(f"{noun}-of-the-other")


def beside(world: World, engine: Engine) -> World:
    """A second house on the same store, with the same neighbours and an engine of its own."""
    return World(
        memory=stores.Stored(lambda: SqlUnitOfWork(engine)),
        turns=SqlTurns(engine),
        box=world.box,
        heads=world.heads,
        ids=OtherIds(),
    )


def at_once(*acts: Callable[[], object]) -> list[BaseException]:
    """Everything at the same time, and what failed."""
    start, failed = Barrier(len(acts)), list[BaseException]()

    def one(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except BaseException as trouble:
            failed.append(trouble)

    threads = [Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def done_once(world: World) -> None:
    told = Counter(world.memory.events())
    assert {event: told[event] for event in ("permit.issued", "extract.ordered")} == dict.fromkeys(ONCE[:2], 1)
    assert told["verb.refused"] == 0
    assert [paper.kind for paper in world.box.taken.values()] == [Kind.EXTRACTION_ORDER]
    assert world.house.audit.verify(by=AUDITOR).faults == ()


def test_two_houses_that_go_their_rounds_at_once_do_each_thing_once(engine: Engine) -> None:
    world = stores.world_on(engine)
    world.decided()
    other = beside(world, engine)
    troubles: list[GatewayError] = []

    def rounds(of: World) -> None:
        for _ in range(5):
            troubles.extend(of.house.round())

    failed = at_once(lambda: rounds(world), lambda: rounds(other))

    assert (failed, troubles) == ([], [])
    done_once(world)


def test_while_one_goes_its_round_the_other_does_nothing_and_says_nothing(engine: Engine) -> None:
    world = stores.world_on(engine)
    world.decided()
    other = beside(world, engine)
    lines = len(world.memory.events())

    with world.turns.take() as ours:
        assert ours
        assert list(other.house.round()) == []
        assert len(world.memory.events()) == lines

    assert list(other.house.round()) == []
    done_once(world)


def test_each_thing_happens_once_even_where_both_believe_that_it_is_their_turn(engine: Engine) -> None:
    world = stores.world_on(engine)
    world.decided()
    other = beside(world, engine)
    world.turns = other.turns = FakeTurns()

    failed = at_once(world.house.round, other.house.round)

    assert failed == []
    told = Counter(world.memory.events())
    assert (told["permit.issued"], told["extract.ordered"]) == (1, 1)
    assert len(world.box.taken) == 1
    assert world.house.audit.verify(by=AUDITOR).faults == ()


def test_of_two_who_decide_at_once_both_are_heard_and_the_last_part_is_seen(engine: Engine) -> None:
    world = stores.world_on(engine)
    world.submitted()
    world.review(DATASETS[0])
    failed: list[BaseException] = []

    def decide(controller: str) -> None:
        for _ in range(5):
            try:
                world.review(controller)
            except Stale:
                continue
            return

    failed = at_once(lambda: decide(DATASETS[1]), lambda: decide(DATASETS[2]))

    assert failed == []
    assert list(world.house.permit.due()) == [REQUEST]
    assert list(world.house.round()) == []
    assert world.request().status is Status.DECIDED


def test_of_two_who_submit_at_once_one_is_told_that_the_other_was_first(engine: Engine) -> None:
    world = stores.world_on(engine)
    world.drafted()

    failed = at_once(*[lambda: world.house.access_request.submit(REQUEST, by=RESEARCHER)] * 4)

    assert len(failed) == 3
    assert {trouble.code for trouble in failed if isinstance(trouble, GatewayError)} <= {"stale", "step-refused"}
    assert Counter(world.memory.events())["access_request.submitted"] == 1
    assert world.house.audit.verify(by=AUDITOR).faults == ()


def test_two_gateways_walk_their_studies_to_the_end_and_one_of_them_may_die(gateways: Gateways) -> None:
    first, _ = gateways.start(), gateways.start()
    gateways.until(lambda: gateways.told()["house.opened"] == 3, answering=False)
    gateways.until(lambda: gateways.told()["permit.issued"] >= 1, answering=False)
    first.kill()
    first.join()
    gateways.until_delivered(receipts=STUDIES)
    gateways.start()
    gateways.until(lambda: gateways.told()["house.opened"] == 4)

    gateways.started.remove(first)
    gateways.until_all_answer()
    assert gateways.stop() == [0, 0]
    told = gateways.told()
    assert {event: told[event] for event in ONCE} == dict.fromkeys(ONCE, STUDIES)
    assert (told["verb.refused"], told["neighbour.silent"]) == (0, 0)
    assert gateways.in_box() == {Kind.EXTRACTION_ORDER: STUDIES, Kind.DELIVERY_ORDER: STUDIES}
    assert {extract.progress for extract in gateways.extracts()} == {Progress.DELIVERED}
    assert gateways.faults() == []


def test_a_gateway_that_dies_in_its_turn_has_given_it_back(gateways: Gateways) -> None:
    dying = gateways.start("nothing is ordered yet")
    gateways.until(lambda: not dying.is_alive())

    with gateways.house.desk.turns.take() as ours:
        assert ours

    assert dying.exitcode == -signal.SIGKILL
    assert gateways.told()["permit.issued"] == STUDIES
    assert builders.ORDER not in [extract.id for extract in gateways.extracts()]
