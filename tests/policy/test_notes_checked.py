"""Masked notes leave once a sample of each controller's was read; where no note leaves, and of before, nobody reads."""

import copy
from typing import Any

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.adapters.rules.note_checks import read_note_check
from gateway.domain.note_check import miss_at_most
from gateway.ports.rules import Question
from tests.policy.cases import ABSENT, POLICIES, Document, place, valid, with_fact
from tests.support import builders

M05 = "M05-notes-checked"
FACTS = (
    "manifest/text/notes manifest/text/withheld manifest/note_samples manifest/note_samples/0/controller "
    "manifest/note_samples/0/notes manifest/note_samples/0/leaving manifest/note_samples/0/sha256 note_checks "
    "note_checks/0/controller note_checks/0/sample note_checks/0/looked_at note_checks/0/miss_at_most"
).split()
WRONG = [None, True, -1, 1.5, "", "50", [], {}, ABSENT]


def told(**changed: Any) -> Document:
    """A study in order whose extract has masked notes of two controllers, each of which has read its sample."""
    facts = copy.deepcopy(valid(Question.DELIVER))
    samples = [
        {"controller": "karolinska", "notes": 50, "leaving": 812, "sha256": "sha256:a", "key": "x25519:1"},
        {"controller": "norrmalm", "notes": 7, "leaving": 7, "sha256": "sha256:b", "key": "x25519:2"},
    ]
    facts["manifest"] |= {"text": {"notes": 829, "withheld": 10}, "note_samples": samples}
    facts["note_checks"] = [
        {"controller": "karolinska", "sample": "sha256:a", "looked_at": 50, "with_a_miss": 1, "miss_at_most": 914},
        {"controller": "norrmalm", "sample": "sha256:b", "looked_at": 7, "with_a_miss": 0, "miss_at_most": 0},
    ]
    facts["permit"]["note_check"] = {"notes": 50, "highest_miss": 1000}
    for path, value in changed.items():
        facts = with_fact(facts, place(path), value)
    return facts


def test_notes_that_each_controller_has_read_are_delivered(rules: EmbeddedRules) -> None:
    ruling = rules.ask(Question.DELIVER, told())

    assert ruling.allows
    assert M05 in ruling.grounds


@pytest.mark.parametrize(
    "nearest",
    [
        {"note_checks/0/looked_at": 49},
        {"note_checks/1/looked_at": 6},
        {"note_checks/0/miss_at_most": 1001},
        {"note_checks/0/sample": "sha256:c"},
        {"note_checks/1/controller": "karolinska"},
        {"manifest/note_samples/0/notes": 49},
        {"manifest/note_samples/0/leaving": 811},
        {"manifest/text/withheld": 9},
        {"permit/note_check/notes": 51},
        {"permit/note_check/highest_miss": 913},
    ],
    ids=str,
)
def test_the_nearest_that_is_not_in_order_is_held(rules: EmbeddedRules, nearest: dict[str, Any]) -> None:
    assert rules.ask(Question.DELIVER, told(**nearest)).missing == {M05}


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_fact_of_another_kind_gives_no_ground(rules: EmbeddedRules, fact: str, wrong: object) -> None:
    assert M05 in rules.ask(Question.DELIVER, told(**{fact: wrong})).missing


@pytest.mark.parametrize("question", [question for question in Question if question is not Question.DELIVER])
def test_it_is_asked_at_the_delivery_and_nowhere_else(rules: EmbeddedRules, question: Question) -> None:
    assert M05 not in rules.ask(question, valid(question)).required_grounds


def test_what_was_told_nothing_of_notes_turns_no_ruling(rules: EmbeddedRules) -> None:
    ruling = rules.ask(Question.DELIVER, valid(Question.DELIVER))

    assert ruling.allows
    assert M05 not in ruling.required_grounds


def test_where_every_note_is_withheld_nobody_reads(rules: EmbeddedRules) -> None:
    withheld = {"manifest/text/withheld": 829, "manifest/note_samples": [], "note_checks": []}

    assert rules.ask(Question.DELIVER, told(**withheld)).allows


def test_a_permit_that_says_nothing_is_held_by_the_houses_numbers(rules: EmbeddedRules) -> None:
    for silent in (None, ABSENT):
        assert rules.ask(Question.DELIVER, told(**{"permit/note_check": silent})).allows
        beyond = {"permit/note_check": silent, "note_checks/0/miss_at_most": 1001}
        assert rules.ask(Question.DELIVER, told(**beyond)).missing == {M05}


def test_the_houses_numbers_let_one_bad_note_of_fifty_pass_and_stop_two() -> None:
    terms = read_note_check(POLICIES)

    bounds = [miss_at_most(found, looked_at=terms.notes, leaving=10**6) for found in range(3)]

    assert terms == builders.NOTE_CHECK
    assert bounds[0] < bounds[1] <= terms.highest_miss < bounds[2]
