"""After the decision in the portal: more time, another permit, conditions and terms."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.domain.access_request import Status
from gateway.domain.audit import Event
from gateway.domain.ethics import Condition
from tests.spec.portal.browsing import Browser, text_of
from tests.support import builders
from tests.support.fakes import World, refuse

SCRIPT = "<script>alert(1)</script>"
LATER = "2029-04-30"


def events(browser: Browser, event: Event) -> int:
    return [entry.event for entry in browser.world.ledger].count(event)


def issued() -> Browser:
    world = World()
    world.issued()
    browser = Browser(world=world).be("anna")
    browser.get("/permits/permit-1")
    return browser


def with_condition() -> Browser:
    world = World()
    world.submitted()
    condition = Condition(id="no-trade", text=f"Not for trade. {SCRIPT}")
    world.review("alvik", replace(builders.finding(), conditions=(condition,)))
    browser = Browser(world=world).be("anna")
    browser.get("/requests/request-1/conditions")
    return browser


def test_an_extension_is_asked_for_once_with_its_reason() -> None:
    browser = issued()
    asked = {"until": LATER, "because": f"The cohort is followed longer. {SCRIPT}"}

    answers = [browser.post("/permits/permit-1/extension", asked) for _ in range(2)]
    page = browser.get("/permits/permit-1")

    assert [answer.headers["Location"] for answer in answers] == ["/permits/permit-1"] * 2
    assert events(browser, Event.EXTENSION_ASKED) == 1
    assert "30 April 2029 is asked for and waits" in text_of(page.text)
    assert SCRIPT not in page.text


@pytest.mark.parametrize(
    ("fields", "place"),
    [({"until": "soon", "because": "why"}, "until"), ({"until": LATER, "because": ""}, "because")],
)
def test_an_extension_that_lacks_something_comes_back(fields: dict[str, str], place: str) -> None:
    browser = issued()

    answer = browser.post("/permits/permit-1/extension", fields)

    assert answer.status_code == 422
    assert f'href="#{place}"' in answer.text
    assert events(browser, Event.EXTENSION_ASKED) == 0


def test_an_extension_that_the_rules_refuse_says_why_and_keeps_what_was_written() -> None:
    browser = issued()
    browser.world.rules.answers["decision/extend"] = refuse("T05-asked-in-time")

    answer = browser.post("/permits/permit-1/extension", {"until": LATER, "because": "A reason of some length."})

    assert answer.status_code == 403
    assert "T05-asked-in-time" in answer.text
    assert "A reason of some length." in answer.text
    assert f'value="{LATER}"' in answer.text


def test_an_amendment_is_one_draft_written_as_the_permit_was_asked_for() -> None:
    browser = issued()
    page = browser.get("/permits/permit-1")

    first = browser.post("/permits/permit-1/amendment")
    second = browser.post("/permits/permit-1/amendment")

    draft = browser.world.request("request-2")
    assert 'action="/permits/permit-1/amendment"' in page.text
    assert first.headers["Location"] == "/requests/request-2/write/purpose"
    assert second.headers["Location"] == "/requests/request-2"
    assert (draft.amends, draft.status) == ("permit-1", Status.DRAFT)
    assert draft.application == browser.world.request().application
    assert browser.get("/requests/request-2/summary").status_code == 200


def test_a_permit_that_is_over_is_offered_no_asking() -> None:
    browser = issued()
    browser.world.clock.pass_by(timedelta(days=5000))
    browser = browser.another().be("anna")

    page = browser.get("/permits/permit-1")

    assert "/extension" not in page.text
    assert "/amendment" not in page.text


def test_a_condition_is_accepted_once() -> None:
    browser = with_condition()
    page = browser.get("/requests/request-1/conditions")
    accepted = {"controller": "alvik", "condition": "no-trade", "answer": "accepted"}

    answers = [browser.post("/requests/request-1/conditions", accepted) for _ in range(2)]
    then = browser.get("/requests/request-1/conditions")

    assert SCRIPT not in page.text
    assert [answer.headers["Location"] for answer in answers] == ["/requests/request-1/conditions"] * 2
    assert events(browser, Event.CONDITION_ACCEPTED) == 1
    assert "Accepted by the project" in text_of(then.text)


def test_a_condition_that_is_declined_is_not_accepted_and_the_page_says_what_can_be_done() -> None:
    browser = with_condition()

    answer = browser.post(
        "/requests/request-1/conditions", {"controller": "alvik", "condition": "no-trade", "answer": "declined"}
    )
    page = browser.get(answer.headers["Location"])

    assert "no permit is issued" in text_of(page.text)
    assert 'href="/requests/request-1/withdraw"' in page.text
    assert 'href="/requests/request-1/conversation"' in page.text
    assert events(browser, Event.CONDITION_ACCEPTED) == 0


def test_why_a_condition_is_declined_is_said_once_to_whoever_set_it() -> None:
    browser = with_condition()
    page = "/requests/request-1/conditions/alvik/no-trade/declined"
    browser.get(page)
    why = {"because": f"Our partner is a company. {SCRIPT}", "once": "one"}

    without = browser.post(page, {"because": "", "once": "one"})
    answers = [browser.post(page, why) for _ in range(2)]
    alma = browser.another().be("alma").get("/requests/request-1/conversation")

    assert (without.status_code, 'href="#because"' in without.text) == (422, True)
    assert {answer.headers["Location"] for answer in answers} == {"/requests/request-1/conversation#message-1"}
    assert events(browser, Event.MESSAGE_WRITTEN) == 1
    assert "We cannot accept the condition of" in text_of(alma.text)
    assert "“Not for trade." in text_of(alma.text)
    assert "Our partner is a company." in text_of(alma.text)
    assert SCRIPT not in alma.text


def test_a_condition_that_nobody_set_is_not_there() -> None:
    browser = with_condition()
    made_up = {"controller": "nobody", "condition": "no-trade", "answer": "accepted"}

    assert browser.post("/requests/request-1/conditions", made_up).status_code == 404
    assert browser.get("/requests/request-1/conditions/alvik/other/declined").status_code == 404
    assert browser.get("/requests/request-1/conditions/nobody/no-trade/declined").status_code == 404


def test_the_request_leads_to_the_conditions_that_its_parts_have() -> None:
    assert 'href="/requests/request-1/conditions"' in with_condition().get("/requests/request-1").text


def test_everybody_accepts_the_terms_for_themselves_and_once() -> None:
    world = World()
    world.opened()
    browser = Browser(world=world).be("anna")
    browser.get("/terms")
    accepted = {"version": builders.TERMS, "once": "one"}

    answers = [browser.post("/terms", accepted) for _ in range(2)]
    page = browser.get(answers[0].headers["Location"])

    assert [answer.headers["Location"] for answer in answers] == ["/terms?accepted=true"] * 2
    assert events(browser, Event.TERMS_ACCEPTED) == 1
    assert f"version {builders.TERMS}" in text_of(page.text)


def test_terms_of_another_version_are_not_accepted() -> None:
    world = World()
    world.opened()
    browser = Browser(world=world).be("anna")
    browser.get("/terms")

    answer = browser.post("/terms", {"version": "1999-1", "once": "one"})

    assert answer.status_code == 422
    assert events(browser, Event.TERMS_ACCEPTED) == 0


def test_whoever_is_not_on_record_is_told_whom_to_ask() -> None:
    browser = Browser().be("anna")
    browser.get("/terms")

    answer = browser.post("/terms", {"version": builders.TERMS, "once": "one"})

    assert answer.status_code == 409
    assert "Ask the coordinator to register you" in text_of(answer.text)


def test_a_coordinator_is_led_to_where_a_decision_is_put_on_record_as_public() -> None:
    browser = issued().another().be("klara")

    assert 'href="/requests/request-1/coordination/publication"' in browser.get("/requests/request-1").text


@pytest.mark.parametrize(
    "path",
    ["/permits/permit-1/extension", "/requests/request-1/conditions"],
)
def test_what_belongs_to_others_is_not_there(path: str) -> None:
    browser = issued()
    browser.world.rules.answers["read"] = refuse("W02-within-reach")

    assert browser.get(path).status_code == 404
    assert browser.post(path, {"until": LATER, "because": "more"}).status_code == 404
