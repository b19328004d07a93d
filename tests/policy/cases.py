"""
One set of facts that every question answers with yes, and the ways in which a fact can be wrong.
"""

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gateway.ports.rules import Question

POLICIES = Path(__file__).resolve().parents[2] / "policies"

Document = dict[str, Any]
Step = str | int
Place = tuple[Step, ...]

KINDS = ("X00-identity-unresolved", "X01-opted-out", "X02-care-block", "X03-protected-identity")

ABSENT = object()
"""Not a value: the fact is taken out."""

WRONG: tuple[object, ...] = (None, 5, -1, 1.5, "x", "", " ", True, False, [], {}, [None], ["x"], {"x": 1}, ABSENT)
"""What a fact may be sent as by mistake. A number where a number belongs is not among a fact's wrong shapes."""


def document() -> Document:
    """Facts of one study, far enough along for every question, and in order."""
    columns = [
        _column("person", "person_id", group="demographics", sensitivity="key", treatment="pseudonym"),
        _column("condition_occurrence", "condition_source_value", group="diagnoses", sensitivity="sensitive"),
    ]
    return {
        "today": "2026-11-22",
        "verb": "read",
        "actor": {
            "id": "astrid",
            "roles": ["researcher", "steward"],
            "controllers": ["karolinska"],
            "organisation": "ki",
        },
        "project": {
            "id": "p1",
            "ethics_case_number": "2021-04890",
            "principal": "ki",
            "members": ["anna", "bo"],
        },
        "access_request": {
            "id": "r1",
            "version": 1,
            "status": "submitted",
            "applicant": {"id": "anna", "organisation": "ki", "kind": "university", "country": "SE"},
            "investigator": "bo",
            "named_persons": [_person("anna"), _person("bo"), _person("astrid")],
            "purpose": "53.1.e",
            "declarations": ["54.a", "54.b", "54.c", "54.d", "54.e"],
            "expected_persons": 400,
            "format": "pseudonymised",
            "why_pseudonymised": "rows of one person must be linked over time",
            "from": "2026-10-01",
            "until": "2029-09-30",
            "columns": copy.deepcopy(columns),
            "datasets": [
                {
                    "dataset": "karolinska",
                    "controller": "karolinska",
                    "namespace": "se-region",
                    "snapshot": "sha256:1",
                    "synthetic": True,
                }
            ],
            "period": {"from": "2019-01-01", "to": "2024-12-31"},
            "population": ["ICD-10-SE:K92"],
            "free_text": {"asked": False, "profile": None},
        },
        "ethics_approval": {
            "case_number": "2021-04890",
            "kind": "approval",
            "outcome": "approved",
            "decided_on": "2021-10-05",
            "legal_force_on": "2021-10-28",
            "immediate_effect": False,
            "started_on": "2022-03-01",
            "principals": ["ki"],
            "investigator": "bo",
            "scope": {
                "datasets": ["karolinska", "norrmalm"],
                "groups": ["demographics", "diagnoses"],
                "period": {"from": "2015-01-01", "to": "2024-12-31"},
                "population": ["ICD-10-SE:K92", "ICD-10-SE:I85"],
            },
            "maximum_persons": 500,
            "conditions": [],
            "verified_by": "carl",
        },
        "part": {"controller": "karolinska"},
        "review": {
            "controller": "karolinska",
            "decider": "astrid",
            "outcome": "granted",
            "reasons": "",
            "datasets": ["karolinska"],
        },
        "permit": {
            "id": "t1",
            "controllers": ["karolinska"],
            "datasets": ["karolinska"],
            "columns": columns,
            "parts": [
                {"controller": "karolinska", "outcome": "granted", "decider": "astrid", "decided_on": "2026-11-01"}
            ],
            "named_persons": ["anna", "bo", "astrid"],
            "issued_on": "2026-11-02",
            "valid_from": "2026-11-02",
            "valid_until": "2029-09-30",
            "maximum_persons": 450,
            "period": {"from": "2019-01-01", "to": "2024-12-31"},
        },
        "order": {"exclusions": list(KINDS)},
        "manifest": {
            "cohort_persons": 400,
            "delivered_persons": 385,
            "exclusions": [
                {"kind": kind, "persons": persons, "register": "persons", "snapshot": "sha256:2"}
                for kind, persons in zip(KINDS, (0, 10, 4, 1), strict=True)
            ],
            "snapshots": ["sha256:1", "sha256:2"],
        },
        "system": {"demo": False, "known_exclusions": list(KINDS), "text_profiles_measured": []},
    }


def valid(question: Question) -> Document:
    """The facts with which this question is answered by yes."""
    facts = document()
    if question is Question.ACT:
        facts["actor"]["roles"] = ["researcher"]
        facts["project"]["members"] = ["anna", "astrid"]
    return facts


def with_fact(facts: Mapping[str, Any], place: Place, value: object) -> Document:
    """A copy in which one place holds another value, or is gone."""
    changed: Any = copy.deepcopy(dict(facts))
    around = changed
    for step in place[:-1]:
        around = around[step]
    if value is ABSENT:
        del around[place[-1]]
    else:
        around[place[-1]] = value
    return dict(changed)


def at(facts: Mapping[str, Any], place: Place) -> Any:
    """What stands at a place."""
    value: Any = facts
    for step in place:
        value = value[step]
    return value


def places(value: object, before: Place = ()) -> Iterator[Place]:
    """Every place in the facts, the outer before the inner."""
    if before:
        yield before
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*before, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*before, index))


def pattern(place: Place) -> str:
    """The place as it is written in the tables below: entries of a list are all alike."""
    return "/".join("*" if isinstance(step, int) else step for step in place)


def place(path: str) -> Place:
    """A place from its written form, `permit/parts/0/outcome`."""
    return tuple(int(step) if step.isdigit() else step for step in path.split("/"))


def _column(table: str, column: str, *, group: str, sensitivity: str, treatment: str = "keep") -> Document:
    return {
        "dataset": "karolinska",
        "table": table,
        "column": column,
        "group": group,
        "sensitivity": sensitivity,
        "treatment": treatment,
        "justification": "needed for the outcome",
    }


def _person(name: str) -> Document:
    return {
        "id": name,
        "terms_accepted_on": "2026-01-10",
        "terms_version": "1",
        "training_on": "2026-01-12",
        "training_valid_until": "2028-01-11",
    }
