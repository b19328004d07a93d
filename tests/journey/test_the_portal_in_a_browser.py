"""
The portal in a real browser: every page in both languages, on a desk and on a phone, by keyboard alone, without script.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browsers import DESK, PHONE, be, chromium, tab_to, violations, window
from tests.support.builders import ORDER, PERMIT, PROJECT, REQUEST, WORKSPACE
from tests.support.fakes import World
from tests.support.served import served

OPEN_TO_ALL = ("/sign-in", "/accessibility", "/nowhere")
PAGES = (
    *OPEN_TO_ALL,
    "/",
    "/catalog",
    "/catalog?q=person",
    "/catalog/alvik",
    "/basket",
    f"/projects/{PROJECT}",
    f"/requests/{REQUEST}",
    f"/permits/{PERMIT}",
    f"/extracts/{ORDER}",
    f"/workspaces/{WORKSPACE}",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    world = World()
    world.delivered()
    with served(world) as found:
        yield found


@pytest.fixture(scope="module")
def under_way() -> Iterator[str]:
    world = World()
    world.submitted()
    world.review("birka")
    with served(world) as found:
        yield found


def listening_to(page: Page) -> list[str]:
    """What the browser complains of: a page that breaks its own policy, a script that fails, a file that is missing."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_any_page_and_nothing_is_wider_than_the_window(
    browser: Browser, address: str, language: str, size: Any
) -> None:
    with window(browser, address, size=size, language=language) as opened:
        page = be(opened.new_page(), "anna")
        complaints = listening_to(page)
        for path in PAGES:
            page.goto(path)

            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
            assert page.locator("html").get_attribute("lang") == language
        assert [said for said in complaints if "404" not in said] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_a_matter_is_under_way_in_light_and_dark(
    browser: Browser, under_way: str, scheme: Any
) -> None:
    with window(browser, under_way, color_scheme=scheme) as opened:
        page = opened.new_page()
        page.goto("/sign-in")
        assert violations(page) == []
        be(page, "anna")
        for path in ("/", f"/requests/{REQUEST}", "/catalog?q=person", "/nowhere"):
            page.goto(path)

            assert violations(page) == [], path


def test_a_page_at_four_times_its_size_is_read_without_scrolling_sideways(browser: Browser, address: str) -> None:
    with window(browser, address, size={"width": 320, "height": 640}) as opened:
        page = be(opened.new_page(), "anna")
        for path in PAGES:
            page.goto(path)

            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def test_a_researcher_goes_from_sign_in_to_the_basket_and_out_by_keyboard_alone(browser: Browser, address: str) -> None:
    with window(browser, address, language="en") as opened:
        page = opened.new_page()
        page.goto("/catalog")

        tab_to(page, "button[value='anna']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/catalog")
        tab_to(page, "#q")
        page.keyboard.type("year_of_birth")
        page.keyboard.press("Enter")
        page.wait_for_url("**q=year_of_birth*")
        tab_to(page, "input[name=pick]")
        page.keyboard.press("Space")
        tab_to(page, "form[action='/basket/add'] button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/basket")
        assert page.get_by_role("rowheader", name="person.year_of_birth").count() == 4  # one at each dataset
        tab_to(page, "form[action='/sign-out'] button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/sign-in")


def test_the_first_stop_leads_past_the_head_to_the_content(browser: Browser, address: str) -> None:
    with window(browser, address) as opened:
        page = be(opened.new_page(), "anna")
        page.goto("/catalog")

        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")

        assert page.evaluate("document.activeElement.id") == "content"


def test_everything_is_done_without_script_too(browser: Browser, address: str) -> None:
    with window(browser, address, size=PHONE, language="en", java_script_enabled=False) as opened:
        page = be(opened.new_page(), "anna")
        page.get_by_role("link", name="Catalog").click()
        page.get_by_role("searchbox").fill("year_of_birth")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("checkbox").last.check()
        page.get_by_role("button", name="Put in the basket").click()

        assert page.get_by_role("heading", name="Basket").is_visible()
        page.get_by_role("link", name="Svenska").click()
        assert page.get_by_role("heading", name="Varukorg").is_visible()
        page.get_by_role("button", name="Töm varukorgen").click()
        page.get_by_role("link", name="Mitt bord").click()
        page.get_by_role("link", name="Bleeding").first.click()
        page.get_by_role("link", name="Till arbetsytan").click()
        assert page.get_by_role("heading", name="Arbetsyta", exact=True).is_visible()
        page.get_by_role("button", name="Logga ut").click()
        assert page.get_by_role("heading", name="Logga in").is_visible()


def test_the_back_button_shows_nothing_of_somebody_who_signed_out(browser: Browser, address: str) -> None:
    with window(browser, address, language="en") as opened:
        page = be(opened.new_page(), "anna")
        page.goto(f"/requests/{REQUEST}")
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in")

        page.go_back()

        assert page.get_by_role("heading", name="Sign in").is_visible()


def test_a_button_that_is_pressed_twice_sends_once(browser: Browser, address: str) -> None:
    with window(browser, address, language="en") as opened:
        page = be(opened.new_page(), "anna")
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        page.goto("/catalog?q=year_of_birth")
        page.get_by_role("checkbox").last.check()

        page.get_by_role("button", name="Put in the basket").dblclick()
        page.wait_for_url("**/basket")

        assert len(sent) == 1
