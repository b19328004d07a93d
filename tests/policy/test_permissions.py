"""Who may do what, read from the table and asked of the rules."""

import json
from typing import Any

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.domain.actor import Role
from gateway.ports.rules import Question
from tests.policy.cases import POLICIES, Document, at, document, place, with_fact, wrong_shapes

VERBS: dict[str, dict[str, str]] = json.loads((POLICIES / "permission/table/data.json").read_bytes())["verbs"]
EVERY_VERB = sorted({verb for verbs in VERBS.values() for verb in verbs})
HOUSE_ALONE = {"issue", "order", "receive", "deliver", "sweep", "remind"}
REACHES: dict[str, dict[str, Any]] = {
    "any": {},
    "own_project": {"project": {"members": ["anna", "somebody"]}},
    "own_controller": {"actor": {"controllers": ["karolinska"]}},
    "own_part": {"actor": {"controllers": ["karolinska"]}, "part": {"controller": "karolinska"}},
    "own_deputies": {"actor": {"controllers": ["karolinska"]}, "deputyship": {"controller": "karolinska"}},
    "own_samples": {"actor": {"biobanks": ["914"]}},
    "self": {"person": {"id": "somebody"}},
}
BEYOND: dict[str, dict[str, Any]] = {
    "own_project": {"project": {"members": ["anna"]}},
    "own_controller": {"actor": {"controllers": ["norrmalm"]}},
    "own_part": {"actor": {"controllers": ["karolinska"]}, "part": {"controller": "norrmalm"}},
    "own_deputies": {"actor": {"controllers": ["karolinska"]}, "deputyship": {"controller": "norrmalm"}},
    "own_samples": {"actor": {"biobanks": ["468"]}},
    "self": {"person": {"id": "anna"}},
}
EVERY_PAIR = [(role.value, verb) for role in Role for verb in EVERY_VERB]


@pytest.mark.parametrize(("role", "verb"), EVERY_PAIR)
def test_a_role_has_the_verbs_of_the_table_within_their_reach(rules: EmbeddedRules, role: str, verb: str) -> None:
    reach = VERBS[role].get(verb)

    if reach is None:
        assert "W01-may-act" in rules.ask(Question.ACT, acting(role, verb)).missing
        return

    assert rules.ask(Question.ACT, acting(role, verb, **REACHES[reach])).allows
    if reach in BEYOND:
        assert rules.ask(Question.ACT, acting(role, verb, **BEYOND[reach])).missing == {"W02-within-reach"}


def test_a_system_only_reads_and_verifies_whatever_its_roles(rules: EmbeddedRules) -> None:
    allowed = {
        verb
        for role, verbs in VERBS.items()
        for verb, reach in verbs.items()
        if rules.ask(Question.ACT, of_a_system(acting(role, verb, **REACHES[reach]))).allows
    }

    assert {verb.split("-")[0] for verb in allowed} == {"read", "trace", "verify"}
    assert "verify-approval" not in allowed


def test_every_role_stands_in_the_table_and_every_reach_is_known() -> None:
    assert set(VERBS) == {role.value for role in Role}
    assert {reach for verbs in VERBS.values() for reach in verbs.values()} == set(REACHES)


def test_whoever_reads_is_looked_for_where_a_list_looks() -> None:
    """`AccessRequestRoom._where_to_look` follows this table: a wider reach here must be followed there."""
    readers = {role: verbs["read"] for role, verbs in VERBS.items() if "read" in verbs}

    assert readers == {
        "researcher": "own_project",
        "steward": "own_controller",
        "coordinator": "any",
        "auditor": "any",
    }


def test_the_house_alone_issues_orders_receives_delivers_sweeps_and_reminds() -> None:
    others = {verb for role, verbs in VERBS.items() if role != "house" for verb in verbs}

    assert set(VERBS["house"]) == HOUSE_ALONE
    assert not HOUSE_ALONE & others


@pytest.mark.parametrize(("role", "verb"), [("steward", "review"), ("house", "issue")])
def test_nobody_in_the_project_decides(rules: EmbeddedRules, role: str, verb: str) -> None:
    facts = acting(role, verb, **REACHES["own_part"]) | {"project": {"members": ["somebody"]}}

    assert rules.ask(Question.ACT, facts).missing == {"D02-no-conflict-of-interest"}


@pytest.mark.parametrize("members", [None, [], "somebody", [None], {}])
def test_where_the_project_has_no_known_members_nobody_decides(rules: EmbeddedRules, members: object) -> None:
    facts = acting("steward", "review", **REACHES["own_part"]) | {"project": {"members": members}}

    assert not rules.ask(Question.ACT, facts).allows


def test_two_roles_do_not_lend_each_other_their_reach(rules: EmbeddedRules) -> None:
    facts = acting("auditor", "review", **BEYOND["own_part"])
    facts["actor"]["roles"] = ["auditor", "steward"]

    assert rules.ask(Question.ACT, facts).missing == {"W02-within-reach"}


@pytest.mark.parametrize(
    ("role", "verb", "path"),
    [
        ("researcher", "read", "project/members/0"),
        ("researcher", "accept-terms", "person/id"),
        ("steward", "read", "actor/controllers/0"),
        ("steward", "read", "access_request/datasets/0/controller"),
        ("steward", "review", "part/controller"),
        ("steward", "review", "actor/controllers/0"),
        ("steward", "review", "project/members/0"),
        ("biobank_head", "read-samples", "actor/biobanks/0"),
        ("biobank_head", "decide-samples", "access_request/datasets/0/biobank/number"),
        ("biobank_head", "decide-samples", "project/members/0"),
        ("house", "issue", "project/members/0"),
        ("house", "deliver", "actor/id"),
    ],
)
def test_each_fact_of_a_reach_is_of_its_type(rules: EmbeddedRules, role: str, verb: str, path: str) -> None:
    facts = acting(role, verb, **REACHES[VERBS[role][verb]])
    assert rules.ask(Question.ACT, facts).allows

    for shape in wrong_shapes(at(facts, place(path)), place(path)):
        assert not rules.ask(Question.ACT, with_fact(facts, place(path), shape)).allows, shape


@pytest.mark.parametrize("roles", [None, [], "auditor", [None], {"auditor": True}])
def test_somebody_without_a_list_of_roles_may_do_nothing(rules: EmbeddedRules, roles: object) -> None:
    facts = acting("auditor", "read")
    facts["actor"]["roles"] = roles

    assert not rules.ask(Question.ACT, facts).allows


def acting(role: str, verb: str, **around: dict[str, Any]) -> Document:
    """Somebody, in that role, about to do that; nothing is theirs but what is said."""
    facts = document()
    facts["verb"] = verb
    nobody = {"controllers": [], "biobanks": [], "organisation": "ki", "kind": "person"}
    facts["actor"] = {"id": "somebody", "roles": [role], **nobody}
    for part, values in around.items():
        facts[part] = facts.get(part, {}) | values
    return facts


def of_a_system(facts: Document) -> Document:
    """The same, done by a system that signed in by itself."""
    return with_fact(facts, place("actor/kind"), "service")
