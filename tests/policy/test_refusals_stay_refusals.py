"""A refusal is never talked away by taking facts out or sending them in another shape."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.ports.rules import Question
from tests.policy.cases import KINDS, Document, Place, at, place, places, valid, with_fact, wrong_shapes

REFUSED: tuple[tuple[Question, str, object], ...] = (
    (Question.SUBMIT, "ethics_approval/started_on", "2024-01-01"),
    (Question.SUBMIT, "access_request/expected_persons", 501),
    (Question.REVIEW, "project/members", ["anna", "astrid"]),
    (Question.SAMPLES, "actor/biobanks", ["468"]),
    (Question.ISSUE, "access_request/samples/0/outcome", "refused"),
    (Question.ISSUE, "permit/parts/0/outcome", "refused"),
    (Question.EXTEND, "permit/extended", True),
    (Question.QUERY, "permit/revoked", True),
    (Question.ORDER, "permit/replaced", True),
    (Question.SUBMIT, "amended/until", "2029-09-29"),
    (Question.KEEP_OPEN, "barrings/0/until", "2026-11-22"),
    (Question.ORDER, "permit/maximum_persons", 501),
    (Question.DELIVER, "manifest/exclusions/1/persons", 9),
    (Question.QUERY, "permit/valid_until", "2026-11-21"),
    (Question.KEEP_OPEN, "permit/valid_until", "2026-11-21"),
    (Question.EMPTY, "permit/valid_until", "2026-06-22"),
    (Question.ACT, "verb", "review"),
)


NOBODY_BARRED: tuple[Place, object] = (("barrings",), [])
"""That is no wrong shape: it says that no barring is on record."""


@pytest.mark.parametrize(("question", "path", "value"), REFUSED, ids=[f"{q}:{path}" for q, path, _ in REFUSED])
@settings(max_examples=25)
@given(chance=st.data())
def test_no_wrong_shape_turns_a_refusal_into_a_yes(
    rules: EmbeddedRules, question: Question, path: str, value: object, chance: st.DataObject
) -> None:
    facts = with_fact(valid(question), place(path), value)

    for _ in range(chance.draw(st.integers(1, 3))):
        facts = spoilt(facts, chance)

    assert not rules.ask(question, facts).allows


@settings(max_examples=25)
@given(chance=st.data())
def test_whatever_is_missing_every_kind_stays_out(rules: EmbeddedRules, chance: st.DataObject) -> None:
    facts = valid(Question.ORDER)

    for _ in range(chance.draw(st.integers(1, 6))):
        facts = spoilt(facts, chance)

    # Where approval or permit cannot be read, whoever has no consent stays out as well.
    assert rules.ask(Question.ORDER, facts).exclusions >= frozenset(KINDS)


def test_the_server_cannot_be_talked_out_of_a_kind(rules: EmbeddedRules) -> None:
    facts: dict[str, Any] = valid(Question.ORDER)
    facts["system"]["known_exclusions"] = []
    facts["lifted"] = list(KINDS)

    assert rules.ask(Question.ORDER, facts).exclusions == frozenset(KINDS)


def spoilt(facts: Document, chance: st.DataObject) -> Document:
    """The facts with one more place, outer or inner, in a wrong shape; the day stays, or there is no ruling."""
    spot: Place = chance.draw(st.sampled_from([at for at in places(facts) if at != ("today",)]))
    shapes = [shape for shape in wrong_shapes(at(facts, spot), spot) if (spot, shape) != NOBODY_BARRED]
    shape = chance.draw(st.sampled_from(shapes))
    return with_fact(facts, spot, shape)
