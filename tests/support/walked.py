"""A study walked from draft to a workspace that closes again, under the house's own rules; and all they were told."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

from gateway.domain.case_number import CaseNumber
from gateway.domain.ethics import AgainstKind, DecisionAgainst
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question, Rules
from tests.spec.delivery.test_a_study_under_the_houses_own_rules import prepared
from tests.support import builders
from tests.support.fakes import TableRules, World
from tests.support.onwards import GRANTED, LONGER

AGAINST = DecisionAgainst(
    case_number=CaseNumber.parse("Ö 32-2026/3.1"),
    kind=AgainstKind.SUPERVISION_ORDER,
    decided_on=date(2026, 11, 20),
)


class Listening:
    """Rules that keep every question with its facts, and answer as others do."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self.engine = rules.engine
        self.policy_digest = rules.policy_digest
        self.release = rules.release
        self.asked: list[tuple[Question, Mapping[str, Any]]] = []

    def ask(self, question: Question, facts: Mapping[str, Any]) -> Ruling:
        """The others' answer."""
        self.asked.append((question, facts))
        return self._rules.ask(question, facts)

    def each(self, facts: Mapping[str, Any], matters: Sequence[Mapping[str, Any]]) -> Sequence[Ruling]:
        """The others' answers, each of them asked for alone."""
        return [self.ask(Question.ACT, {**facts, **matter}) for matter in matters]


def walked(*, refusing: Sequence[str] = ()) -> tuple[World, Sequence[tuple[Question, Mapping[str, Any]]]]:
    """The house in which it was delivered and opened, and every question that was asked, in their order."""
    world = prepared()
    listening = Listening(world.rules)
    world.rules = cast(TableRules, listening)
    world.house.access_request.submit(builders.REQUEST, by=builders.RESEARCHER)
    for controller in builders.DATASETS:
        world.review(controller, builders.REFUSES if controller in refusing else None)
    troubles = [*world.house.round()]
    world.answer(world.extract())
    troubles += world.house.round()
    world.confirm(world.extract())
    troubles += world.house.round()
    world.house.delivery.let_in(builders.PERMIT, statement="SELECT 1", by=builders.RESEARCHER)
    world.house.access_request.read(builders.REQUEST, by=builders.STEWARD_A)
    world.house.permit.ask_extension(builders.PERMIT, **LONGER, by=builders.RESEARCHER)
    world.house.permit.decide_extension(builders.PERMIT, **GRANTED, by=builders.COORDINATOR)
    world.house.project.record_decision_against(builders.PROJECT, decision=AGAINST, by=builders.COORDINATOR)
    troubles += world.house.round()
    world.settle()
    troubles += world.house.round()
    world.clock.pass_by(timedelta(days=1))
    troubles += world.house.round()
    assert troubles == []
    return world, listening.asked
