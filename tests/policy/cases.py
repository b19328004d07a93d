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

NO_CONSENT = "X05-no-consent"
KINDS = (
    "X00-identity-unresolved",
    "X01-opted-out",
    "X02-care-block",
    "X03-protected-identity",
    "X04-consent-withdrawn",
)
"""Those that are counted where nobody is asked for consent."""

POINTS = ("no-harm", "necessary", "public-interest", "qualified", "safeguarded", "public-security", "free-text")
"""The points of the assessment sheet that a person signs in this study."""

ABSENT = object()
"""Not a value: the fact is taken out."""


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
            "kind": "person",
            "assurance": 2,
            "mfa": True,
            "roles": ["researcher", "steward"],
            "controllers": ["karolinska"],
            "biobanks": ["914"],
            "organisation": "ki",
        },
        "project": {
            "id": "p1",
            "ethics_case_number": "2021-04890",
            "principal": "ki",
            "members": ["anna", "bo"],
        },
        "amended": {
            "id": "t0",
            "purpose": "53.1.e",
            "until": "2029-09-30",
            "revoked": False,
            "replaced": False,
        },
        "deputyships": [
            {
                "id": "deputyship-1",
                "controller": "sodersjukhuset",
                "steward": "disa",
                "deputy": "astrid",
                "from": "2025-01-01",
                "until": "2025-06-30",
                "ended_on": "2025-03-01",
            }
        ],
        "barrings": [
            {
                "id": "barring-1",
                "of_study": True,
                "persons": ["bo"],
                "from": "2015-01-01",
                "until": "2019-12-31",
                "confirmed": True,
                "lifted_on": None,
            }
        ],
        "access_request": {
            "id": "r1",
            "version": 1,
            "status": "submitted",
            "applicant": {"id": "anna", "organisation": "ki", "kind": "university", "country": "SE"},
            "investigator": "bo",
            "named_persons": [_person("anna"), _person("bo"), _person("astrid")],
            "kind": "research",
            "purpose": "53.1.e",
            "declarations": ["54.a", "54.b", "54.c", "54.d", "54.e"],
            "expected_persons": 400,
            "judgements": [],
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
                    "uses": [{"code": "DUO:0000028", "terms": ["ki"], "months": None}],
                    "health_categories": ["EHRS"],
                    "biobank": {"number": "914", "body": "Region Stockholm"},
                }
            ],
            "samples": [
                {
                    "biobank": "914",
                    "datasets": ["karolinska"],
                    "outcome": "granted",
                    "decider": "birgit",
                    "decided_on": "2026-11-02",
                }
            ],
            "period": {"from": "2019-01-01", "to": "2024-12-31"},
            "population": ["ICD-10-SE:K92"],
            "criteria": [{"table": "condition_occurrence", "column": "condition_source_value", "searchable": True}],
            "free_text": {"asked": True, "profile": "withhold"},
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
            "named_persons": ["anna", "astrid"],
            "scope": {
                "datasets": ["karolinska", "norrmalm"],
                "groups": ["demographics", "diagnoses"],
                "biobanks": ["914"],
                "period": {"from": "2015-01-01", "to": "2024-12-31"},
                "population": ["ICD-10-SE:K92", "ICD-10-SE:I85"],
            },
            "maximum_persons": 500,
            "against": [
                {
                    "case_number": "Ö 32-2024/3.1",
                    "kind": "supervision_order",
                    "decided_on": "2024-02-01",
                    "lifted_on": "2024-05-01",
                }
            ],
            "conditions": [{"id": "c1", "text": "ask again after a year", "acknowledged": True}],
            "consent": {"mode": "waived", "versions": []},
            "decisions": [
                {
                    "case_number": "2021-04890",
                    "paper": "sha256:3",
                    "documents": ["sha256:4"],
                    "verification": {"of": "sha256:3", "document": "sha256:4", "by": "klara", "on": "2026-09-01"},
                }
            ],
        },
        "part": {"controller": "karolinska", "kind": "public"},
        "review": {
            "controller": "karolinska",
            "decider": "astrid",
            "in_place_of": None,
            "outcome": "granted",
            "reasons": "",
            "datasets": ["karolinska"],
            "units": 2,
            "capacity": "head_of_operations",
            "answers": [_answer(point) for point in POINTS],
        },
        "samples": {"biobank": "914", "decider": "astrid", "outcome": "granted", "reasons": ""},
        "permit": {
            "id": "t1",
            "controllers": ["karolinska"],
            "datasets": ["karolinska"],
            "columns": columns,
            "parts": [
                {
                    "controller": "karolinska",
                    "outcome": "granted",
                    "decider": "astrid",
                    "decided_on": "2026-11-01",
                    "conditions": [{"id": "c1", "text": "no linking with other registers", "accepted": True}],
                    "kept": ["protected_identity"],
                }
            ],
            "named_persons": ["anna", "bo", "astrid"],
            "issued_on": "2026-11-02",
            "valid_from": "2026-11-02",
            "valid_until": "2029-09-30",
            "issued_until": "2029-09-30",
            "extended": False,
            "revoked": False,
            "replaced": False,
            "superseded": False,
            "maximum_persons": 450,
            "period": {"from": "2019-01-01", "to": "2024-12-31"},
            "consent": {"mode": "waived", "versions": []},
        },
        "extension": {
            "until": "2031-09-30",
            "because": "the last follow-up is in 2031",
            "by": "anna",
            "on": "2026-11-22",
        },
        "order": {"exclusions": list(KINDS)},
        "manifest": {
            "cohort_persons": 400,
            "delivered_persons": 385,
            "exclusions": [
                {"kind": kind, "persons": persons, "register": "persons", "snapshot": "sha256:2"}
                for kind, persons in zip(KINDS, (0, 10, 4, 1, 0), strict=True)
            ],
            "consents": None,
            "snapshots": ["sha256:1", "sha256:2"],
        },
        "system": {
            "demo": False,
            "known_exclusions": [*KINDS, NO_CONSENT],
            "text_profiles_measured": [],
            "consent_registers": ["se-region"],
            "delivered_into": "closed_workspace",
        },
    }


