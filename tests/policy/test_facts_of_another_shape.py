"""Every fact of every question as null, number, text, list or nothing at all: none of it may pass."""

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.domain.errors import NeighbourUnavailable
from gateway.ports.rules import Question
from tests.policy.cases import FACTS, Document, Place, at, leaves, pattern, valid, with_fact, wrong_shapes

EVERY = [
    pytest.param(question, place, id=f"{question}:{pattern(place)}")
    for question in Question
    for place in leaves(valid(question))
    if pattern(place) in FACTS[question]
]


@pytest.mark.parametrize("question", Question)
def test_facts_in_order_are_allowed(rules: EmbeddedRules, question: Question) -> None:
    assert rules.ask(question, valid(question)).allows


@pytest.mark.parametrize(("question", "place"), EVERY)
def test_a_fact_of_another_shape_is_refused(rules: EmbeddedRules, question: Question, place: Place) -> None:
    facts = valid(question)

    allowed = [
        shape
        for shape in wrong_shapes(at(facts, place), place)
        if allows(rules, question, with_fact(facts, place, shape))
    ]

    assert allowed == []


@pytest.mark.parametrize("question", Question)
def test_every_fact_in_the_table_is_a_fact_of_the_document(question: Question) -> None:
    assert FACTS[question] <= {pattern(place) for place in leaves(valid(question))}


@pytest.mark.parametrize("question", Question)
def test_what_is_not_in_the_table_decides_nothing(rules: EmbeddedRules, question: Question) -> None:
    facts = valid(question)
    for place in leaves(facts):
        if pattern(place) not in FACTS[question]:
            facts = with_fact(facts, place, None)

    ruling = rules.ask(question, facts)

    assert ruling.allows


@pytest.mark.parametrize("question", Question)
def test_nothing_at_all_is_refused_by_every_ground(rules: EmbeddedRules, question: Question) -> None:
    ruling = rules.ask(question, {"today": "2026-11-22"})

    assert not ruling.allows
    assert ruling.missing == ruling.required_grounds
    assert not ruling.grounds


def allows(rules: EmbeddedRules, question: Question, facts: Document) -> bool:
    """Without a day there is not even an answer; that is no yes either."""
    try:
        return rules.ask(question, facts).allows
    except NeighbourUnavailable:
        return False
