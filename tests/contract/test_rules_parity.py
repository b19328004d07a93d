"""Two engines, one law: on the same facts, right and wrong, the embedded engine and the server find the same."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.adapters.rules.opa import OpaRules
from gateway.adapters.rules.server import rule_server
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question
from tests.policy.cases import ABSENT, FACTS, POLICIES, Document, Place, at, leaves, pattern, places, valid, with_fact
from tests.policy.cases import wrong_shapes as shapes_of
from tests.support.neighbours import opa

TOKEN = "a-token-drawn-for-the-tests-0123456789"

DAYS = st.one_of(
    st.dates().map(str),
    st.sampled_from(["2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "2026-11-22", "2026-11-22\n", "2026-1-2"]),
)
VALUES = st.one_of(
    st.sampled_from([None, True, False, [], {}, ABSENT, "", " ", "x"]),
    DAYS,
    st.integers(-5, 600),
    st.sampled_from([1.5, 5.0, 1e3, 2**53, 2**63, 10**12, 10**12 + 1]),
    st.text(max_size=8),
    st.lists(st.one_of(st.none(), st.integers(0, 9), st.text(max_size=4)), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(0, 9), max_size=2),
)

Engines = tuple[EmbeddedRules, OpaRules]


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    scratch = tmp_path_factory.mktemp("opa")
    with rule_server(opa(), policies=POLICIES, scratch=scratch, token=TOKEN) as server:
        asking = OpaRules(POLICIES, host=server.host, port=server.port, token=TOKEN, timeout=10)
        yield EmbeddedRules(POLICIES, demo=True), asking
        asking.close()


@pytest.mark.parametrize("question", Question)
def test_every_fact_in_every_wrong_shape_is_judged_alike(engines: Engines, question: Question) -> None:
    facts = valid(question)
    read = [place for place in leaves(facts) if pattern(place) in FACTS[question] and place != ("today",)]

    unlike = [
        (pattern(place), shape)
        for place in read
        for shape in shapes_of(at(facts, place), place)
        if not alike(engines, question, with_fact(facts, place, shape))
    ]

    assert unlike == []


@pytest.mark.parametrize("question", Question)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(chance=st.data())
def test_whatever_is_sent_is_judged_alike(engines: Engines, question: Question, chance: st.DataObject) -> None:
    assert alike(engines, question, drawn(question, chance))


@pytest.mark.long
@pytest.mark.parametrize("question", Question)
@settings(max_examples=3_000, derandomize=False, suppress_health_check=[HealthCheck.too_slow])
@given(chance=st.data())
def test_whatever_is_sent_for_long_is_judged_alike(engines: Engines, question: Question, chance: st.DataObject) -> None:
    assert alike(engines, question, drawn(question, chance))


def drawn(question: Question, chance: st.DataObject) -> Document:
    """Facts in order, disturbed in one to four places."""
    facts = valid(question)
    for _ in range(chance.draw(st.integers(1, 4))):
        facts = disturbed(facts, chance)
    return facts


def disturbed(facts: Document, chance: st.DataObject) -> Document:
    """The facts with one more place holding whatever was drawn; the day stays a day, or nobody is asked."""
    spot: Place = chance.draw(st.sampled_from([place for place in places(facts) if place != ("today",)]))
    return with_fact(facts, spot, chance.draw(VALUES))


def alike(engines: Engines, question: Question, facts: Document) -> bool:
    """Both find the same, ground by ground."""
    one, other = (found(engine.ask(question, facts)) for engine in engines)
    return one == other


def found(ruling: Ruling) -> tuple[Any, ...]:
    """Everything in a ruling but who made it."""
    return (
        ruling.allows,
        ruling.engine_allows,
        ruling.required_grounds,
        ruling.grounds,
        ruling.refusals,
        ruling.needs_judgement,
        ruling.exclusions,
        ruling.objections,
        ruling.policy_digest,
    )
