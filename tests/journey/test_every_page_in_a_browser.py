"""
Every page of the portal, as those who may read it see it, in a real browser: axe-core in both languages, and no
scrolling sideways on a phone or at 200 and 400 % of a desk's size. What pages there are is asked of the portal.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, BrowserContext

from gateway.domain.actor import Actor, Role
from gateway.web.portal.application_form import QUESTIONS
from gateway.web.portal.doors import OFFICERS, STAGES
from tests.support import builders, standing
from tests.support.browsers import be, chromium, too_wide, violations, window
from tests.support.builders import BARRING, BIOBANK, DEPUTYSHIP, ORDER, PERMIT, PROJECT, REQUEST, WORKSPACE
from tests.support.fakes import World
from tests.support.served import served

CUSTODIAN: Final = Actor(id="kajsa", roles=(Role.CUSTODIAN,), organisation="region")
VISITORS: Final = (
    builders.RESEARCHER,
    builders.STEWARD_A,
    builders.HEAD,
    builders.COORDINATOR,
    builders.AUDITOR,
    CUSTODIAN,
    builders.OPERATOR,
)
"""One of each role."""

NO_PAGES: Final = frozenset(
    {
        "/static/{name}", "/language/{language}", "/sign-in/oidc/answer", "/requests/{id}/cohort.json",
        "/requests/{id}/letters/{kind}", "/permits/{id}/letters/{kind}", "/projects/{id}/documents/{digest}",
        "/audit/exports/{asked}/file", "/audit/exports/{asked}/note",
        "/extracts/{id}/note-checks/{controller}/sample",
    }
)  # fmt: skip
"""Files, and addresses that lead on."""


def exported() -> World:
    """Delivered, and the auditor has written lines down."""
    world = standing.delivered()
    world.house.audit.export(by=builders.AUDITOR)
    return world


NOWHERE: Final = "/nowhere"
"""What somebody sees where there is nothing for them."""

HOUSES: Final[Mapping[str, tuple[Callable[[], World], Sequence[str]]]] = {
    "draft": (
        standing.drafted,
        (
            "/projects/new",
            f"/projects/{PROJECT}",
            f"/projects/{PROJECT}/approval",
            f"/projects/{PROJECT}/requests/new",
            f"/requests/{REQUEST}",
            *(f"/requests/{REQUEST}/write/{question}" for question in QUESTIONS),
            f"/requests/{REQUEST}/write-json",
            f"/requests/{REQUEST}/summary",
            f"/requests/{REQUEST}/withdraw",
        ),
    ),
    "notes": (
        standing.drawn,
        ("/", f"/extracts/{ORDER}", f"/extracts/{ORDER}/note-checks/alvik"),
    ),
    "submitted": (
        standing.submitted,
        (
            "/",
            "/coordination",
            f"/requests/{REQUEST}",
            f"/requests/{REQUEST}/conversation",
            f"/requests/{REQUEST}/review/alvik",
            f"/requests/{REQUEST}/coordination",
            *(f"/requests/{REQUEST}/coordination/{step}" for step in ("return", "prolongation", "judgement")),
            f"/requests/{REQUEST}/ethics",
            *(f"/requests/{REQUEST}/ethics/{step}" for step in ("verification", "decision-against")),
        ),
    ),
    "a part granted, with a condition": (
        standing.granted,
        (
            f"/requests/{REQUEST}/conditions",
            f"/requests/{REQUEST}/conditions/alvik/c1/declined",
            f"/requests/{REQUEST}/review/alvik",
            f"/requests/{REQUEST}/letters",
        ),
    ),
    "refused": (standing.refused, (f"/requests/{REQUEST}", f"/requests/{REQUEST}/coordination/publication")),
    "about samples": (standing.sampled, ("/samples", f"/requests/{REQUEST}/samples/{BIOBANK.number}")),
    "asked for longer": (
        standing.asked_for_longer,
        (
            f"/permits/{PERMIT}",
            f"/permits/{PERMIT}/extension",
            *(f"/permits/{PERMIT}/term/{step}" for step in ("extension", "revocation")),
        ),
    ),
    "delivered": (
        exported,
        (
            "/",
            "/accessibility",
            "/basket",
            "/catalog",
            "/catalog?q=person",
            "/catalog/alvik",
            "/extracts",
            NOWHERE,
            "/people",
            "/people/new",
            "/people/training",
            "/terms",
            f"/extracts/{ORDER}",
            f"/permits/{PERMIT}",
            f"/permits/{PERMIT}/letters",
            f"/projects/{PROJECT}",
            f"/projects/{PROJECT}/amendment",
            f"/projects/{PROJECT}/documents",
            f"/requests/{REQUEST}",
            f"/requests/{REQUEST}/coordination",
            f"/requests/{REQUEST}/coordination/publication",
            f"/requests/{REQUEST}/letters",
            f"/requests/{REQUEST}/review/alvik",
            f"/workspaces/{WORKSPACE}",
            "/audit",
            "/audit?actor=anna",
            "/audit?from=never",
            "/audit/exports",
            f"/audit/permits/{PERMIT}",
            "/audit/spot-checks",
            "/audit/verify",
        ),
    ),
    "closed": (standing.closed, (f"/extracts/{ORDER}", f"/workspaces/{WORKSPACE}")),
    "a barring to confirm": (
        standing.barred,
        ("/barrings", "/barrings/new", f"/barrings/{BARRING}/confirmation"),
    ),
    "a barring that stands": (standing.barring_confirmed, ("/barrings", f"/barrings/{BARRING}/lifting")),
    "a deputy": (standing.deputy_named, ("/deputies", "/deputies/new", f"/deputies/{DEPUTYSHIP}/ending")),
    "a spot check": (
        standing.spot_check_remarked,
        ("/audit/spot-checks", f"/audit/spot-checks/{standing.SPOT_CHECK}"),
    ),
}
"""Where each page is looked at: in a house that stands so, at these addresses."""

BY_A_LINK: Final = {"/audit/exports/{asked}": ("/audit/exports", "main a[href^='/audit/exports/']")}
"""Reached from another page, since its address is drawn."""


def pages() -> set[str]:
    """The addresses of everything that is read in the portal."""
    routes = [route for stage in (*STAGES, *OFFICERS) for route in stage.router.routes if isinstance(route, APIRoute)]
    return {route.path for route in routes if "GET" in (route.methods or ())} - NO_PAGES


def is_at(path: str, address: str) -> bool:
    """Whether that page answers at that address."""
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), address.split("?")[0]) is not None


def test_no_page_of_the_portal_is_forgotten() -> None:
    looked_at = [address for _, addresses in HOUSES.values() for address in addresses]
    exact = {path for path in pages() if "{" not in path}

    def is_looked_at(path: str) -> bool:
        return any(is_at(path, one) and not any(is_at(other, one) for other in exact - {path}) for one in looked_at)

    # These have tests of their own below: they come before somebody is signed in, and after a session ended.
    assert {path for path in pages() - set(BY_A_LINK) if not is_looked_at(path)} == {"/sign-in", "/unsent"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize(
    "everybody", [False, pytest.param(True, marks=pytest.mark.long)], ids=["somebody", "everybody"]
)
def test_axe_finds_nothing_on_a_page_and_none_is_wider_than_its_window(
    browser: Browser, house: str, language: str, everybody: bool
) -> None:
    """As the first reads it who may; at length, as everybody does."""
    build, addresses = HOUSES[house]
    unread = list(addresses)
    with served(build(), CUSTODIAN) as address:
        for visitor in VISITORS:
            with window(browser, address, language=language) as opened:
                read = looked_through(opened, visitor, addresses if everybody else unread)
                unread = [one for one in unread if one not in read]

    assert unread == [], "nobody of any role reads it here"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_on_pages_that_one_is_led_to(browser: Browser, language: str) -> None:
    world = exported()
    with served(world) as address, window(browser, address, language=language) as opened:
        page = opened.new_page()
        page.goto("/sign-in")
        assert (violations(page), too_wide(page)) == ([], [])
        be(page, builders.AUDITOR.id)
        for begin, link in BY_A_LINK.values():
            page.goto(begin)
            page.locator(link).first.click()
            assert (violations(page), too_wide(page)) == ([], [])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_on_what_was_typed_when_a_session_ended(browser: Browser, language: str) -> None:
    world = standing.drafted()
    with served(world) as address, window(browser, address, language=language) as opened:
        page = be(opened.new_page(), builders.RESEARCHER.id)
        page.goto("/projects/new")
        page.locator("input[name='title']").fill("Typed while the session ended")
        world.clock.pass_by(timedelta(days=1))
        page.locator("main form button").last.click()
        page.locator(f"button[value='{builders.RESEARCHER.id}']").click()
        page.goto("/unsent")
        assert "Typed while the session ended" in page.content()
        assert (violations(page), too_wide(page)) == ([], [])


def looked_through(opened: BrowserContext, visitor: Actor, addresses: Sequence[str]) -> set[str]:
    """Which of the addresses that visitor reads; each of them was looked at."""
    page, read = be(opened.new_page(), visitor.id), set()
    for address in addresses:
        answer = page.goto(address)
        # A question that is not well asked is answered with its form, and what is wrong with it.
        if answer is not None and (answer.ok or answer.status == 422 or address == NOWHERE):
            assert (violations(page), too_wide(page)) == ([], []), (visitor.id, address)
            read.add(address)
    return read
