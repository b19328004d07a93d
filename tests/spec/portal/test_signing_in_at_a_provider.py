"""The browser's way by a provider of identities: there, back, and out of both; and every answer that is not its own."""

import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from typing import Any

import pytest

from catalog.model import ControllerId
from gateway.domain.actor import Role
from gateway.domain.audit import Event
from gateway.web.portal.at_a_provider import BEGUN, AtAProvider
from gateway.web.portal.visit import COOKIE, Portal
from tests.spec.portal.browsing import HOST, Browser, text_of
from tests.support.builders import COORDINATOR, OPERATOR, TODAY
from tests.support.fakes import World
from tests.support.oidc import ANNA, ISSUER, FakeProvider

ANSWER = "/sign-in/oidc/answer"
NO = "The sign-in could not be confirmed"


def at(provider: FakeProvider, world: World | None = None) -> Browser:
    browser = Browser(world=world or World())
    ways = (AtAProvider(sign_in=provider.sign_in()),)
    browser.app.state.portal = Portal(sessions=browser.sessions, ways=ways)
    return browser


def gone_there(browser: Browser, provider: FakeProvider, *, back: str = "/", person: str = "anna") -> dict[str, str]:
    """What the provider sends the browser back with."""
    answer = browser.post("/sign-in/oidc", {"chosen": "go", "back": back})
    assert answer.status_code == 200, answer.text
    return provider.comes_back(address_in(answer.headers["Refresh"]), person)


def address_in(refresh: str) -> str:
    return refresh.removeprefix("0; url=")


def signed_in(browser: Browser, provider: FakeProvider, **more: Any) -> Browser:
    answer = browser.get(ANSWER, params=gone_there(browser, provider, **more))
    assert answer.status_code == 303, answer.text
    return browser


def test_somebody_goes_there_and_comes_back_to_the_page_they_wanted() -> None:
    provider = FakeProvider(people={"anna": {**ANNA, "name": "Anna Ek"}})
    browser = at(provider)

    answer = browser.get(ANSWER, params=gone_there(browser, provider, back="/accessibility"))

    assert (answer.status_code, answer.headers["Location"]) == (303, "/accessibility")
    assert "Signed in as Anna Ek" in text_of(browser.get("/accessibility").text)
    assert browser.world.ledger[-1].event is Event.SIGNED_IN
    assert (browser.world.ledger[-1].actor, browser.world.ledger[-1].because) == ("anna", ("oidc",))


def test_the_page_that_sends_somebody_there_works_without_scripts_and_without_redirects() -> None:
    browser = at(FakeProvider())

    answer = browser.post("/sign-in/oidc", {"chosen": "go", "back": "/"})

    address = address_in(answer.headers["Refresh"])
    assert address.startswith(f"{ISSUER}/auth?")
    assert unescape(re.findall(r'href="(https://id[^"]+)"', answer.text)[0]) == address
    cookie = next(text for text in answer.headers.get_list("set-cookie") if text.startswith(BEGUN))
    for kept in ("Secure", "HttpOnly", "SameSite=lax", "Path=/", "Max-Age=600"):
        assert kept in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "forged"},
        {"state": ""},
        {"code": "guessed"},
        {"code": ""},
        {"iss": "https://evil.example"},
        {"code": "", "error": "access_denied"},
    ],
    ids=str,
)
def test_an_answer_that_is_not_the_one_signs_nobody_in_and_leaves_nothing(changes: dict[str, str]) -> None:
    provider = FakeProvider()
    browser = at(provider)
    before = browser.world.memory.copy()

    answer = browser.get(ANSWER, params={**gone_there(browser, provider), **changes})

    assert answer.status_code == 401
    assert NO in text_of(answer.text)
    assert COOKIE not in browser.client.cookies
    assert browser.sessions.there == {}
    assert browser.world.memory == before


def test_an_answer_is_used_once() -> None:
    provider = FakeProvider()
    browser = at(provider)
    answer = gone_there(browser, provider)
    begun = browser.client.cookies[BEGUN]
    browser.get(ANSWER, params=answer)

    again = browser.get(ANSWER, params=answer)
    browser.client.cookies.set(BEGUN, begun, domain="slussen.test")
    with_its_cookie = browser.get(ANSWER, params=answer)

    assert (again.status_code, with_its_cookie.status_code) == (401, 401)
    assert len(browser.sessions.there) == 1


def test_nobody_is_signed_in_by_an_answer_that_another_browser_waits_for() -> None:
    provider = FakeProvider()
    attacker, victim = at(provider), at(provider)
    answer = gone_there(attacker, provider)

    untouched = victim.get(ANSWER, params=answer)
    gone_there(victim, provider)
    on_the_way = victim.get(ANSWER, params=answer)

    assert (untouched.status_code, on_the_way.status_code) == (401, 401)
    assert victim.sessions.there == {}


