"""The coordinator's pages: everything at a glance, one request's completeness and routing, and each step."""

from datetime import timedelta
from typing import Any

import pytest

from gateway.domain.access_request import Status
from tests.spec.portal.browsing import Browser, text_of
from tests.support.builders import REQUEST, TODAY
from tests.support.fakes import refuse

PAGE = f"/requests/{REQUEST}/coordination"


def before_klara(*, at: str = "submitted") -> Browser:
    browser = Browser()
    getattr(browser.world, at)()
    return browser.be("klara")


def test_all_that_is_under_way_stands_in_one_table_with_every_part_and_clock() -> None:
    browser = before_klara()
    browser.world.review("alvik")

    read = text_of(browser.get("/coordination").text)

    assert "Bleeding" in read
    assert "granted" in read
    assert read.count("not decided yet") == 2
    assert "Submitted" in read


def test_nothing_under_way_is_told_as_such() -> None:
    assert "Nothing waits" in text_of(Browser().be("klara").get("/coordination").text)


def test_one_request_tells_whether_it_is_complete_and_who_decides_what() -> None:
    read = text_of(before_klara().get(PAGE).text)

    assert "The rules find everything that a submission needs." in read
    assert "The part is decided by the head of operations" in read
    assert "Return for completion" in read
    assert "Ask the rules again" not in read


def test_what_is_missing_is_told_with_what_to_do() -> None:
    browser = before_klara()
    browser.world.rules.answers["access_request/submit"] = refuse("E03-started-in-time")

    assert "E03-started-in-time" in text_of(browser.get(PAGE).text)


STEPS: list[tuple[str, dict[str, Any], str]] = [
    ("return", {"because": "Say why the notes are needed."}, "access_request.returned"),
    ("prolongation", {"because": "Three controllers are asked."}, "deadline.decision_prolonged"),
    (
        "judgement",
        {"ground": "E05-people-approved", "finding": "accepted", "reasons": "She is the same person."},
        "access_request.judged",
    ),
]


@pytest.mark.parametrize(("step", "typed", "event"), STEPS, ids=[step for step, _, _ in STEPS])
def test_each_step_is_taken_once_and_then_seen(step: str, typed: dict[str, Any], event: str) -> None:
    browser = before_klara()
    browser.get(f"{PAGE}/{step}")
    form = {**typed, "once": "this very form"}

    first, second = browser.post(f"{PAGE}/{step}", form), browser.post(f"{PAGE}/{step}", form)

    assert (first.status_code, first.headers["Location"]) == (303, PAGE)
    assert second.status_code == 303
    assert [entry.event.value for entry in browser.world.ledger].count(event) == 1


@pytest.mark.parametrize(("step", "typed", "event"), STEPS, ids=[step for step, _, _ in STEPS])
def test_each_step_without_its_reasons_is_asked_for_them(step: str, typed: dict[str, Any], event: str) -> None:
    browser = before_klara()
    last = [*typed][-1]

    answer = browser.post(f"{PAGE}/{step}", {**typed, last: " "})

    assert answer.status_code == 422
    assert f'<a href="#{last}">Fill this in.</a>' in answer.text
    assert event not in [entry.event.value for entry in browser.world.ledger]


@pytest.mark.parametrize(("step", "typed", "event"), STEPS, ids=[step for step, _, _ in STEPS])
def test_a_step_that_the_rules_refuse_comes_back_with_what_was_typed(
    step: str, typed: dict[str, Any], event: str
) -> None:
    browser = before_klara()
    verb = {"prolongation": "prolong", "judgement": "judge"}.get(step, step)
    browser.world.rules.answers[verb] = refuse("D02-no-conflict-of-interest")

    answer = browser.post(f"{PAGE}/{step}", typed)

    assert answer.status_code == 403
    assert "D02-no-conflict-of-interest" in answer.text
    assert typed[[*typed][-1]] in answer.text
    assert event not in [entry.event.value for entry in browser.world.ledger]


def test_a_step_that_somebody_else_took_first_is_told_and_nothing_typed_is_lost() -> None:
    browser = before_klara()
    browser.post(f"{PAGE}/return", {"because": "First."})

    answer = browser.post(f"{PAGE}/return", {"because": "Second, and long."})

    assert answer.status_code == 409
    assert "Second, and long." in answer.text
    assert browser.world.request().returned_because == "First."


def test_what_was_sent_back_is_shown_beside_what_came_instead() -> None:
    browser = before_klara()
    browser.post(f"{PAGE}/return", {"because": "Too many people."})

    page = browser.get(PAGE)

    assert browser.world.request().status is Status.RETURNED
    assert "Changed since the version that was sent back" in text_of(page.text)
    assert "Nothing is yours to do" in text_of(page.text)


def test_a_publication_is_recorded_of_what_is_decided_alone() -> None:
    before, after = before_klara(), before_klara(at="issued")

    early = before.post(f"{PAGE}/publication", {"where": "Diariet 12", "on": TODAY.isoformat()})
    late = after.post(f"{PAGE}/publication", {"where": "Diariet 12", "on": TODAY.isoformat()})

    assert early.status_code == 409
    assert late.status_code == 303
    assert after.world.request().publication is not None


def test_a_publication_of_tomorrow_is_refused_at_its_field() -> None:
    browser = before_klara(at="issued")

    answer = browser.post(f"{PAGE}/publication", {"where": "Diariet 12", "on": (TODAY + timedelta(days=1)).isoformat()})

    assert answer.status_code == 422
    assert '<a href="#on">' in answer.text


def test_what_is_held_is_asked_about_again() -> None:
    browser = before_klara(at="decided")
    browser.world.rules.answers["decision/issue"] = refuse("E11-approval-verified")
    browser.world.house.round()
    held = browser.get(PAGE)

    asked = browser.post(f"{PAGE}/ask-again")

    assert "Ask the rules again" in text_of(held.text)
    assert asked.status_code == 303
    assert browser.world.request().held_because == ()


def test_a_step_of_no_house_is_not_there() -> None:
    assert before_klara().get(f"{PAGE}/burn").status_code == 404


def test_whoever_may_not_take_a_step_is_not_offered_it() -> None:
    browser = before_klara()
    for verb in ("return", "prolong", "judge"):
        browser.world.rules.answers[verb] = refuse("W01-may-act")

    page = browser.get(f"{PAGE}/return")

    assert '<textarea id="because"' not in page.text
    assert "This cannot be done now" in text_of(page.text)
