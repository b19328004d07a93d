"""Ethics decisions through the API: an amendment recorded, the days it counts on, and what it covers of a request."""

from dataclasses import replace
from typing import Any

import pytest

from gateway.domain.ruling import Compared
from gateway.ports.rules import Question
from tests.spec.api.calling import DOCUMENT, Caller, decision
from tests.spec.api.test_a_request_through_the_api import study
from tests.support.fakes import ruling


def amendment(**changes: Any) -> dict[str, Any]:
    """In force since February 2026: up to 900 persons, and a longer period."""
    body = {
        "case_number": "2025-01234-02",
        "amends": "dnr 2025-01234",
        "outcome": "approved",
        "decided_on": "2026-01-12",
        "legal_force_on": "2026-02-05",
        "changes": {"maximum_persons": 900, "period": {"to": "2026-12-31"}, "consent": {"mode": "waived"}},
        "conditions": [{"id": "c1", "text": "no minors"}],
        "documents": [{"title": "Beslut", "digest": "sha256:" + "0" * 64}],
    }
    return {**body, **changes}


def project_of(call: Caller) -> str:
    project = str(call.post("/projects", {"title": "Bleeding", "principal": "ki"}).json()["id"])
    call.put(f"/projects/{project}/ethics-approval", decision())
    return project


def test_an_amendment_is_recorded_and_told_with_its_paper() -> None:
    call = Caller()
    project = project_of(call)

    answer = call.post(f"/projects/{project}/ethics-amendments", amendment())

    assert answer.status_code == 201
    (told,) = answer.json()["amendments"]
    assert (told["case_number"], told["amends"]) == ("2025-01234-02", "2025-01234")
    assert told["paper"].startswith("sha256:")
    assert told["changes"]["consent"] == {"mode": "waived", "versions": []}


def test_the_timeline_tells_what_applies_on_which_days() -> None:
    call = Caller()
    project = project_of(call)
    call.post(f"/projects/{project}/ethics-amendments", amendment())

    first, second = call.get(f"/projects/{project}/ethics-timeline").json()["stretches"]

    assert (first["first"], first["last"]) == ("2025-03-28", "2026-02-04")
    assert (second["first"], second["last"]) == ("2026-02-05", None)
    assert second["decisions"] == ["2025-01234", "2025-01234-02"]
    assert [stretch["ethics_approval"]["maximum_persons"] for stretch in (first, second)] == [500, 900]
    assert second["ethics_approval"]["conditions"] == [{"id": "c1", "text": "no minors"}]


def test_before_an_approval_there_are_no_days() -> None:
    call = Caller()
    project = call.post("/projects", {"title": "Bleeding", "principal": "ki"}).json()["id"]

    assert call.get(f"/projects/{project}/ethics-timeline").json() == {"stretches": []}


@pytest.mark.parametrize(
    ("wrong", "where", "reason"),
    [
        ({"amends": "2013/1850-31/1"}, "/amends", "amendment-unlinked"),
        ({"case_number": "2025-01234"}, "/case_number", "two-approvals"),
        ({"case_number": "somewhere"}, "/case_number", "case-number"),
        ({"legal_force_on": "2026-01-11"}, "/legal_force_on", "dates-order"),
    ],
)
def test_what_is_wrong_with_an_amendment_is_told_by_place(wrong: dict[str, str], where: str, reason: str) -> None:
    call = Caller()
    project = project_of(call)

    answer = call.post(f"/projects/{project}/ethics-amendments", amendment(**wrong))

    assert answer.status_code == 422
    assert (answer.json()["reason"], answer.json()["where"]) == (reason, where)
    assert call.get(f"/projects/{project}").json()["amendments"] == []


def test_each_thing_of_a_request_is_told_beside_what_is_approved() -> None:
    call = Caller()
    request = study(call)
    things = (
        Compared(kind="dataset", what="alvik", covered=True),
        Compared(kind="persons", what="400", covered=False),
    )
    call.world.rules.answers[Question.SUBMIT] = lambda *_: ruling(compared=things)

    told = call.get(f"/access-requests/{request}/coverage").json()

    assert [(thing["what"], thing["state"], thing["told"]) for thing in told] == [
        ("alvik", "covered", "covered"),
        ("400", "not_covered", "not covered"),
    ]


def test_an_approval_is_verified_by_somebody_of_the_region_and_told_with_the_project() -> None:
    call = Caller()
    project = project_of(call)

    body = {"case_number": "dnr 2025-01234", "document": DOCUMENT}
    answer = call.post(f"/projects/{project}/ethics-verifications", body, by="klara")

    assert answer.status_code == 201
    made = answer.json()
    assert (made["case_number"], made["document"], made["by"]) == ("2025-01234", DOCUMENT, "klara")
    (told,) = call.get(f"/projects/{project}").json()["decisions"]
    assert told["verification"]["by"] == "klara"
    assert told["paper"] == made["of"]


def test_a_condition_is_acknowledged_and_told_with_the_project() -> None:
    call = Caller()
    project = project_of(call)
    call.post(f"/projects/{project}/ethics-amendments", amendment())

    body = {"case_number": "2025-01234-02", "condition": "c1"}
    answer = call.post(f"/projects/{project}/ethics-acknowledgements", body)

    assert answer.status_code == 201
    assert [decision["conditions"] for decision in answer.json()["decisions"]] == [
        [],
        [{"id": "c1", "text": "no minors", "acknowledged": True}],
    ]


def test_what_the_rules_foresee_is_told_as_warnings() -> None:
    call = Caller()
    request = study(call)
    warned = replace(ruling(), warnings=frozenset({"E11-approval-verified"}))
    call.world.rules.answers[Question.SUBMIT] = lambda *_: warned

    checked = call.post(f"/access-requests/{request}/check").json()
    submitted = call.post(f"/access-requests/{request}/submit").json()

    assert checked["allows"] is True
    assert [warning["code"] for warning in checked["warnings"]] == ["E11-approval-verified"]
    assert submitted["warnings"] == checked["warnings"]


@pytest.mark.parametrize("document", ["md5:0", 5, None])
def test_a_verification_in_another_form_is_a_422_and_nothing_is_written(document: Any) -> None:
    call = Caller()
    project = project_of(call)

    body = {"case_number": "2025-01234", "document": document}
    answer = call.post(f"/projects/{project}/ethics-verifications", body, by="klara")

    assert answer.status_code == 422
    assert call.get(f"/projects/{project}").json()["decisions"][0]["verification"] is None
