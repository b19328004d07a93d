"""Sessions: opened anew at each sign-in, ended on the server, and nothing typed is lost when one runs out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.domain.audit import Event
from gateway.domain.errors import Misconfigured
from gateway.domain.session import IDLE, KEPT, LONGEST
from gateway.web.portal.one_click import OneClick
from gateway.web.portal.unsent import in_words
from gateway.web.portal.visit import COOKIE, id_of
from gateway.words.language import Language
from tests.spec.portal.browsing import Browser, text_of


def test_whoever_is_not_signed_in_is_asked_who_they_are_and_then_goes_on() -> None:
    browser = Browser()

    asked = browser.get("/unsent?x=1")
    browser.get(asked.headers["Location"])
    arrived = browser.post("/sign-in/demo", {"chosen": "anna", "back": "/unsent?x=1"})

    assert (asked.status_code, asked.headers["Location"]) == (303, "/sign-in?back=%2Funsent%3Fx%3D1")
    assert 'name="back" value="/unsent?x=1"' in browser.page
    assert (arrived.status_code, arrived.headers["Location"]) == (303, "/unsent?x=1")


def test_the_page_says_who_is_signed_in_and_signing_in_is_told_in_the_ledger() -> None:
    browser = Browser().be("anna")

    assert "Signed in as Anna" in text_of(browser.get("/").text)
    (entry,) = [entry for entry in browser.world.ledger if entry.event is Event.SIGNED_IN]
    assert (entry.actor, entry.because) == ("anna", ("demo",))


def test_the_cookie_is_for_this_host_alone_and_out_of_reach_of_scripts() -> None:
    browser = Browser()

    answer = browser.post("/sign-in/demo", {"chosen": "anna", "back": "/"})

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-slussen=")
    for kept in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
        assert kept in cookie
    assert "Domain" not in cookie


def test_the_store_does_not_hold_what_the_cookie_holds() -> None:
    browser = Browser().be("anna")

    (session,) = browser.sessions.there.values()

    assert browser.client.cookies[COOKIE] not in repr(session)
    assert session.id == id_of(browser.client.cookies[COOKIE])


def test_a_session_that_somebody_planted_is_not_the_one_they_sign_in_to() -> None:
    attacker, victim = Browser(), Browser()
    victim.sessions = attacker.sessions
    attacker.be("sten")
    planted = attacker.client.cookies[COOKIE]
    victim = attacker.another()
    victim.client.cookies.set(COOKIE, planted, domain="slussen.test")

    victim.be("anna")

    assert victim.client.cookies[COOKIE] != planted
    assert attacker.get("/").status_code == 303


def test_signing_out_ends_the_session_wherever_its_cookie_lies() -> None:
    browser = Browser().be("anna")
    copied = browser.client.cookies[COOKIE]
    browser.get("/")

    answer = browser.post("/sign-out")
    browser.client.cookies.set(COOKIE, copied, domain="slussen.test")

    assert answer.headers["Location"] == "/sign-in"
    assert browser.get("/").headers["Location"].startswith("/sign-in")
    assert browser.world.ledger[-1].event is Event.SIGNED_OUT


def test_signing_out_holds_although_another_page_is_read_in_the_same_moment() -> None:
    browser = Browser().be("anna")
    browser.sessions.in_between = lambda session: browser.sessions.save(replace(session, ended_at=None))

    browser.post("/sign-out")

    (session,) = browser.sessions.there.values()
    assert browser.sessions.in_between is None
    assert session.ended_at is not None


def test_what_is_kept_is_kept_although_another_page_is_read_in_the_same_moment() -> None:
    browser = Browser().be("anna")
    browser.sessions.in_between = lambda session: browser.sessions.save(browser.sessions.there[session.id])

    browser.post("/basket/add", {"pick": "alvik/person/year_of_birth"})

    assert browser.sessions.in_between is None
    assert "person.year_of_birth" in browser.get("/basket").text


def test_a_session_that_was_revoked_is_over_at_once_in_every_browser() -> None:
    first = Browser().be("anna")
    second = first.another().be("anna")

    ended = first.sessions.end_all("anna", now=first.world.clock.now())

    assert ended == 2
    assert [browser.get("/").status_code for browser in (first, second)] == [303, 303]


@pytest.mark.parametrize("away", [IDLE, LONGEST], ids=["idle", "longest"])
def test_whoever_stays_away_has_left(away: timedelta) -> None:
    browser = Browser().be("anna")

    browser.world.clock.pass_by(away)

    assert browser.get("/").status_code == 303


def test_no_session_is_longer_than_a_day_of_work_however_busy() -> None:
    browser = Browser().be("anna")
    half = IDLE / 2

    for _ in range(int(LONGEST / half) - 1):
        browser.world.clock.pass_by(half)
        assert browser.get("/").status_code == 200
    browser.world.clock.pass_by(half)

    assert browser.get("/").status_code == 303


def test_reading_a_page_writes_no_more_than_once_a_minute() -> None:
    browser = Browser().be("anna")
    (before,) = browser.sessions.there.values()

    browser.get("/")
    (after,) = browser.sessions.there.values()
    browser.world.clock.pass_by(timedelta(minutes=2))
    browser.get("/")
    (later,) = browser.sessions.there.values()

    assert after == before
    assert later.seen_at > before.seen_at


def test_what_was_typed_when_the_session_ran_out_waits_for_the_same_person() -> None:
    browser = Browser().be("anna")
    browser.get("/accessibility")
    browser.world.clock.pass_by(IDLE)

    sent = browser.post("/unsent/forget", {"why": "a long text <b>", "more": ["one", "two"]})
    arrived = browser.post("/sign-in/demo", {"chosen": "anna", "back": "/"})
    page = browser.get(arrived.headers["Location"])

    assert sent.headers["Location"].startswith("/sign-in")
    assert arrived.headers["Location"] == "/unsent"
    assert 'action="/unsent/forget"' in page.text
    assert 'name="why" value="a long text &lt;b&gt;"' in page.text
    assert 'name="more" value="two"' in page.text


def test_what_waits_is_thrown_away_when_its_owner_says_so() -> None:
    browser = Browser().be("anna")
    browser.get("/accessibility")
    browser.world.clock.pass_by(IDLE)
    browser.post("/unsent/forget", {"why": "a long text"})
    browser.be("anna")

    browser.post("/unsent/forget")

    assert browser.get("/unsent").status_code == 404


@pytest.mark.parametrize(("language", "words"), [("sv", "Titel Bleeding Forskningshuvudman"), ("en", "Title Bleeding")])
def test_what_waits_is_told_in_words_and_is_gone_once_it_is_sent(language: str, words: str) -> None:
    browser = Browser(language=language).be("anna")
    browser.get("/projects/new")
    browser.world.clock.pass_by(IDLE)
    typed = {"title": "Bleeding", "principal": "ki", "once": "one"}

    browser.post("/projects/new", typed)
    browser.be("anna")
    page = browser.get("/unsent")
    browser.post("/projects/new", typed)

    assert words in text_of(page.text)
    assert "once one" not in text_of(page.text)
    assert 'name="once" value="one"' in page.text
    assert browser.get("/unsent").status_code == 404


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("why:alvik/person/year_of_birth", "Why the variable is needed: alvik/person/year_of_birth"),
        ("entry-2-codes", "Who is to be in 2: Codes"),
        ("answer.purpose", "Answer to the point: purpose"),
        ("condition-1", "Condition: 1"),
        ("because_all", "Reasons for all on the page"),
        ("made up", "Another field"),
        ("made-up", "Another field: up"),
    ],
)
def test_each_field_is_told_by_a_word(name: str, word: str) -> None:
    assert in_words({name: ["typed"]}, Language.EN) == [(word, "typed")]


def test_nobody_else_finds_what_somebody_typed() -> None:
    browser = Browser().be("anna")
    browser.get("/accessibility")
    browser.world.clock.pass_by(IDLE)
    browser.post("/unsent/forget", {"why": "a long text"})

    arrived = browser.post("/sign-in/demo", {"chosen": "sten", "back": "/"})

    assert arrived.headers["Location"] == "/"
    assert browser.get("/unsent").status_code == 404


def test_a_form_that_was_forged_after_the_end_is_not_kept() -> None:
    browser = Browser().be("anna")
    browser.world.clock.pass_by(IDLE)

    browser.post("/unsent/forget", {"csrf": "made.up", "why": "a trap"})
    arrived = browser.post("/sign-in/demo", {"chosen": "anna", "back": "/"})

    assert arrived.headers["Location"] == "/"


def test_nothing_is_left_of_a_session_a_day_after_its_end() -> None:
    browser = Browser().be("anna")
    browser.world.clock.pass_by(IDLE + KEPT)

    browser.another().be("sten")

    assert [session.person for session in browser.sessions.there.values()] == ["sten"]


def test_somebody_the_demo_does_not_know_is_asked_again() -> None:
    browser = Browser()

    answer = browser.post("/sign-in/demo", {"chosen": "house", "back": "/"})

    assert answer.headers["Location"].startswith("/sign-in")
    assert not browser.sessions.there


def test_a_way_that_is_not_set_up_is_not_there() -> None:
    assert Browser().post("/sign-in/other", {"chosen": "anna"}).status_code == 404


def test_one_click_is_not_offered_outside_demo_mode() -> None:
    with pytest.raises(Misconfigured):
        OneClick.among([], demo=False)


def test_whoever_is_signed_in_is_not_asked_again() -> None:
    browser = Browser().be("anna")

    answer = browser.get("/sign-in?back=/accessibility")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/accessibility")


def test_without_a_way_the_page_says_whom_to_call() -> None:
    browser = Browser()
    state = browser.app.state
    state.portal = replace(state.portal, ways=())

    assert "Call the operator" in text_of(browser.get("/sign-in").text)
