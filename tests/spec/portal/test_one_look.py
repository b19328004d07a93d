"""A page is one look: each question asked once, each thing told once, and nothing shown that could not be told."""

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from gateway.domain.access_request import Status
from gateway.domain.audit import AuditEntry, Event
from gateway.domain.errors import NeighbourUnavailable, NotFound, Refused
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question
from gateway.services.house import House
from tests.spec.portal.browsing import Browser
from tests.support import builders
from tests.support.builders import COORDINATOR, REQUEST, RESEARCHER, STEWARD_A
from tests.support.fakes import FakeUnitOfWork, Memory, World, allow, refuse, silent


@dataclass
class Counted:
    """A store that counts its commits; a `closed` one takes none."""

    memory: Memory
    commits: int = 0
    closed: bool = False

    def open(self) -> FakeUnitOfWork:
        """A unit of work on it."""
        counted = self

        class Work(FakeUnitOfWork):
            def commit(self, entry: AuditEntry, /, *more: AuditEntry) -> Any:
                if counted.closed:
                    raise NeighbourUnavailable("store", "The store did not answer.")
                counted.commits += 1
                return super().commit(entry, *more)

        return Work(self.memory)


def around(world: World, store: Counted) -> House:
    return House.of(replace(world.house.desk, open_work=store.open))


@pytest.fixture
def world() -> World:
    world = World()
    world.delivered()
    return world


@pytest.mark.parametrize("page", ["/", f"/requests/{REQUEST}", f"/projects/{builders.PROJECT}", "/coordination"])
def test_a_page_tells_each_thing_that_was_seen_once(world: World, page: str) -> None:
    browser = Browser(world=world).be("klara" if page == "/coordination" else "anna")
    before = len(world.ledger)

    assert browser.get(page).status_code == 200

    told = Counter((entry.event, entry.subject, entry.because) for entry in world.ledger[before:])
    assert told
    assert set(told.values()) == {1}


def test_a_page_that_asks_several_rooms_is_told_in_one_commit(world: World) -> None:
    store = Counted(world.memory)

    with around(world, store).looking() as rooms:
        rooms.access_request.read(REQUEST, by=RESEARCHER)
        rooms.decision.parts(REQUEST, by=RESEARCHER)
        rooms.deadline.list(after=None, limit=10, access_request=REQUEST, by=RESEARCHER)
        assert store.commits == 0

    assert store.commits == 1
    assert [entry.event for entry in world.ledger[-2:]] == [Event.REQUEST_READ, Event.DEADLINES_LISTED]


def test_what_cannot_be_told_is_not_shown(world: World) -> None:
    store = Counted(world.memory, closed=True)
    browser = Browser(world=world).be("anna")
    browser.app.state.house = around(world, store)

    answer = browser.get(f"/requests/{REQUEST}")

    assert answer.status_code == 503
    assert builders.application().purpose not in answer.text


def test_what_was_seen_before_a_refusal_is_told_too(world: World) -> None:
    world.rules.answers["read-attrition"] = refuse("W02-within-reach")
    before = len(world.ledger)

    with ExitStack() as whole:
        whole.enter_context(pytest.raises(Refused))
        rooms = whole.enter_context(world.house.looking())
        rooms.access_request.read(REQUEST, by=STEWARD_A)
        rooms.extraction.attrition(builders.ORDER, by=STEWARD_A)

    told = [entry.event for entry in world.ledger[before:]]
    assert sorted(told) == sorted([Event.VERB_REFUSED, Event.REQUEST_READ])


def test_what_is_done_in_a_look_is_committed_where_it_is_done(world: World) -> None:
    store = Counted(world.memory)

    with around(world, store).looking() as rooms:
        rooms.access_request.read(REQUEST, by=COORDINATOR)
        rooms.conversation.write(REQUEST, text="Which ward?", by=COORDINATOR)
        assert store.commits == 1
        assert world.ledger[-1].event is Event.MESSAGE_WRITTEN

    assert (store.commits, world.ledger[-1].event) == (2, Event.REQUEST_READ)


def test_a_look_that_saw_nothing_leaves_nothing(world: World) -> None:
    before = world.ledger

    with pytest.raises(NotFound), world.house.looking() as rooms:
        rooms.access_request.read("request-9", by=COORDINATOR)

    assert world.ledger == before


def test_the_same_facts_are_asked_about_once_in_a_look_and_anew_in_the_next(world: World) -> None:
    for _ in range(2):
        world.rules.asked.clear()

        with world.house.looking() as rooms:
            rooms.access_request.read(REQUEST, by=RESEARCHER)
            rooms.decision.parts(REQUEST, by=RESEARCHER)
            rooms.offer.anywhere(("verify", "trace"), by=RESEARCHER)
            rooms.offer.anywhere(("verify", "trace"), by=RESEARCHER)

        assert Counter(facts["verb"] for _, facts in world.rules.asked) == {"read": 1, "verify": 1, "trace": 1}


def test_a_no_is_not_remembered_for_the_next_look(world: World) -> None:
    world.rules.answers["read"] = refuse("W02-within-reach")
    with pytest.raises(Refused), world.house.looking() as rooms:
        rooms.access_request.read(REQUEST, by=RESEARCHER)
    world.rules.answers["read"] = allow

    with world.house.looking() as rooms:
        assert rooms.access_request.read(REQUEST, by=RESEARCHER).id == REQUEST


def test_rules_that_were_silent_are_asked_again_in_the_same_look(world: World) -> None:
    answers = iter([silent, allow])

    def at_second(question: Question, facts: Mapping[str, Any]) -> Ruling:
        return next(answers)(question, facts)

    world.rules.answers["read"] = at_second

    with world.house.looking() as rooms:
        with pytest.raises(NeighbourUnavailable):
            rooms.access_request.read(REQUEST, by=RESEARCHER)
        assert rooms.access_request.read(REQUEST, by=RESEARCHER).id == REQUEST


def test_a_look_is_of_one_moment_and_of_the_rules_that_rule(world: World) -> None:
    at = world.clock.now()

    with world.house.looking() as rooms:
        world.clock.pass_by(timedelta(days=1))
        rules = rooms.desk.rules
        rooms.access_request.read(REQUEST, by=RESEARCHER)

    assert world.ledger[-1].at == at
    assert (rules.engine, rules.policy_digest, rules.release) == ("table", world.rules.policy_digest, 0)


def test_a_look_sees_one_state_and_the_next_look_the_next() -> None:
    world = World()
    drafted = world.drafted()

    with world.house.looking() as rooms:
        before = rooms.access_request.read(drafted.id, by=RESEARCHER)
        world.house.access_request.withdraw(drafted.id, by=RESEARCHER)
        meanwhile = rooms.access_request.read(drafted.id, by=RESEARCHER)

    assert meanwhile == before
    with world.house.looking() as rooms:
        assert rooms.access_request.read(drafted.id, by=RESEARCHER).status is Status.WITHDRAWN


def test_what_is_written_in_a_look_is_read_in_it() -> None:
    world = World()
    drafted = world.drafted()

    with world.house.looking() as rooms:
        rooms.access_request.read(drafted.id, by=RESEARCHER)
        rooms.access_request.withdraw(drafted.id, by=RESEARCHER)

        assert rooms.access_request.read(drafted.id, by=RESEARCHER).status is Status.WITHDRAWN
