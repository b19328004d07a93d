"""The conversation about a request, over the API and as a page."""

import pytest

from gateway.domain.audit import Event
from tests.spec.api.calling import Caller
from tests.spec.portal.browsing import Browser, text_of
from tests.support import builders
from tests.support.fakes import World, refuse

SCRIPT = "<script>alert(1)</script>"
PAGE = "/requests/request-1/conversation"


def talking() -> Browser:
    world = World()
    world.submitted()
    browser = Browser(world=world).be("anna")
    browser.get(PAGE)
    return browser


def test_what_is_said_is_read_by_the_others_and_shown_as_text() -> None:
    anna = talking()
    alma = anna.another().be("alma")

    answer = anna.post(PAGE, {"text": f"From 2019 on. {SCRIPT}", "once": "one"})
    page = alma.get(PAGE)

    assert answer.headers["Location"] == f"{PAGE}#message-1"
    assert "From 2019 on." in text_of(page.text)
    assert "anna , researcher" in text_of(page.text)
    assert SCRIPT not in page.text


def test_a_message_sent_twice_is_said_once() -> None:
    browser = talking()

    answers = [browser.post(PAGE, {"text": "Hello", "once": "one"}).headers["Location"] for _ in range(2)]

    assert answers == [f"{PAGE}#message-1"] * 2
    assert [entry.event for entry in browser.world.ledger].count(Event.MESSAGE_WRITTEN) == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_001])
def test_a_message_that_is_none_or_too_long_comes_back(text: str) -> None:
    browser = talking()

    answer = browser.post(PAGE, {"text": text, "once": "one"})

    assert answer.status_code == 422
    assert 'href="#text"' in answer.text
    assert Event.MESSAGE_WRITTEN not in [entry.event for entry in browser.world.ledger]


def test_whoever_may_read_and_not_write_is_offered_no_field() -> None:
    browser = talking()
    browser.world.rules.answers["write-message"] = refuse("W01-may-act")

    page = browser.get(PAGE)

    assert page.status_code == 200
    assert "<textarea" not in page.text


def test_the_request_leads_to_its_messages() -> None:
    assert f'href="{PAGE}"' in talking().get("/requests/request-1").text


def test_the_conversation_of_others_is_not_there() -> None:
    browser = talking()
    browser.world.rules.answers |= {name: refuse("W02-within-reach") for name in ("read", "write-message")}

    assert browser.get(PAGE).status_code == 404
    assert browser.post(PAGE, {"text": "Hello", "once": "one"}).status_code == 404


def test_a_message_over_the_api_is_read_there_too() -> None:
    call = Caller()
    call.world.submitted()

    written = call.post("/access-requests/request-1/messages", {"text": "Which years?"}, by="alma")
    found = call.get("/access-requests/request-1/messages").json()

    assert written.status_code == 201
    assert written.json()["paper"].startswith("sha256:")
    assert [(told["by"], told["acting_as"], told["text"]) for told in found] == [("alma", ["steward"], "Which years?")]
    assert found[0]["at"].startswith(builders.NOW.date().isoformat())


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": 1}, {"text": "x" * 10_001}, {"text": "a", "to": "b"}])
def test_a_message_over_the_api_of_another_form_is_refused(body: object) -> None:
    call = Caller()
    call.world.submitted()

    assert call.post("/access-requests/request-1/messages", body).status_code == 422
