"""The story's stewards answer the assessment sheet with reasons of their own."""

import json
from typing import Any

import pytest

from docs.rules import SHEET
from gateway.cli.demo.assessing import REASONS, answered, tell_sheet
from gateway.cli.demo.telling import Teller

ELSEWHERE = {"small-group", "extra-safeguards"}
"""No point of the story: its group is large, and its data are of no such category."""


def told() -> dict[str, Any]:
    """The sheet as the API tells it, every point of the policies on it."""
    points = json.loads(SHEET.read_text(encoding="utf-8"))["points"]
    return {
        "points": [
            {
                "id": point["id"],
                "question": point["en"],
                "outcome": "yes" if point["answered"] == "computed" else None,
                "choices": ["yes", "no"] if point["answered"] == "signed" else [],
            }
            for point in points
        ]
    }


def test_every_point_that_can_concern_the_story_is_answered_with_a_reason() -> None:
    signed = {point["id"] for point in told()["points"] if point["choices"]}

    answers = answered(told())

    assert {answer["point"] for answer in answers} == signed - ELSEWHERE == set(REASONS)
    assert {answer["answer"] for answer in answers} == {"yes"}
    assert all(answer["reason"] for answer in answers)


def test_the_sheet_is_told_with_the_test_of_harm(capsys: pytest.CaptureFixture[str]) -> None:
    tell_sheet(Teller(), told())

    said = " ".join(capsys.readouterr().out.split())
    assert "9 of 9 points the rules computed" in said
    assert "Is it clear that the data can be disclosed without the individual or somebody close suffering harm?" in said
    assert REASONS["no-harm"].en in said
