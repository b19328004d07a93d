"""The rule server goes away in the middle of a decision: nothing is decided, and the house goes on when it is back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from gateway.adapters.rules.bundle import serve_command, write_bundle
from gateway.adapters.rules.opa import OpaRules
from gateway.adapters.rules.server import LOOPBACK, RuleServer, free_port, running
from gateway.domain.access_request import Status
from gateway.domain.errors import NeighbourUnavailable
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question
from gateway.wiring import POLICIES
from tests.spec.api.calling import Caller
from tests.spec.delivery.test_a_study_under_the_houses_own_rules import prepared
from tests.support import builders
from tests.support.builders import AUDITOR, DATASETS, REQUEST, RESEARCHER
from tests.support.fakes import TableRules, World
from tests.support.neighbours import opa

TOKEN = "a-token-drawn-for-the-tests-0123456789"


@dataclass
class RestartingRules:
    """The house's own policies in a real server, which goes when that question is asked."""

    rules: OpaRules
    server: RuleServer
    scratch: Path
    goes_at: Question | None = None
    release: int = 0

    @property
    def engine(self) -> str:
        return self.rules.engine

    @property
    def policy_digest(self) -> str:
        return self.rules.policy_digest

    def start(self) -> None:
        """On the same port as ever."""
        command = serve_command(
            opa(), bundle=self.scratch / "policies.tar.gz", address=f"{LOOPBACK}:{self.server.port}"
        )
        self._stack = ExitStack()
        self._stack.enter_context(running(command, self.server, scratch=self.scratch, token=TOKEN))

    def stop(self) -> None:
        self._stack.close()

    def ask(self, question: Question, facts: Mapping[str, Any]) -> Ruling:
        if question is self.goes_at:
            self.goes_at = None
            self.stop()
        return self.rules.ask(question, facts)

    def each(self, facts: Mapping[str, Any], matters: Sequence[Mapping[str, Any]]) -> Sequence[Ruling]:
        return self.rules.each(facts, matters)


@pytest.fixture
def rules(tmp_path: Path) -> Iterator[RestartingRules]:
    opa()
    write_bundle(POLICIES, tmp_path / "policies.tar.gz")
    server = RuleServer(host=LOOPBACK, port=free_port())
    asked = OpaRules(POLICIES, host=server.host, port=server.port, token=TOKEN, timeout=10)
    rules = RestartingRules(asked, server, tmp_path)
    rules.start()
    yield rules
    rules.stop()
    asked.close()


def submitted(rules: RestartingRules) -> World:
    world = prepared()
    world.rules = cast(TableRules, rules)
    world.house.access_request.submit(REQUEST, by=RESEARCHER)
    return world


def test_a_decision_whose_rules_go_away_is_not_made_and_can_be_made_when_they_are_back(rules: RestartingRules) -> None:
    world = submitted(rules)
    before = len(world.ledger)
    rules.goes_at = Question.REVIEW

    with pytest.raises(NeighbourUnavailable) as silent:
        world.review("alvik")

    assert silent.value.neighbour == "rules"
    assert [(entry.event, entry.because) for entry in world.ledger[before:]] == [("neighbour.silent", ("rules",))]
    assert world.memory.nouns["reviews"] == {}
    rules.start()
    for controller in DATASETS:
        world.review(controller)
    assert list(world.house.permit.due()) == [REQUEST]
    assert world.house.audit.verify(by=AUDITOR).faults == ()


def test_a_round_whose_rules_go_away_holds_nothing_and_is_made_good_by_the_next(rules: RestartingRules) -> None:
    world = submitted(rules)
    for controller in DATASETS:
        world.review(controller)
    rules.goes_at = Question.ORDER

    troubles = world.house.round()
    assert [(trouble.code, getattr(trouble, "neighbour", "")) for trouble in troubles] == [
        ("neighbour-unavailable", "rules")
    ]
    assert (world.box.taken, world.permit().held_because) == ({}, ())
    rules.start()

    assert list(world.house.round()) == []
    assert list(world.box.taken) == [builders.ORDER]


def test_a_caller_is_told_to_come_again(rules: RestartingRules) -> None:
    world = submitted(rules)
    call = Caller(world)
    rules.goes_at = Question.ACT

    silent = call.get(f"/access-requests/{REQUEST}")
    rules.start()
    answered = call.get(f"/access-requests/{REQUEST}")

    assert (silent.status_code, silent.json()["neighbour"], silent.headers["Retry-After"]) == (503, "rules", "5")
    assert (answered.status_code, answered.json()["status"]) == (200, Status.SUBMITTED)