def valid(question: Question) -> Document:
    """The facts with which this question is answered by yes."""
    facts = document()
    if question is Question.ACT:
        facts["actor"]["roles"] = ["researcher"]
        facts["project"]["members"] = ["anna", "astrid"]
    if question is Question.EMPTY:
        facts["permit"]["valid_until"] = "2026-06-21"
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


def leaves(value: object) -> Iterator[Place]:
    """The places that hold no further ones."""
    found = list(places(value))
    inner = {place[:-1] for place in found}
    yield from (place for place in found if place not in inner)


def places(value: object, before: Place = ()) -> Iterator[Place]:
    """Every place in the facts, the outer before the inner; of a list its first entry stands for all."""
    if before:
        yield before
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*before, name))
    elif isinstance(value, list) and value:
        yield from places(value[0], (*before, 0))


NULL_ANSWERS = frozenset({"access_request/datasets/*/biobank", "amended"})
"""Where null is an answer and no wrong shape: the dataset comes from nobody's samples, a new permit is asked for."""


def wrong_shapes(value: object, place: Place) -> Iterator[object]:
    """What is sent by mistake: null, a number, a text, a list, nothing at all; never a value of the right type."""
    shapes: tuple[object, ...] = (5, "x", []) if pattern(place) in NULL_ANSWERS else (None, 5, "x", [])
    for shape in shapes:
        if not isinstance(shape, type(value)) or shape == []:
            yield shape
    if isinstance(value, str):
        yield " "
    if not isinstance(place[-1], int):  # a list without one of its entries is another list, and may well be right
        yield ABSENT


def pattern(place: Place) -> str:
    """The place as the tables write it: `permit/parts/*/outcome`."""
    return "/".join("*" if isinstance(step, int) else step for step in place)


def place(path: str) -> Place:
    """A place from its written form, `permit/parts/0/outcome`."""
    return tuple(int(step) if step.isdigit() else step for step in path.split("/"))


