"""The rules' own questions: for each ground the nearest case that is allowed and the nearest that is not."""

from collections.abc import Mapping
from typing import Any

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.ports.rules import Question
from tests.policy.cases import KINDS, NO_CONSENT, place, valid, with_fact

SUBMIT, REVIEW, ISSUE, ORDER = Question.SUBMIT, Question.REVIEW, Question.ISSUE, Question.ORDER
DELIVER, QUERY = Question.DELIVER, Question.QUERY
KEEP_OPEN, EMPTY = Question.KEEP_OPEN, Question.EMPTY

Changes = Mapping[str, Any]

ACCEPTED = {
    "ground": "E05-people-approved",
    "finding": "accepted",
    "reasons": "one more doctoral student",
    "by": "klara",
    "on": "2026-11-20",
}
ABROAD = {**ACCEPTED, "ground": "D04-recipient-in-reach", "reasons": "an agreement under OSL 8:3"}
COUNTED = valid(DELIVER)["manifest"]["exclusions"]
LACKING = {"kind": NO_CONSENT, "persons": 0, "register": "consents", "snapshot": "sha256:9"}
BY_CONSENT: Changes = {
    "ethics_approval/consent": {"mode": "consent", "versions": ["2.0"]},
    "permit/consent": {"mode": "consent", "versions": ["2.0"]},
    "order/exclusions": [*KINDS, NO_CONSENT],
    "manifest/exclusions": [*COUNTED, LACKING],
    "manifest/consents": {
        "study": "2021-04890",
        "versions": ["2.0"],
        "register": "consents",
        "snapshot": "sha256:9",
    },
}
NEAREST: tuple[tuple[str, Question, Changes, Changes], ...] = (
    # ground, question, still allowed, no longer allowed
    ("E01-approval-linked", SUBMIT, {"ethics_approval/kind": "appeal"}, {"ethics_approval/kind": "advisory_opinion"}),
    ("E01-approval-linked", ORDER, {}, {"project/ethics_case_number": "2020-00001"}),
    (
        "E02-approval-in-force",
        SUBMIT,
        {"ethics_approval/immediate_effect": True, "ethics_approval/legal_force_on": "2026-12-01"},
        {"ethics_approval/immediate_effect": False, "ethics_approval/legal_force_on": "2026-11-23"},
    ),
    (
        "E03-started-in-time",
        SUBMIT,
        {"ethics_approval/started_on": "2023-10-28"},
        {"ethics_approval/started_on": "2023-10-29"},
    ),
    (
        "E03-started-in-time",
        DELIVER,
        {"ethics_approval/started_on": None, "ethics_approval/legal_force_on": "2024-11-22"},
        {"ethics_approval/started_on": None, "ethics_approval/legal_force_on": "2024-11-21"},
    ),
    ("E04-principal-approved", SUBMIT, {}, {"project/principal": "elsewhere"}),
    ("E04-principal-approved", DELIVER, {}, {"ethics_approval/principals": ["elsewhere"]}),
    (
        "E08-conditions-acknowledged",
        SUBMIT,
        {"ethics_approval/conditions": []},
        {"ethics_approval/conditions/0/acknowledged": False},
    ),
    ("E08-conditions-acknowledged", ORDER, {}, {"ethics_approval/conditions/0/acknowledged": False}),
    (
        "E05-people-approved",
        ISSUE,
        {"ethics_approval/named_persons": ["anna"], "access_request/judgements": [ACCEPTED]},
        {"ethics_approval/named_persons": ["anna"], "access_request/judgements": [{**ACCEPTED, "by": "bo"}]},
    ),
    ("E05-people-approved", ORDER, {}, {"access_request/investigator": "anna"}),
    (
        "E10-nothing-against",
        SUBMIT,
        {"ethics_approval/against/0/lifted_on": "2026-11-22"},
        {"ethics_approval/against/0/lifted_on": "2026-11-23"},
    ),
    ("E10-nothing-against", QUERY, {"ethics_approval/against": []}, {"ethics_approval/against/0/lifted_on": None}),
    (
        "E11-approval-verified",
        ISSUE,
        {"ethics_approval/decisions/0/verification/on": "2026-11-22"},
        {"ethics_approval/decisions/0/verification": None},
    ),
    ("E11-approval-verified", ORDER, {}, {"ethics_approval/decisions/0/paper": "sha256:5"}),
    ("E11-approval-verified", DELIVER, {}, {"project/members": ["anna", "bo", "klara"]}),
    ("E03-started-in-time", QUERY, {}, {"ethics_approval/started_on": "2023-10-29"}),
    ("E03-started-in-time", KEEP_OPEN, {}, {"ethics_approval/started_on": "2023-10-29"}),
    ("E10-nothing-against", KEEP_OPEN, {"ethics_approval/against": []}, {"ethics_approval/against/0/lifted_on": None}),
    ("T01-permit-valid", KEEP_OPEN, {"permit/valid_until": "2026-11-22"}, {"permit/valid_until": "2026-11-21"}),
    ("R01-kept-long-enough", EMPTY, {"permit/valid_until": "2026-06-21"}, {"permit/valid_until": "2026-06-22"}),
    (
        "R01-kept-long-enough",
        EMPTY,
        {"today": "2027-03-01", "permit/valid_until": "2026-09-30"},
        {"today": "2027-02-28", "permit/valid_until": "2026-09-30"},
    ),
    ("M02-pseudonyms-justified", SUBMIT, {}, {"access_request/why_pseudonymised": " "}),
    ("M02-pseudonyms-justified", ISSUE, {}, {"access_request/format": "anonymised"}),
    (
        "E06-within-approved-scope",
        SUBMIT,
        {"access_request/population": ["ICD-10-SE:K922"]},
        {"access_request/population": ["ICD-10-SE:K9"]},
    ),
    (
        "E06-within-approved-scope",
        SUBMIT,
        {"access_request/period/from": "2015-01-01"},
        {"access_request/period/from": "2014-12-31"},
    ),
    ("E06-within-approved-scope", ISSUE, {}, {"permit/columns/0/group": "notes"}),
    ("E06-within-approved-scope", ORDER, {}, {"permit/datasets": ["karolinska", "elsewhere"]}),
    (
        "E07-cohort-within-approval",
        SUBMIT,
        {"access_request/expected_persons": 500},
        {"access_request/expected_persons": 501},
    ),
    ("E07-cohort-within-approval", ORDER, {"permit/maximum_persons": 500}, {"permit/maximum_persons": 501}),
    ("E07-cohort-within-approval", DELIVER, {"permit/maximum_persons": 400}, {"permit/maximum_persons": 399}),
    ("D01-every-controller-granted", ISSUE, {}, {"permit/controllers": []}),
    ("D01-every-controller-granted", DELIVER, {}, {"permit/controllers": ["karolinska", "norrmalm"]}),
    ("D02-no-conflict-of-interest", REVIEW, {"project/members": ["anna"]}, {"project/members": ["astrid"]}),
    ("D05-own-controller", REVIEW, {}, {"actor/controllers": ["norrmalm"]}),
    ("D06-request-submitted", REVIEW, {}, {"access_request/status": "returned"}),
    (
        "D07-finding-reasoned",
        REVIEW,
        {"review/outcome": "refused", "review/reasons": "harm is not ruled out", "review/datasets": []},
        {"review/outcome": "refused", "review/reasons": " ", "review/datasets": []},
    ),
    ("D08-own-datasets-only", REVIEW, {}, {"review/datasets": ["norrmalm"]}),
    (
        "P01-purpose-listed",
        SUBMIT,
        {"access_request/purpose": "53.1.b", "access_request/applicant/kind": "authority"},
        {"access_request/purpose": "53.1.b", "access_request/applicant/kind": "university"},
    ),
    ("P02-prohibited-uses-declared", SUBMIT, {}, {"access_request/declarations": ["54.a", "54.b", "54.c", "54.d"]}),
    (
        "M01-columns-justified",
        SUBMIT,
        {"access_request/columns/0/sensitivity": "direct_identifier"},
        {"access_request/columns/0/sensitivity": "direct_identifier", "access_request/columns/0/treatment": "keep"},
    ),
    ("M03-criteria-searchable", SUBMIT, {}, {"access_request/criteria/0/searchable": False}),
    ("M03-criteria-searchable", ORDER, {}, {"access_request/criteria": []}),
    (
        "M04-text-profile-chosen",
        SUBMIT,
        {"access_request/free_text": {"asked": False, "profile": None}},
        {"access_request/free_text": {"asked": True, "profile": None}},
    ),
    (
        "M04-text-profile-chosen",
        ISSUE,
        {"access_request/free_text/profile": "clinical-1", "system/text_profiles_measured": ["clinical-1"]},
        {"access_request/free_text/profile": "clinical-1"},
    ),
    (
        "M04-text-profile-chosen",
        ORDER,
        {"access_request/free_text/profile": "unmeasured", "system/demo": True},
        {"access_request/free_text/profile": "unmeasured"},
    ),
    (
        "D04-recipient-in-reach",
        ISSUE,
        {"access_request/applicant/country": "NO", "access_request/judgements": [ABROAD]},
        {"access_request/applicant/country": "NO"},
    ),
    (
        "D03-conditions-accepted",
        ISSUE,
        {"permit/parts/0/conditions": []},
        {"permit/parts/0/conditions/0/accepted": False},
    ),
    ("D03-conditions-accepted", ORDER, {}, {"permit/parts/0/conditions": None}),
    ("D04-recipient-in-reach", DELIVER, {}, {"access_request/applicant/country": "se"}),
    (
        "E09-consent-checked",
        ISSUE,
        {"ethics_approval/consent/mode": "opt_out_information"},
        {"ethics_approval/consent": None},
    ),
    (
        "E09-consent-checked",
        ORDER,
        {
            "ethics_approval/consent": {"mode": "consent", "versions": ["1.0", "2.0"]},
            "permit/consent": {"mode": "consent", "versions": ["2.0"]},
        },
        {
            "ethics_approval/consent": {"mode": "consent", "versions": ["1.0"]},
            "permit/consent": {"mode": "consent", "versions": ["2.0"]},
        },
    ),
    (
        "E09-consent-checked",
        DELIVER,
        BY_CONSENT,
        {**BY_CONSENT, "manifest/consents": None},
    ),
    (
        "U01-uses-allowed",
        SUBMIT,
        {"access_request/datasets/0/uses": []},
        {"access_request/datasets/0/uses/0/terms": ["elsewhere"]},
    ),
    (
        "U01-uses-allowed",
        ISSUE,
        {"access_request/datasets/0/uses": [{"code": "DUO:0000025", "terms": [], "months": 36}]},
        {"access_request/datasets/0/uses": [{"code": "DUO:0000025", "terms": [], "months": 35}]},
    ),
    ("U01-uses-allowed", ORDER, {}, {"access_request/datasets/0/uses/0/code": "DUO:0000022"}),
    ("T01-permit-valid", QUERY, {"permit/valid_until": "2026-11-22"}, {"permit/valid_until": "2026-11-21"}),
    ("T01-permit-valid", ISSUE, {"permit/valid_from": "2027-01-01"}, {"permit/valid_until": "2036-11-03"}),
    (
        "T02-people-trained",
        SUBMIT,
        {"access_request/named_persons/1/training_valid_until": "2026-11-22"},
        {"access_request/named_persons/1/training_valid_until": "2026-11-21"},
    ),
    ("T03-on-the-permit", QUERY, {"permit/named_persons": ["astrid"]}, {"permit/named_persons": ["anna", "bo"]}),
    (
        "X10-exclusions-counted",
        DELIVER,
        {"manifest/exclusions/0/persons": 1, "manifest/delivered_persons": 384},
        {"manifest/exclusions/0/persons": 1},
    ),
)
NAMES = [f"{ground}:{question}:{index}" for index, (ground, question, _, _) in enumerate(NEAREST)]


@pytest.mark.parametrize(("ground", "question", "allowed", "refused"), NEAREST, ids=NAMES)
def test_each_ground_has_its_nearest_yes_and_no(
    rules: EmbeddedRules, ground: str, question: Question, allowed: Changes, refused: Changes
) -> None:
    nearest_yes = rules.ask(question, changed(valid(question), allowed))
    nearest_no = rules.ask(question, changed(valid(question), refused))

    assert nearest_yes.missing == frozenset()
    assert nearest_yes.allows
    assert ground in nearest_no.missing
    assert not nearest_no.allows


def test_no_required_ground_is_without_its_nearest_no(rules: EmbeddedRules) -> None:
    asked = {ground for question in Question for ground in rules.ask(question, valid(question)).required_grounds}

    permission = {"W01-may-act", "W02-within-reach"}  # test_permissions.py

    assert asked - permission == {ground for ground, _, _, _ in NEAREST}


def changed(facts: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """The facts with each of these places replaced."""
    for path, value in changes.items():
        facts = with_fact(facts, place(path), value)
    return facts
