"""The portal's own pages and a real provider: there by its pages and back, out of both, and out when it says so."""

from urllib.parse import parse_qs

import httpx
import jwt
import pytest

from gateway.web.portal.at_a_provider import AtAProvider
from gateway.web.portal.visit import Portal
from tests.spec.portal.browsing import Browser, text_of
from tests.support.keycloak import Keycloak
from tests.support.neighbours import keycloak

THERE = "0; url="


@pytest.fixture(scope="module")
def provider() -> Keycloak:
    return keycloak()


@pytest.fixture
def browser(provider: Keycloak) -> Browser:
    browser = Browser()
    ways = (AtAProvider(sign_in=provider.sign_in()),)
    browser.app.state.portal = Portal(sessions=browser.sessions, ways=ways)
    return browser


def sent_there(browser: Browser) -> str:
    answer = browser.post("/sign-in/oidc", {"chosen": "go", "back": "/accessibility"})
    return answer.headers["Refresh"].removeprefix(THERE)


def test_somebody_signs_in_there_is_here_and_signs_out_of_both(provider: Keycloak, browser: Browser) -> None:
    with httpx.Client(timeout=60, trust_env=False) as there:
        answer = provider.signed_in(there, sent_there(browser), "anna")
        arrived = browser.get("/sign-in/oidc/answer", params=answer)
        assert (arrived.status_code, arrived.headers["Location"]) == (303, "/accessibility")
        assert "Signed in as anna Test" in text_of(browser.get("/accessibility").text)

        leaving = browser.post("/sign-out").headers["Refresh"].removeprefix(THERE)
        left = there.get(leaving)

        assert (left.status_code, left.headers["Location"]) == (302, "https://slussen.example/")
        asked_again = there.get(sent_there(browser))
        assert asked_again.status_code == 200
        assert "password" in asked_again.text


def test_an_answer_is_used_once_and_by_the_browser_that_asked(provider: Keycloak, browser: Browser) -> None:
    answer = provider.comes_back(sent_there(browser), "anna")
    stranger = Browser(world=browser.world, sessions=browser.sessions)
    stranger.app.state.portal = browser.app.state.portal

    assert stranger.get("/sign-in/oidc/answer", params=answer).status_code == 401
    assert browser.get("/sign-in/oidc/answer", params={**answer, "state": "forged"}).status_code == 401
    assert browser.get("/sign-in/oidc/answer", params=answer).status_code == 401
    assert browser.sessions.there == {}


def test_what_ends_there_ends_here(provider: Keycloak, browser: Browser) -> None:
    answer = provider.comes_back(sent_there(browser), "anna")
    browser.get("/sign-in/oidc/answer", params=answer)
    (session,) = browser.sessions.there.values()
    way = browser.app.state.portal.ways[0]

    httpx.get(way.leaves(session), timeout=60, trust_env=False)
    place, form = provider.heard.next()
    while place != "/sign-in/oidc/ended" or session.kept["provider"]["session"] not in _said(form):
        place, form = provider.heard.next()
    told = browser.client.post(place, data={"logout_token": parse_qs(form)["logout_token"][0]})

    assert told.status_code == 200
    assert browser.get("/").headers["Location"].startswith("/sign-in")


def _said(form: str) -> str:
    return str(jwt.decode(parse_qs(form)["logout_token"][0], options={"verify_signature": False}))
