"""What a study waits for is brought in the very moment in which the house holds it, or by two at once: it goes on."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from gateway.domain.errors import Stale
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question
from tests.spec.decision.test_extending_a_permit import EXPIRED, ask, decide
from tests.spec.decision.test_granting_with_conditions import UNMET, accept, granted_with_a_condition
from tests.support.builders import ORDER, PERMIT
from tests.support.fakes import World, allow, refuse

CHECKED = "M05-notes-checked"
VERIFIED = "E11-approval-verified"


def sampled(**drawn: tuple[int, int]) -> World:
    """An extract with masked notes, staged: so many were drawn of so many, by controller."""
    world = World()
    world.issued()
    world.house.extraction.order(PERMIT)
    world.answer_with_notes(world.extract(), drawn)
    world.house.extraction.follow(ORDER)
    return world


def decided() -> World:
    world = World()
    world.decided()
    return world


def asked_for_longer() -> World:
    world = World()
    world.extracted()
    ask(world)
    return world


def test_of_two_controllers_who_record_at_once_the_second_reads_again_and_the_delivery_waits_for_nobody() -> None:
    world = sampled(alvik=(50, 812), birka=(7, 7))
    world.rules.answers[Question.DELIVER] = refuse(CHECKED)
    world.house.round()
    assert world.extract().held_because == (CHECKED,)

    def birka_records_meanwhile(question: Question, facts: Mapping[str, Any]) -> Ruling:
        del world.rules.answers["check-notes"]
        world.check_notes("birka")
        return allow(question, facts)

    world.rules.answers["check-notes"] = birka_records_meanwhile
    with pytest.raises(Stale):
        world.check_notes("alvik")
    world.check_notes("alvik")

    assert world.house.delivery.due() == [ORDER]


@pytest.mark.parametrize(
    ("prepared", "question", "waits_for", "brought", "due"),
    [
        (
            lambda: sampled(alvik=(50, 812)),
            Question.DELIVER,
            CHECKED,
            World.check_notes,
            lambda world: world.house.delivery.due(),
        ),
        (asked_for_longer, Question.DELIVER, EXPIRED, decide, lambda world: world.house.delivery.due()),
        (
            lambda: granted_with_a_condition(World()),
            Question.ISSUE,
            UNMET,
            accept,
            lambda world: world.house.permit.due(),
        ),
        (decided, Question.ISSUE, VERIFIED, World.verified, lambda world: world.house.permit.due()),
    ],
    ids=["notes are read", "a permit is extended", "a condition is accepted", "an approval is verified"],
)
def test_what_is_brought_while_the_house_holds_for_want_of_it_is_not_missed(
    prepared: Callable[[], World],
    question: Question,
    waits_for: str,
    brought: Callable[[World], object],
    due: Callable[[World], list[str]],
) -> None:
    world = prepared()
    (waiting,) = due(world)

    def meanwhile(asked: Question, facts: Mapping[str, Any]) -> Ruling:
        del world.rules.answers[question]
        brought(world)
        return refuse(waits_for)(asked, facts)

    world.rules.answers[question] = meanwhile
    troubles = world.house.round()

    assert [trouble.code for trouble in troubles] == ["stale"]
    assert list(due(world)) == [waiting]
