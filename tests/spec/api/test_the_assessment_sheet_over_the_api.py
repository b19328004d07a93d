"""The assessment sheet over HTTP: read in either language, and handed in with the decision."""

from dataclasses import replace
from typing import Any

import pytest

from gateway.ports.rules import Question
from tests.spec.api.calling import Caller
from tests.support import builders
from tests.support.fakes import refuse, ruling


def handed_in(**changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Every point answered with yes, each with these changes."""
    return [
        {"point": point, "answer": "yes", "reason": reason, **changes.get(point.replace("-", "_"), {})}
        for point, reason in builders.REASONS.items()
    ]


@pytest.mark.parametrize(
    ("language", "question", "asked"),
    [("sv", "Stämmer no-harm?", "att besvara"), ("en", "Does no-harm hold?", "to be answered")],
)
def test_the_sheet_is_read_in_the_readers_language(language: str, question: str, asked: str) -> None:
    call = Caller()
    request = call.world.submitted()

    told = call.get(
        f"/access-requests/{request.id}/parts/alvik/sheet", by="alma", headers={"Accept-Language": language}
    ).json()

    computed, *_, harm = told["points"]
    assert told["controller"] == "alvik"
    assert (computed["id"], computed["answered"], computed["outcome"]) == ("purpose-listed", "computed", "yes")
    assert computed["choices"] == []
    assert (harm["question"], harm["outcome"], harm["outcome_told"]) == (question, None, asked)
    assert harm["choices"] == ["yes", "no"]
    assert told["points"][-2]["choices"] == ["yes", "no", "not_applicable"]


def test_a_computed_no_names_the_grounds_that_it_lacks_in_words() -> None:
    call = Caller()
    request = call.world.submitted()
    lacking = replace(builders.SHEET[0], outcome="no", missing=("E11-approval-verified",))
    call.world.rules.answers[Question.REVIEW] = lambda question, facts: ruling(question, sheet=(lacking,))

    (point,) = call.get(f"/access-requests/{request.id}/parts/alvik/sheet", by="alma").json()["points"]

    assert (point["outcome"], point["outcome_told"]) == ("no", "no")
    assert [(one["code"], one["paragraph"] != "") for one in point["missing"]] == [("E11-approval-verified", True)]


def test_the_answers_are_handed_in_with_the_decision_and_read_with_the_sheet_from_then_on() -> None:
    call = Caller()
    request = call.world.submitted()
    answers = handed_in(public_security={"answer": "not_applicable"})

    decided = call.post(
        f"/access-requests/{request.id}/parts/alvik/review", {"outcome": "granted", "answers": answers}, by="alma"
    ).json()
    read = call.get(f"/access-requests/{request.id}/parts/alvik/sheet", by="klara").json()["points"]

    assert [(one["point"], one["answer"], one["reason"]) for one in decided["answers"]] == [
        (one["point"], one["answer"], one["reason"]) for one in answers
    ]
    assert {point["id"]: (point["outcome_told"], point["reason"]) for point in read[1:]} == {
        **{point: ("yes", reason) for point, reason in builders.REASONS.items()},
        "public-security": ("not applicable", builders.REASONS["public-security"]),
    }


@pytest.mark.parametrize(
    ("answers", "where", "reason"),
    [
        ([*handed_in(), handed_in()[0]], "/answers", "answered-twice"),
        ([{"point": "no-ham", "answer": "yes", "reason": "a slip"}], "/answers/0/point", "no-such-point"),
        ([{"point": "no-harm", "answer": "maybe", "reason": "unsure"}], "/answers/0/answer", "enum"),
        ([{"point": "no-harm", "answer": True, "reason": "of the wrong type"}], "/answers/0/answer", "enum"),
        ([{"point": "no-harm", "answer": "yes"}], "/answers/0/reason", "missing"),
        ([{"point": "no-harm", "answer": "yes", "reason": "seen", "by": "alma"}], "/answers/0/by", "extra-forbidden"),
        ({"no-harm": "yes"}, "/answers", "tuple-type"),
    ],
)
def test_what_is_no_answer_is_a_fault_with_its_place(answers: object, where: str, reason: str) -> None:
    call = Caller()
    request = call.world.submitted()

    problem = call.post(
        f"/access-requests/{request.id}/parts/alvik/review", {"outcome": "granted", "answers": answers}, by="alma"
    )

    assert problem.status_code == 422
    assert (problem.json()["where"], problem.json()["reason"]) == (where, reason)
    assert call.world.memory.nouns["reviews"] == {}


def test_every_point_that_is_missing_is_told_with_its_paragraph_and_what_to_do() -> None:
    call = Caller()
    request = call.world.submitted()
    call.world.rules.answers[Question.REVIEW] = refuse("D11-no-harm", "D11-qualified")

    problem = call.post(f"/access-requests/{request.id}/parts/alvik/review", {"outcome": "granted"}, by="alma").json()

    assert [one["code"] for one in problem["refusals"]] == ["D11-no-harm", "D11-qualified"]
    assert "25 kap. 1 §" in problem["refusals"][0]["paragraph"]
    assert "slussen sheet" in problem["refusals"][0]["next_step"]


def test_the_sheet_of_a_part_that_nobody_asked_for_is_a_fault() -> None:
    call = Caller()
    request = call.world.submitted()

    problem = call.get(f"/access-requests/{request.id}/parts/ensta/sheet", by="klara")

    assert (problem.status_code, problem.json()["reason"]) == (422, "no-such-part")


def test_a_stranger_finds_no_sheet() -> None:
    call = Caller()
    request = call.world.submitted()
    call.world.rules.answers["read"] = refuse("W02-within-reach")

    assert call.get(f"/access-requests/{request.id}/parts/alvik/sheet", by="sten").status_code == 404
