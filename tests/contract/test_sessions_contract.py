"""One suite for who is signed in: the fake of the specification, and both stores."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gateway.adapters.sql.engine import open_engine
from gateway.adapters.sql.migrating import migrate
from gateway.adapters.sql.sessions import SqlSessions
from gateway.domain.errors import NeighbourUnavailable
from gateway.domain.session import IDLE, KEPT, Session
from gateway.ports.sessions import Sessions
from tests.support import stores
from tests.support.builders import NOW, RESEARCHER, STRANGER
from tests.support.fakes import FakeSessions


def session(id: str = "one", **changes: Any) -> Session:
    made = Session(
        id=id,
        actor=RESEARCHER,
        name="Anna",
        way="demo",
        csrf="secret",
        opened_at=NOW,
        seen_at=NOW,
        kept={"a": [1, "é"]},
    )
    return replace(made, **changes)


@pytest.fixture(params=["fake", *stores.DATABASES])
def sessions(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sessions]:
    if request.param == "fake":
        yield FakeSessions()
        return
    engine = open_engine(stores.url(request.param, tmp_path))
    migrate(engine)
    yield SqlSessions(engine)
    engine.dispose()


def test_what_was_opened_is_found_as_it_was(sessions: Sessions) -> None:
    sessions.open(session())

    assert sessions.get("one") == session()
    assert sessions.get("other") is None


def test_what_is_saved_is_one_revision_later(sessions: Sessions) -> None:
    sessions.open(session())

    later = sessions.save(session().keeping("basket", ["x"]))

    assert later == replace(session().keeping("basket", ["x"]), revision=1)
    assert sessions.get("one") == later


def test_of_two_calls_at_once_the_second_reads_again(sessions: Sessions) -> None:
    sessions.open(session())
    sessions.save(session().keeping("a", "first"))

    assert sessions.save(session().keeping("a", "second")) is None
    found = sessions.get("one")
    assert found is not None
    assert found.kept == {"a": "first"}


def test_what_was_ended_is_not_opened_again_by_a_call_under_way(sessions: Sessions) -> None:
    sessions.open(session())
    under_way = session().seen(NOW + timedelta(minutes=5))
    sessions.end_all("anna", now=NOW)

    assert sessions.save(under_way) is None
    found = sessions.get("one")
    assert found is not None
    assert not found.holds(NOW)
    assert found.kept == {}


def test_all_of_one_person_are_ended_and_nobody_elses(sessions: Sessions) -> None:
    for one in (session(), session("two"), session("three", actor=STRANGER)):
        sessions.open(one)

    assert sessions.end_all("anna", now=NOW) == 2
    assert sessions.end_all("anna", now=NOW) == 0
    other = sessions.get("three")
    assert other is not None
    assert other.holds(NOW)


def test_everybodys_are_ended_at_once(sessions: Sessions) -> None:
    for one in (session(), session("two"), session("three", actor=STRANGER)):
        sessions.open(one)
    sessions.end_all("anna", now=NOW)

    assert sessions.end_all(None, now=NOW) == 1
    assert [one is not None and one.holds(NOW) for one in map(sessions.get, ("one", "two", "three"))] == [False] * 3


def test_what_is_long_over_is_forgotten(sessions: Sessions) -> None:
    late = NOW + IDLE + KEPT
    sessions.open(session())
    sessions.open(session("two", opened_at=late, seen_at=late))

    assert sessions.forget(late) == 1
    assert sessions.forget(late) == 0
    assert sessions.get("one") is None
    assert sessions.get("two") is not None


def test_no_secret_comes_twice(sessions: Sessions) -> None:
    assert len({sessions.secret() for _ in range(100)}) == 100


def test_a_store_that_is_gone_is_a_silent_neighbour(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'gateway.db'}")

    with pytest.raises(NeighbourUnavailable):
        SqlSessions(engine).get("one")
    engine.dispose()
