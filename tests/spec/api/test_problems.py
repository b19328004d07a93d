"""Every error is one kind of answer: which rule, which place, what to do now; and never what was sent."""

import pytest

from gateway.domain import errors
from gateway.domain.access_request import Status
from gateway.domain.audit import Event
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question
from gateway.web.problems import STATUSES
from tests.spec.api.calling import Caller, decision, written
from tests.support import builders
from tests.support.fakes import World, refuse, silent

SECRET = "19121200-1212"


def test_a_refusal_says_which_rule_by_which_paragraph_and_what_to_do_now() -> None:
    call = Caller()
    request = call.world.drafted()
    call.world.rules.answers[Question.SUBMIT] = refuse("E03-started-in-time")

    answer = call.post(f"/access-requests/{request.id}/submit")

    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:slussen:problem:refused"
    assert answer.json()["instance"] == f"/api/v1/access-requests/{request.id}/submit"
    (refusal,) = answer.json()["refusals"]
    assert refusal["code"] == "E03-started-in-time"
    assert refusal["sentence"].startswith("The ethics approval has lapsed")
    assert "2003:460" in refusal["paragraph"]
    assert refusal["next_step"].startswith("If the research did start in time")


def test_a_refusal_is_told_in_swedish_to_whoever_asks_for_it() -> None:
    call = Caller()
    request = call.world.drafted()
    call.world.rules.answers[Question.SUBMIT] = refuse("E03-started-in-time")

    answer = call.post(f"/access-requests/{request.id}/submit", headers={"Accept-Language": "sv-SE, en;q=0.5"})

    assert answer.headers["Content-Language"] == "sv"
    assert answer.json()["title"] == "Reglerna säger nej"
    assert answer.json()["refusals"][0]["sentence"].startswith("Etikgodkännandet har upphört")


def test_what_is_not_yours_to_see_is_not_there() -> None:
    call = Caller()
    request = call.world.drafted()
    call.world.rules.answers["read"] = refuse("W02-within-reach")

    theirs = call.get(f"/access-requests/{request.id}", by="sten")
    nobodys = call.get("/access-requests/request-99", by="sten")

    assert theirs.status_code == nobodys.status_code == 404
    assert {**theirs.json(), "instance": ""} == {**nobodys.json(), "instance": ""}


def test_a_stranger_who_writes_finds_nothing_either() -> None:
    call = Caller()
    request = call.world.drafted()
    call.world.rules.answers["withdraw"] = refuse("W02-within-reach")

    answer = call.post(f"/access-requests/{request.id}/withdraw", by="sten")

    assert answer.status_code == 404


def test_an_officer_who_may_see_and_not_act_is_told_so() -> None:
    call = Caller()
    request = call.world.submitted()
    call.world.rules.answers["review"] = refuse("W02-within-reach")

    answer = call.post(f"/access-requests/{request.id}/parts/birka/review", {"outcome": "granted"}, by="alma")

    assert answer.status_code == 403
    assert answer.json()["refusals"][0]["code"] == "W02-within-reach"


def test_silent_rules_change_nothing_and_leave_their_entry() -> None:
    call = Caller()
    request = call.world.drafted()
    call.world.rules.answers[Question.SUBMIT] = silent

    answer = call.post(f"/access-requests/{request.id}/submit")

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.json()["neighbour"] == "rules"
    assert call.world.request().status is Status.DRAFT
    assert call.world.ledger[-1].event is Event.NEIGHBOUR_SILENT


def test_nobody_is_signed_in_without_a_token() -> None:
    answer = Caller().get("/access-requests", by=None)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_step_that_does_not_follow_is_a_conflict() -> None:
    call = Caller()
    request = call.world.submitted()

    answer = call.post(f"/access-requests/{request.id}/submit")

    assert answer.status_code == 409
    assert answer.json()["code"] == "step-refused"


def test_a_malformed_case_number_names_its_place() -> None:
    call = Caller()
    project = call.world.opened()

    answer = call.put(f"/projects/{project.id}/ethics-approval", decision(case_number=SECRET))

    assert answer.status_code == 422
    assert (answer.json()["where"], answer.json()["reason"]) == ("/case_number", "case-number")
    assert SECRET not in answer.text


