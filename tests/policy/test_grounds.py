"""The rules' own questions: for each ground the nearest case that is allowed and the nearest that is not."""

from collections.abc import Mapping
from typing import Any

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.ports.rules import Question
from tests.policy.cases import KINDS, NO_CONSENT, place, valid, with_fact

SAMPLES = Question.SAMPLES
SUBMIT, REVIEW, ISSUE, ORDER = Question.SUBMIT, Question.REVIEW, Question.ISSUE, Question.ORDER
DELIVER, QUERY = Question.DELIVER, Question.QUERY
KEEP_OPEN, EMPTY, EXTEND = Question.KEEP_OPEN, Question.EMPTY, Question.EXTEND

Changes = Mapping[str, Any]

ACCEPTED = {
    "ground": "E05-people-approved",
    "finding": "accepted",
    "reasons": "one more doctoral student",
    "by": "klara",
    "on": "2026-11-20",
}
ABROAD = {**ACCEPTED, "ground": "D04-recipient-in-reach", "reasons": "an agreement under OSL 8:3"}
OVER = {"barrings/0/until": "2026-11-21"}
BARRED = {"barrings/0/until": "2026-11-22"}
BESIDE = {**BARRED, "barrings/0/of_study": False}
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
LENT = {
    "actor/controllers": ["norrmalm"],
    "deputyships/0/controller": "karolinska",
    "deputyships/0/until": "2026-11-22",
    "deputyships/0/ended_on": None,
    "review/in_place_of": "disa",
}
NEAREST: tuple[tuple[str, Question, Changes, Changes], ...] = (
    # ground, question, still allowed, no longer allowed
    ("T10-nobody-barred", SUBMIT, OVER, BESIDE),
    ("T10-nobody-barred", SUBMIT, {**BARRED, "barrings/0/lifted_on": "2026-11-22"}, BARRED),
    ("T10-nobody-barred", ISSUE, {**BARRED, "barrings/0/confirmed": False}, BESIDE),
    ("T10-nobody-barred", EXTEND, {**BARRED, "barrings/0/from": "2026-11-23"}, BESIDE),
    ("T10-nobody-barred", ORDER, BESIDE, BARRED),
    ("T10-nobody-barred", DELIVER, BESIDE, BARRED),
    ("T10-nobody-barred", KEEP_OPEN, BESIDE, BARRED),
    ("T10-nobody-barred", QUERY, BESIDE, {**BESIDE, "barrings/0/persons": ["astrid"]}),
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
    ("D05-own-controller", REVIEW, LENT, {**LENT, "deputyships/0/until": "2026-11-21"}),
    ("D05-own-controller", REVIEW, LENT, {**LENT, "review/in_place_of": None}),
    ("D06-request-submitted", REVIEW, {}, {"access_request/status": "returned"}),
    (
        "D07-finding-reasoned",
        REVIEW,
        {"review/outcome": "refused", "review/reasons": "harm is not ruled out", "review/datasets": []},
        {"review/outcome": "refused", "review/reasons": " ", "review/datasets": []},
    ),
    (
        "D10-routed-capacity",
        REVIEW,
        {"review/units": 3, "review/capacity": "consultation_group"},
        {"review/units": 3, "review/capacity": "head_of_operations"},
    ),
    ("D10-routed-capacity", REVIEW, {"review/units": 1}, {"review/units": 0}),
    (
        "D09-basis-known",
        REVIEW,
        {"part/kind": "private", "review/answers/0/point": "no-breach"},
        {"part/kind": "cooperative"},
    ),
    ("D11-no-harm", REVIEW, {}, {"review/answers/0/answer": "no"}),
    (
        "D11-no-breach",
        REVIEW,
        {"part/kind": "private", "review/answers/0/point": "no-breach"},
        {"part/kind": "private"},
    ),
    ("D11-necessary", REVIEW, {}, {"review/answers/1/reason": " "}),
    ("D11-public-interest", REVIEW, {}, {"review/answers/2/answer": "not_applicable"}),
    ("D11-qualified", REVIEW, {}, {"review/answers/3/point": "necessary"}),
    ("D11-safeguarded", REVIEW, {}, {"review/answers/4/answer": None}),
    (
        "D11-public-security",
        REVIEW,
        {"review/answers/5/answer": "not_applicable"},
        {"review/answers/5/answer": "no"},
    ),
    ("D11-free-text", REVIEW, {}, {"review/answers/6/reason": ""}),
    (
        "D11-free-text",
        REVIEW,
        {"access_request/free_text": {"asked": False, "profile": None}, "review/answers/6/answer": "no"},
        {"review/answers/6/answer": "no"},
    ),
    (
        "D11-small-group",
        REVIEW,
        {"access_request/expected_persons": 10},
        {"access_request/expected_persons": 9},
    ),
    (
        "D11-extra-safeguards",
        REVIEW,
        {"access_request/datasets/0/health_categories": ["EHRS", "MRMR"]},
        {"access_request/datasets/0/health_categories": ["EHRS", "HGPD"]},
    ),
    ("D08-own-datasets-only", REVIEW, {}, {"review/datasets": ["norrmalm"]}),
    *(
        ("B01-samples-granted", question, {"access_request/samples/0/decided_on": "2026-11-22"}, {path: value})
        for question in (ISSUE, ORDER, DELIVER)
        for path, value in (("access_request/samples", list[str]()), ("access_request/samples/0/outcome", "refused"))
    ),
    *(
        (
            "B02-collection-approved",
            question,
            {"ethics_approval/scope/biobanks": ["468", "914"]},
            {"ethics_approval/scope/biobanks": ["468"]},
        )
        for question in (SUBMIT, SAMPLES, ISSUE, ORDER, DELIVER)
    ),
    ("B03-own-biobank", SAMPLES, {"actor/biobanks": ["468", "914"]}, {"actor/biobanks": ["468"]}),
    ("D02-no-conflict-of-interest", SAMPLES, {"project/members": ["anna"]}, {"project/members": ["astrid"]}),
    ("D06-request-submitted", SAMPLES, {}, {"access_request/status": "returned"}),
    (
        "D07-finding-reasoned",
        SAMPLES,
        {"samples/outcome": "refused", "samples/reasons": "too little is left"},
        {"samples/outcome": "refused", "samples/reasons": " "},
    ),
    (
        "P03-kind-has-rules",
        SAMPLES,
        {"access_request/kind": "education", "samples/outcome": "refused", "samples/reasons": "no rules are written"},
        {"access_request/kind": "education"},
    ),
    (
        "P01-purpose-listed",
        SUBMIT,
        {"amended": None, "access_request/purpose": "53.1.e.ii", "access_request/applicant/kind": "company"},
        {"amended": None, "access_request/purpose": "53.1.b", "access_request/applicant/kind": "university"},
    ),
    *(
        ("P03-kind-has-rules", question, {"access_request/kind": "research"}, {"access_request/kind": "education"})
        for question in (SUBMIT, ISSUE, ORDER, DELIVER, QUERY, KEEP_OPEN)
    ),
    (
        "P03-kind-has-rules",
        REVIEW,
        {
            "access_request/kind": "education",
            "review/outcome": "refused",
            "review/reasons": "no rules are written",
        },
        {"access_request/kind": "education"},
    ),
    ("P04-purpose-of-its-kind", SUBMIT, {"amended": None}, {"amended": None, "access_request/purpose": "53.1.d"}),
    ("P04-purpose-of-its-kind", ISSUE, {"amended": None}, {"amended": None, "access_request/purpose": "53.1.f"}),
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
    ("T01-permit-valid", ISSUE, {"permit/valid_from": "2027-01-01"}, {"permit/issued_until": "2036-11-03"}),
    ("T01-permit-valid", KEEP_OPEN, {"permit/valid_until": "2039-09-30"}, {"permit/valid_until": "2039-10-01"}),
    ("T04-permit-standing", ORDER, {}, {"permit/revoked": True}),
    ("T04-permit-standing", DELIVER, {}, {"permit/revoked": True}),
    ("T04-permit-standing", QUERY, {}, {"permit/revoked": True}),
    ("T04-permit-standing", KEEP_OPEN, {}, {"permit/revoked": True}),
    ("T04-permit-standing", EXTEND, {}, {"permit/revoked": True}),
    ("T08-permit-not-replaced", ORDER, {}, {"permit/replaced": True}),
    ("T08-permit-not-replaced", DELIVER, {}, {"permit/replaced": True}),
    ("T08-permit-not-replaced", EXTEND, {}, {"permit/replaced": True}),
    ("T08-permit-not-replaced", QUERY, {"permit/replaced": True}, {"permit/superseded": True}),
    ("T08-permit-not-replaced", KEEP_OPEN, {"permit/replaced": True}, {"permit/superseded": True}),
    ("T09-amends-standing-permit", SUBMIT, {"amended": None}, {"amended/revoked": True}),
    ("T09-amends-standing-permit", SUBMIT, {}, {"amended/until": "2029-09-29"}),
    ("T09-amends-standing-permit", ISSUE, {"amended": None}, {"amended/purpose": "53.1.a"}),
    ("T09-amends-standing-permit", ISSUE, {}, {"amended/replaced": True}),
    ("T05-extended-once", EXTEND, {}, {"permit/extended": True}),
    (
        "T06-extension-asked-in-time",
        EXTEND,
        {"permit/valid_until": "2026-12-22", "extension/until": "2027-12-22"},
        {"permit/valid_until": "2026-12-21", "extension/until": "2027-12-21"},
    ),
    (
        "T07-extension-within-ten-years",
        EXTEND,
        {"extension/until": "2039-09-30"},
        {"extension/until": "2039-10-01"},
    ),
    (
        "T02-people-trained",
        SUBMIT,
        {"access_request/named_persons/1/training_valid_until": "2026-11-22"},
        {"access_request/named_persons/1/training_valid_until": "2026-11-21"},
    ),
    ("T02-strong-identity", QUERY, {"actor/assurance": 3}, {"actor/assurance": 1}),
    ("T02-strong-identity", REVIEW, {}, {"actor/mfa": False}),
    ("T02-strong-identity", SAMPLES, {}, {"actor/assurance": None}),
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

    permission = {"W01-may-act", "W02-within-reach", "W03-person-acts"}  # test_permissions.py

    assert asked - permission == {ground for ground, _, _, _ in NEAREST}


def changed(facts: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """The facts with each of these places replaced."""
    for path, value in changes.items():
        facts = with_fact(facts, place(path), value)
    return facts
