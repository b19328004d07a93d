"""Two engines, one law: on the same facts, right and wrong, the embedded engine and the server find the same."""

import json
import random
import secrets
from collections import Counter
from collections.abc import Iterator
from math import ceil
from typing import Any

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.adapters.rules.opa import OpaRules
from gateway.adapters.rules.server import rule_server
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question
from tests.contract.drawn_facts import drawn
from tests.policy.cases import FACTS, POLICIES, Document, at, leaves, pattern, valid, with_fact
from tests.policy.cases import wrong_shapes as shapes_of
from tests.support.neighbours import opa

TOKEN = "a-token-drawn-for-the-tests-0123456789"

QUICK, LONG = 500, 10_000
"""So many questions are drawn and asked of both, all kinds together."""

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
def test_what_is_drawn_is_judged_alike(engines: Engines, question: Question) -> None:
    agreed(engines, question, seed=f"the same every time: {question}", times=ceil(QUICK / len(Question)))


@pytest.mark.long
@pytest.mark.parametrize("question", Question)
def test_what_is_drawn_for_long_is_judged_alike(engines: Engines, question: Question) -> None:
    agreed(engines, question, seed=secrets.token_hex(8), times=ceil(LONG / len(Question)))


def agreed(engines: Engines, question: Question, *, seed: str, times: int) -> None:
    """
    Both engines find the same in everything drawn, and what was drawn reaches every kind of answer.

    Every ground is found missing at least once, alone or with others; what a person may judge waits for nothing else at
    least once; and a twentieth or more is a yes, or a no.
    """
    chance = random.Random(seed)
    whole = engines[1].ask(question, valid(question))
    nothing_else = {"today": valid(question)["today"], "access_request": {"kind": "research"}}
    judgeable = engines[1].ask(question, nothing_else).needs_judgement
    mix: Counter[str] = Counter()

    for turn in range(max(times, 4 * len(whole.required_grounds))):
        facts = drawn(question, whole.required_grounds, chance=chance, turn=turn)
        one, other = (engine.ask(question, facts) for engine in engines)
        assert found(one) == found(other), f"seed {seed!r}, turn {turn}: {json.dumps(facts, ensure_ascii=False)}"
        mix.update(one.missing)
        mix[outcome(one)] += 1

    assert whole.required_grounds <= set(mix), (
        f"seed {seed!r}: never missing {sorted(whole.required_grounds - set(mix))}"
    )
    assert min(mix["yes"], mix["no"]) * 20 >= times, mix
    assert (mix["for a person to judge"] > 0) is bool(judgeable), mix


def outcome(ruling: Ruling) -> str:
    """A yes, a no, or what waits for a person's judgement and for nothing else."""
    if ruling.allows:
        return "yes"
    return "no" if ruling.refusals else "for a person to judge"


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
        ruling.compared,
        ruling.warnings,
        ruling.basis,
        ruling.route,
        ruling.sheet,
        ruling.policy_digest,
    )
