"""The ethics decisions behind a request: verified against their documents, amended, decided against."""

from typing import Any

import pytest

from tests.spec.portal.browsing import Browser, text_of
from tests.support.builders import CASE_NUMBER, PROJECT, REQUEST, TODAY, some_digest
from tests.support.fakes import refuse

PAGE = f"/requests/{REQUEST}/ethics"
AMENDING = f"/projects/{PROJECT}/amendment"
DOCUMENT = some_digest("the decision's document")
AMENDMENT: dict[str, Any] = {
    "at": "summary",
    "amends": CASE_NUMBER,
    "case_number": "2026-00321-02",
    "outcome": "approved",
    "decided_on": "2026-10-01",
    "legal_force_on": "2026-11-01",
    "groups": ["notes", "measurements"],
    "maximum_persons": "900",
    "period_from": "2014-01-01",
    "conditions": "Tell the authority once a year.",
    "document_title": "Beslut om ändring",
    "document_digest": str(some_digest("the amendment")),
}
AGAINST: dict[str, Any] = {"case_number": "2026-00999", "kind": "revoked", "decided_on": TODAY.isoformat()}
STEPS = [
    ("verification", "verify-approval", {"document": f"{CASE_NUMBER} {DOCUMENT}"}, "ethics_approval.verified"),
    ("decision-against", "record-decision-against", AGAINST, "ethics_decision_against.recorded"),
]
NAMED = [step for step, *_ in STEPS]


def before(who: str = "klara") -> Browser:
    browser = Browser()
    browser.world.submitted()
    return browser.be(who)


def test_the_record_shows_what_it_covers_and_who_verified_it() -> None:
    browser = before()

    first = text_of(browser.get(PAGE).text)
    browser.world.verified()
    then = text_of(browser.get(PAGE).text)

    assert CASE_NUMBER in first
    assert "not yet" in first
    assert "by klara" in then


def test_a_steward_reads_them_too_and_may_verify() -> None:
    page = before("alma").get(PAGE)

    assert page.status_code == 200
    assert "Verify a decision against its document" in text_of(page.text)


@pytest.mark.parametrize(("step", "verb", "typed", "event"), STEPS, ids=NAMED)
def test_what_is_recorded_is_recorded_once_and_then_seen(
    step: str, verb: str, typed: dict[str, Any], event: str
) -> None:
    browser = before()
    browser.get(f"{PAGE}/{step}")
    form = {**typed, "once": "this very form"}

    answers = [browser.post(f"{PAGE}/{step}", form) for _ in range(2)]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, PAGE)] * 2
    assert [entry.event.value for entry in browser.world.ledger].count(event) == 1


@pytest.mark.parametrize(("step", "verb", "typed", "event"), STEPS, ids=NAMED)
def test_what_the_rules_refuse_comes_back_with_what_was_typed(
    step: str, verb: str, typed: dict[str, Any], event: str
) -> None:
    browser = before()
    browser.world.rules.answers[verb] = refuse("D02-no-conflict-of-interest")

    answer = browser.post(f"{PAGE}/{step}", typed)

    assert answer.status_code == 403
    assert "D02-no-conflict-of-interest" in answer.text
    assert all(value in answer.text for name, value in typed.items() if name == "case_number")


def test_an_amendment_adds_to_what_is_approved() -> None:
    browser = before()

    browser.post(AMENDING, AMENDMENT)

    with browser.world.memory.work() as work:
        (recorded,) = work.projects.find()[0].amendments
    changes = recorded.amendment.changes
    assert (changes.groups, changes.maximum_persons) == (("notes", "measurements"), 900)
    assert recorded.amendment.documents[0].title == "Beslut om ändring"
    assert recorded.amendment.conditions[0].text == "Tell the authority once a year."


def test_what_is_verified_stands_beside_the_question_amendments_too() -> None:
    browser = before()
    browser.post(AMENDING, AMENDMENT)

    read = text_of(browser.get(f"{PAGE}/verification").text)

    assert "Groups of variables: notes, measurements" in read
    assert "At most so many people: 900" in read


@pytest.mark.parametrize(
    ("step", "wrong", "place"),
    [
        ("verification", {"document": ""}, "document"),
        ("decision-against", {**AGAINST, "lifted_on": "2020-01-01"}, "lifted_on"),
    ],
)
def test_what_is_not_well_formed_is_told_at_its_place(step: str, wrong: dict[str, Any], place: str) -> None:
    answer = before().post(f"{PAGE}/{step}", wrong)

    assert answer.status_code == 422
    assert f'href="#{place}"' in answer.text


def test_a_coordinator_is_led_to_where_decisions_are_recorded() -> None:
    browser = before()
    page = browser.get(PAGE)
    browser.world.rules.answers["record-approval"] = refuse("W01-may-act")

    refused = browser.get(PAGE)

    for path in (AMENDING, f"/projects/{PROJECT}/approval"):
        assert f'href="{path}"' in page.text
        assert f'href="{path}"' not in refused.text
        assert browser.get(path).status_code == 200


def test_without_an_approval_there_is_nothing_to_verify() -> None:
    browser = before()
    with browser.world.memory.work() as work:
        project = work.projects.find()[0]
    object.__setattr__(project, "ethics_approval", None)

    page = browser.get(PAGE)

    assert "No ethics approval is on record" in text_of(page.text)
    assert "Record an amendment" not in text_of(page.text)
    assert "Record the ethics approval" in text_of(page.text)


def test_a_step_of_no_house_is_not_there() -> None:
    assert before().get(f"{PAGE}/burn").status_code == 404
