"""
Facts as they may reach the rules, drawn: a whole study, brought to the edge of some grounds, then damaged in places.

Chance comes in as a number, so that whatever two engines see differently can be drawn again.
"""

import copy
import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from typing import Any

from gateway.ports.rules import Question
from tests.policy.cases import ABSENT, FACTS, Document, Place, at, pattern, place, places, valid, with_fact
from tests.policy.test_grounds import NEAREST, Changes
from tests.support import builders
from tests.support.walked import walked

SHAPES: tuple[object, ...] = (
    *(None, True, False, [], {}, ABSENT, "", " ", "x", 0, -1, 5, 1.5, 5.0, 1e3, 2**53, 2**63, 10**12, 10**12 + 1),
    *("2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "2026-11-22\n", "2026-1-2", "٣", "å\u2028", '"\\'),
    *([None], ["x", 5], [[]], {"a": 1}, {"a": {"b": None}}, [{"id": "anna"}], {"id": "anna"}),
)
HOW_MANY = (0, 0, 1, 1, 2, 3, 4, 6)
"""In how many places a study is damaged: each of these is as likely as the next."""


@cache
def studies() -> Mapping[Question, Sequence[Mapping[str, Any]]]:
    """What the rules were told in two whole studies: all parts granted, and one of them refused."""
    asked = [*walked()[1], *walked(refusing=[builders.DATASETS[-1]])[1]]
    return {question: [facts for other, facts in asked if other is question] for question in Question}


def drawn(question: Question, required: frozenset[str], *, chance: random.Random, turn: int) -> Document:
    """
    One document. The first of four in turn is the study of the tables beyond one ground, and nothing else.

    `required` is what the question asks for, each in its turn. The day stays a day: without one, nobody is asked.
    """
    edges = [(ground, yes, no) for ground, _, yes, no in NEAREST if ground in required]
    grounds = sorted({ground for ground, _, _ in edges})
    facts, alone = valid(question), turn % 4 == 0
    if grounds and turn % 2 == 0:
        beyond = grounds[turn // 4 % len(grounds)]
        facts = brought(facts, chance.choice([no for ground, _, no in edges if ground == beyond]))
    elif studies()[question] and chance.random() < 0.5:
        facts = copy.deepcopy(dict(chance.choice(studies()[question][:12])))
    for _, yes, _ in chance.sample(edges, k=0 if alone else min(len(edges), chance.randint(0, 2))):
        facts = brought(facts, yes)
    for _ in range(0 if alone else chance.choice(HOW_MANY)):
        facts = damaged(facts, question, chance)
    return facts


def brought(facts: Document, changes: Changes) -> Document:
    """The facts with these changes, as far as there is a place for them."""
    for path, value in changes.items():
        with suppress(KeyError, IndexError, TypeError):
            facts = with_fact(facts, place(path), value)
    return facts


def damaged(facts: Document, question: Question, chance: random.Random) -> Document:
    """The facts with one more place that holds something else; mostly one that the rules read, or around one."""
    there = [spot for spot in places(facts) if spot != ("today",)]
    read = [spot for spot in there if any(path.startswith(pattern(spot)) for path in FACTS[question])]
    spot: Place = chance.choice(read if read and chance.random() < 0.8 else there)
    value = at(facts, spot)
    changes = [chance.choice(SHAPES), copy.deepcopy(at(facts, chance.choice(there))), *nearby(value, chance)]
    return with_fact(facts, spot, chance.choice(changes))


def nearby(value: object, chance: random.Random) -> Sequence[object]:
    """What is nearly the same: the day beside it, one more, one entry less or twice."""
    match value:
        case bool():
            return [not value]
        case int():
            return [value - 1, value + 1, str(value)]
        case str():
            with suppress(ValueError):
                day = date.fromisoformat(value)
                return [str(day + timedelta(days=days)) for days in (-1, 1, 366)]
            return [f"{value} ", value.upper(), value[:-1]]
        case [*entries] if entries:
            which = chance.randrange(len(entries))
            return [entries[:which] + entries[which + 1 :], [*entries, entries[which]], entries[::-1]]
    return []