@pytest.mark.parametrize(
    "cookie", ["", "rubbish", "e30=", "W10=", "eyJiYWNrIjogNX0=", "å", "eyJiYWNrIjogIi8iLCAieCI6ICJ5In0="]
)
def test_a_cookie_that_the_house_did_not_bake_begins_nothing(cookie: str) -> None:
    provider = FakeProvider()
    browser = at(provider)
    answer = gone_there(browser, provider)
    browser.client.cookies.clear()

    found = browser.get(ANSWER, params=answer, headers={"Cookie": f"{BEGUN}={cookie}".encode()})

    assert found.status_code == 401


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_out_of_the_house_afterwards(back: str) -> None:
    provider = FakeProvider()
    browser = at(provider)

    answer = browser.get(ANSWER, params=gone_there(browser, provider, back=back))

    assert answer.headers["Location"] == "/"


def test_a_session_that_somebody_planted_is_not_the_one_they_sign_in_to() -> None:
    provider = FakeProvider()
    browser = at(provider)
    browser.client.cookies.set(COOKIE, "planted", domain="slussen.test")

    signed_in(browser, provider)

    assert browser.client.cookies[COOKIE] != "planted"


def test_a_provider_that_is_silent_is_told_as_that() -> None:
    browser = at(FakeProvider(silent=True))

    answer = browser.post("/sign-in/oidc", {"chosen": "go", "back": "/"})

    assert answer.status_code == 503


def test_another_site_sends_nobody_there() -> None:
    browser = at(FakeProvider())

    answer = browser.post(
        "/sign-in/oidc", {"chosen": "go"}, headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403


# ---- out again -------------------------------------------------------------------------------------------------------


def test_signing_out_here_signs_out_there() -> None:
    provider = FakeProvider()
    browser = signed_in(at(provider), provider)
    browser.get("/accessibility")

    answer = browser.post("/sign-out")

    assert answer.status_code == 200
    assert address_in(answer.headers["Refresh"]).startswith(f"{ISSUER}/logout?")
    assert "Signed in as" not in text_of(answer.text)
    assert browser.get("/").headers["Location"].startswith("/sign-in")


def test_whoever_signs_out_is_out_even_while_the_provider_is_silent() -> None:
    provider = FakeProvider()
    browser = signed_in(at(provider), provider)
    browser.get("/accessibility")
    way = browser.app.state.portal.ways[0]
    way.sign_in.tokens.provider._addresses = None
    provider.silent = True

    answer = browser.post("/sign-out")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert browser.get("/").status_code == 303


def test_what_ended_at_the_provider_has_ended_here() -> None:
    provider = FakeProvider()
    browser = signed_in(at(provider), provider)
    assert browser.get("/").status_code == 200

    told = browser.client.post("/sign-in/oidc/ended", data={"logout_token": provider.logout_token()})

    assert told.status_code == 200
    assert browser.get("/").headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"logout_token": ""},
        {"logout_token": "a.b.c"},
        {"logout_token": lambda fake: fake.logout_token(aud="choir")},
        {"logout_token": lambda fake: fake.signed({"sub": "anna"}, key="other")},
        {"logout_token": lambda fake: fake.access(aud="slussen-portal")},
    ],
    ids=["nothing", "empty", "rubbish", "for another", "forged", "an access token"],
)
def test_nobody_else_ends_a_session(sent: Mapping[str, Any]) -> None:
    provider = FakeProvider()
    browser = signed_in(at(provider), provider)
    data = {name: value(provider) if callable(value) else value for name, value in sent.items()}

    told = browser.client.post("/sign-in/oidc/ended", data=data, headers={"Origin": HOST})

    assert told.status_code == 400
    assert browser.get("/").status_code == 200


# ---- what is on record -----------------------------------------------------------------------------------------------


def test_a_role_that_is_recorded_or_ended_counts_from_the_next_page_on() -> None:
    provider = FakeProvider(people={"anna": {**ANNA, "slussen_roles": []}})
    browser = signed_in(at(provider), provider)
    rooms = browser.world.house.assignment
    seen = []

    def looked() -> None:
        browser.get("/accessibility")
        seen.append(browser.world.house.assignment.acting(next(iter(browser.sessions.there.values())).actor).roles)

    looked()
    made = rooms.assign(
        actor="anna",
        role=Role.STEWARD,
        controllers=(ControllerId("alvik"),),
        because="delegation",
        begins=TODAY,
        until=date(2027, 1, 1),
        by=OPERATOR,
    )
    rooms.confirm(made.id, by=COORDINATOR)
    looked()
    rooms.end(made.id, because="moved on", by=OPERATOR)
    looked()

    assert seen == [(), (Role.STEWARD,), ()]
    (session,) = browser.sessions.there.values()
    assert session.actor.roles == ()