_APPROVAL = """
today project/ethics_case_number access_request/population/*
ethics_approval/case_number ethics_approval/kind ethics_approval/outcome ethics_approval/decided_on
ethics_approval/legal_force_on ethics_approval/started_on ethics_approval/maximum_persons
ethics_approval/against/*/lifted_on ethics_approval/principals/*
ethics_approval/conditions/*/id ethics_approval/conditions/*/acknowledged project/principal
ethics_approval/scope/datasets/* ethics_approval/scope/groups/* ethics_approval/scope/population/*
ethics_approval/scope/period/from ethics_approval/scope/period/to
ethics_approval/scope/biobanks/* access_request/datasets/*/biobank/number
"""
_PURPOSE = """
access_request/applicant/kind access_request/kind access_request/purpose access_request/declarations/*
access_request/format access_request/why_pseudonymised
"""
_PEOPLE = """
access_request/named_persons/*/id access_request/named_persons/*/terms_accepted_on
access_request/named_persons/*/terms_version access_request/named_persons/*/training_on
access_request/named_persons/*/training_valid_until
"""
_TEAM = """
access_request/investigator access_request/named_persons/*/id ethics_approval/investigator
ethics_approval/named_persons/*
"""
_COLUMNS = "{0}/columns/*/dataset {0}/columns/*/group {0}/period/from {0}/period/to "
_JUSTIFIED = """
{0}/columns/*/table {0}/columns/*/column {0}/columns/*/sensitivity {0}/columns/*/treatment
{0}/columns/*/justification
"""
_PARTS = """
access_request/kind access_request/datasets/*/dataset access_request/datasets/*/controller
permit/controllers/* permit/datasets/* permit/valid_from permit/valid_until permit/issued_until
access_request/samples/*/biobank access_request/samples/*/datasets/* access_request/samples/*/outcome
access_request/samples/*/decider access_request/samples/*/decided_on
permit/parts/*/controller permit/parts/*/outcome permit/parts/*/decider permit/parts/*/decided_on
"""
_MANIFEST = """
permit/maximum_persons permit/consent/mode order/exclusions/* manifest/cohort_persons manifest/delivered_persons
manifest/exclusions/*/kind manifest/exclusions/*/persons manifest/exclusions/*/register
manifest/exclusions/*/snapshot
"""
_IN_FORCE = """
access_request/kind today project/ethics_case_number
ethics_approval/case_number ethics_approval/kind ethics_approval/outcome ethics_approval/decided_on
ethics_approval/legal_force_on ethics_approval/started_on ethics_approval/against/*/lifted_on
"""
_STRONG = "actor/assurance actor/mfa"
_BARRED = "barrings/*/until"
_AMENDED = "amended/purpose amended/until amended/revoked amended/replaced access_request/until"
_STANDING = (
    f"{_BARRED} {_IN_FORCE} permit/valid_from permit/valid_until permit/issued_until permit/revoked permit/superseded"
)
_MINIMAL = """
access_request/criteria/*/table access_request/criteria/*/column access_request/criteria/*/searchable
access_request/free_text/asked access_request/free_text/profile
access_request/datasets/*/uses/*/code access_request/datasets/*/uses/*/terms/* access_request/applicant/organisation
"""
_HANDED_OUT = """
access_request/applicant/country ethics_approval/consent/mode project/members/*
ethics_approval/decisions/*/paper ethics_approval/decisions/*/documents/* ethics_approval/decisions/*/verification/of
ethics_approval/decisions/*/verification/document ethics_approval/decisions/*/verification/by
ethics_approval/decisions/*/verification/on
permit/parts/*/conditions/*/id permit/parts/*/conditions/*/accepted
"""
_REQUEST = _COLUMNS.format("access_request") + _JUSTIFIED.format("access_request")
_PERMIT = _COLUMNS.format("permit") + _PARTS

FACTS: dict[Question, frozenset[str]] = {
    question: frozenset(written.split())
    for question, written in {
        Question.SUBMIT: f"{_BARRED} {_AMENDED} {_APPROVAL} {_PURPOSE} {_PEOPLE} {_REQUEST} {_MINIMAL}"
        " access_request/expected_persons access_request/datasets/*/dataset",
        Question.REVIEW: f"{_STRONG} today access_request/kind actor/id actor/controllers/* project/members/*"
        " access_request/status access_request/datasets/*/dataset access_request/datasets/*/controller"
        " part/controller part/kind review/controller review/decider review/outcome review/datasets/* review/units"
        " review/capacity review/answers/*/point review/answers/*/answer review/answers/*/reason"
        " access_request/expected_persons access_request/datasets/*/health_categories/*",
        Question.SAMPLES: f"{_STRONG} today access_request/kind actor/id actor/biobanks/* project/members/*"
        " access_request/status"
        " access_request/datasets/*/biobank/number ethics_approval/scope/biobanks/*"
        " samples/biobank samples/decider samples/outcome",
        Question.ISSUE: f"{_BARRED} {_AMENDED} {_APPROVAL} {_TEAM} {_PURPOSE} {_PEOPLE} {_PERMIT}"
        f" {_JUSTIFIED.format('permit')}"
        f" access_request/expected_persons permit/named_persons/* {_MINIMAL} {_HANDED_OUT}",
        Question.EXTEND: f"{_BARRED} {_IN_FORCE} permit/valid_until permit/extended permit/revoked permit/replaced"
        " extension/until extension/because extension/on",
        Question.ORDER: f"{_BARRED} {_APPROVAL} {_TEAM} {_PERMIT} {_JUSTIFIED.format('permit')} permit/maximum_persons"
        f" permit/revoked permit/replaced {_MINIMAL} {_HANDED_OUT}",
        Question.DELIVER: f"{_BARRED} {_APPROVAL} {_TEAM} {_PEOPLE} {_PERMIT} {_MANIFEST} {_HANDED_OUT}"
        " permit/named_persons/* permit/revoked permit/replaced",
        Question.QUERY: f"{_STRONG} {_STANDING} actor/id permit/named_persons/*",
        Question.KEEP_OPEN: _STANDING,
        Question.EMPTY: "today permit/valid_until",
        Question.ACT: "today verb actor/id actor/kind actor/roles/* project/members/*",
    }.items()
}
"""
The facts of each question, written as `pattern` writes them: a test finds that each is needed, and that nothing besides
is. What is in the document and not here (of whom, in which version, in which format) the rules do not read yet.
"""


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


def _answer(point: str) -> Document:
    return {"point": point, "answer": "yes", "reason": "seen and weighed"}


def _person(name: str) -> Document:
    return {
        "id": name,
        "terms_accepted_on": "2026-01-10",
        "terms_version": "1",
        "training_on": "2026-01-12",
        "training_valid_until": "2028-01-11",
    }
