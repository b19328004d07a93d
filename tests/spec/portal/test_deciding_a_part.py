"""The steward's page: the request as Five Safes, the sheet, and one decision that is made once."""

import json
from pathlib import Path
from typing import Any

import pytest

from gateway.domain.disclosure_review import Outcome, Said
from gateway.web.portal.five_safes import POINTS
from tests.spec.portal.browsing import Browser, text_of
from tests.support.builders import REASONS, REQUEST
from tests.support.fakes import refuse

PAGE = f"/requests/{REQUEST}/review/alvik"
YES: dict[str, Any] = {
    "outcome": "granted",
    "reasons": "No harm is seen.",
    "units": "1",
    "capacity": "head_of_operations",
    **{f"answer.{point}": "yes" for point in REASONS},
    **{f"reason.{point}": reason for point, reason in REASONS.items()},
}


def before_alma() -> Browser:
    browser = Browser()
    browser.world.submitted()
    browser.be("alma").get(PAGE)
    return browser


def test_the_page_shows_five_safes_what_a_no_means_and_where_it_can_be_taken() -> None:
    read = text_of(before_alma().page)

    for told in ("Safe project", "Safe people", "Safe data", "Safe settings", "Safe outputs", "Bleeding"):
        assert told in read
    assert "the law of the part" in read
    assert "administrative court of appeal" in read
    assert "neither for the cohort nor for the extract" in read
    assert "The project has received no extract" in read


def test_every_point_of_the_sheet_has_its_place_among_the_safes() -> None:
    points = json.loads(Path("policies/sheet/data.json").read_text("utf-8"))["points"]

    assert {point["id"] for point in points} == set(POINTS)


def test_a_granted_part_is_signed_with_the_sheet_and_then_seen() -> None:
    browser = before_alma()

    answer = browser.post(PAGE, {**YES, "condition-0": "Publish no table under ten."})
    page = browser.get(PAGE)

    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert "Granted by alma" in text_of(page.text)
    assert 'name="outcome"' not in page.text
    with browser.world.memory.work() as work:
        (review,) = work.reviews.find(access_request=REQUEST)
    assert review.finding.outcome is Outcome.GRANTED
    assert {answer.point: answer.answer for answer in review.finding.answers} == dict.fromkeys(REASONS, Said.YES)
    assert [condition.text for condition in review.finding.conditions] == ["Publish no table under ten."]


def test_a_decision_that_the_rules_refuse_comes_back_with_what_was_typed() -> None:
    browser = before_alma()
    browser.world.rules.answers["decision/review"] = refuse("D11-necessary")

    answer = browser.post(PAGE, {**YES, "reasons": "A <b>long</b> reason."})

    assert answer.status_code == 403
    assert "D11-necessary" in text_of(answer.text)
    assert "A &lt;b&gt;long&lt;/b&gt; reason." in answer.text
    assert REASONS["no-harm"] in text_of(answer.text)
    assert 'value="granted" required checked' in answer.text


@pytest.mark.parametrize(
    ("wrong", "place"),
    [({"outcome": ""}, "outcome"), ({"units": "many"}, "units"), ({"capacity": "friend"}, "capacity")],
    ids=["no outcome", "no number", "no capacity of the house"],
)
def test_what_is_not_well_formed_is_told_at_its_place(wrong: dict[str, str], place: str) -> None:
    browser = before_alma()

    answer = browser.post(PAGE, {**YES, **wrong})

    assert answer.status_code == 422
    assert f'<a href="#{place}">' in answer.text
    assert "No harm is seen." in answer.text


def test_a_reason_without_an_answer_is_not_dropped() -> None:
    answer = before_alma().post(PAGE, {**YES, "answer.necessary": ""})

    assert answer.status_code == 422
    assert '<a href="#answer.necessary">' in answer.text
    assert REASONS["necessary"] in answer.text


def test_of_two_stewards_at_once_the_second_is_told_and_keeps_what_they_wrote() -> None:
    browser = before_alma()
    browser.world.review("alvik")

    answer = browser.post(PAGE, {**YES, "outcome": "refused", "reasons": "I would have said no."})

    assert answer.status_code == 409
    assert "decided" in text_of(answer.text)
    assert "I would have said no." in answer.text
    assert "Granted by alma" in text_of(answer.text)


def test_the_same_form_sent_twice_decides_once() -> None:
    browser = before_alma()
    form = {**YES, "once": "this very form"}

    first, second = browser.post(PAGE, form), browser.post(PAGE, form)

    assert (first.status_code, second.status_code) == (303, 303)
    assert [entry.event.value for entry in browser.world.ledger].count("disclosure_review.decided") == 1
    assert "verb.refused" not in [entry.event.value for entry in browser.world.ledger]


def test_a_refused_form_may_be_mended_and_sent_again() -> None:
    browser = before_alma()

    refused = browser.post(PAGE, {**YES, "units": "", "capacity": "x", "once": "this very form"})
    mended = browser.post(PAGE, {**YES, "once": "this very form"})

    assert (refused.status_code, mended.status_code) == (422, 303)


def test_whoever_may_not_decide_is_offered_nothing() -> None:
    browser = before_alma()
    browser.world.rules.answers["review"] = refuse("W02-within-reach")

    page = browser.get(PAGE)

    assert 'name="outcome"' not in page.text
    assert "The steward of" in text_of(page.text)


def test_a_part_that_nobody_is_asked_for_is_not_there() -> None:
    assert before_alma().get(f"/requests/{REQUEST}/review/nowhere").status_code == 404


def test_a_request_of_others_is_not_there() -> None:
    browser = before_alma()
    browser.world.rules.answers["read"] = refuse("W02-within-reach")

    assert browser.get(PAGE).status_code == 404