def test_dates_in_the_wrong_order_name_their_place() -> None:
    call = Caller()
    project = call.world.opened()

    approval = call.put(f"/projects/{project.id}/ethics-approval", decision(legal_force_on="2025-03-02"))
    request = call.post(
        "/access-requests", written(project=project.id, period={"from": "2024-01-01", "to": "2023-01-01"})
    )

    assert (approval.status_code, approval.json()["where"]) == (422, "/legal_force_on")
    assert (request.status_code, request.json()["where"]) == (422, "/period")
    assert approval.json()["reason"] == request.json()["reason"] == "dates-order"


@pytest.mark.parametrize(
    ("changed", "where", "reason"),
    [
        ({"dataset": "nowhere"}, "/columns/0/dataset", "unknown-dataset"),
        ({"column": "nothing"}, "/columns/0/column", "unknown-column"),
        ({"treatment": "keep"}, "/columns/0/treatment", "treatment-not-allowed"),
        ({"justificaton": "misspelt"}, "/columns/0/justificaton", "extra-forbidden"),
    ],
)
def test_a_column_that_cannot_be_asked_for_names_its_place(changed: dict[str, str], where: str, reason: str) -> None:
    call = Caller()
    project = call.world.opened()
    columns = written()["columns"]

    answer = call.post(
        "/access-requests", written(project=project.id, columns=[{**columns[0], **changed}, *columns[1:]])
    )

    assert answer.status_code == 422
    assert (answer.json()["where"], answer.json()["reason"]) == (where, reason)
    assert call.world.memory.nouns["access_requests"] == {}


@pytest.mark.parametrize(
    "spoiled",
    [
        {"expected_persons": SECRET},
        {"investigator": f"{SECRET} "},
        {SECRET: "a key may be a number of a person too"},
        {"period": {"from": SECRET, "to": "2024-12-31"}},
        {"cohort": {"title": "x", SECRET: 1}},
        {"cohort": builders.cohort(period={"from": SECRET, "to": "2024-12-31"})},
    ],
)
def test_what_was_sent_is_never_said_back(spoiled: dict[str, object]) -> None:
    call = Caller()
    project = call.world.opened()

    answer = call.post("/access-requests", written(project=project.id, **spoiled))

    assert answer.status_code == 422
    assert SECRET not in answer.text


def test_more_than_a_mebibyte_is_not_taken_in() -> None:
    answer = Caller()("POST", "/access-requests", content=b" " * (1024 * 1024 + 1))

    assert answer.status_code == 413
    assert answer.json()["code"] == "too-large"


def test_what_nobody_foresaw_is_told_without_details() -> None:
    call = Caller()
    call.world.drafted()

    def explode(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET)

    call.world.rules.answers[Question.SUBMIT] = explode  # type: ignore[assignment]  # a fault that no fake foresees
    answer = call.post(f"/access-requests/{builders.REQUEST}/submit")

    assert answer.status_code == 500
    assert answer.json()["code"] == "gateway"
    assert SECRET not in answer.text


def test_every_error_of_the_tree_has_its_answer() -> None:
    tree = {value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)}

    assert {error for error in tree if issubclass(error, errors.GatewayError)} == set(STATUSES)


def test_the_order_box_being_away_is_no_answer_but_no_harm() -> None:
    call = Caller()
    request = call.world.drafted()
    call.world.box.down = True

    answer = call.post(f"/access-requests/{request.id}/submit")

    assert answer.status_code == 503
    assert answer.json()["neighbour"] == "order-box"
    assert call.get("/ready", by=None).json() == {"ready": False, "silent": ["order-box"]}


def test_a_house_of_which_all_answers_is_ready() -> None:
    call = Caller(World())

    assert call.get("/ready", by=None).json() == {"ready": True, "silent": []}
    assert call.get("/health", by=None).status_code == 200


def test_rules_that_may_not_rule_are_told_as_that_and_change_nothing() -> None:
    def void(*_: object) -> Ruling:
        raise errors.RulesVoid("The rule server rules by other policies than this house.", reason="rules-other")

    call = Caller()
    request = call.world.drafted()
    call.world.rules.answers[Question.SUBMIT] = void

    answer = call.post(f"/access-requests/{request.id}/submit")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    told = answer.json()
    assert (told["code"], told["reason"], told["neighbour"]) == ("rules-void", "rules-other", "rules")
    assert told["detail"].startswith("The rule server answers by other rules")
    assert call.world.request().status is Status.DRAFT
    entry = call.world.ledger[-1]
    assert (entry.event, entry.because) == (Event.NEIGHBOUR_SILENT, ("rules", "rules-other"))
