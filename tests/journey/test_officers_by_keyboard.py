"""Those who decide, by keyboard alone: from signing in to the decision, each stop on the way to be seen."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support import builders, standing
from tests.support.browsers import chromium, tab_to, window
from tests.support.builders import BIOBANK, REQUEST
from tests.support.fakes import World
from tests.support.served import served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def walk(browser: Browser, world: World, who: str, begin: str, steps: Callable[[Page], None]) -> None:
    """Signed in by keyboard at that address, in English; then the steps."""
    with served(world) as address, window(browser, address, language="en") as opened:
        page = opened.new_page()
        page.goto(begin)
        tab_to(page, f"button[value='{who}']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{begin}")
        steps(page)


def type_in(page: Page, field: str, text: str) -> None:
    tab_to(page, f"[name='{field}']")
    page.keyboard.type(text)


def choose(page: Page, field: str) -> None:
    """The first that can be chosen: of buttons by the space bar, of a list by the arrow."""
    tab_to(page, f"[name='{field}']")
    listed = page.evaluate("document.activeElement.tagName") == "SELECT"
    page.keyboard.press("ArrowDown" if listed else "Space")


def send(page: Page) -> None:
    tab_to(page, "main form p.buttons button")
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_a_steward_assesses_and_decides(browser: Browser) -> None:
    world = standing.submitted()

    def steps(page: Page) -> None:
        points = page.locator("textarea[name^='reason.']").evaluate_all("all => all.map(one => one.name.slice(7))")
        assert points
        for point in points:
            choose(page, f"answer.{point}")
            type_in(page, f"reason.{point}", "Nobody can be known again.")
        choose(page, "outcome")
        type_in(page, "reasons", "No harm is seen.")
        send(page)
        page.wait_for_function("!document.querySelector('#decide')")

    walk(browser, world, builders.STEWARD_A.id, f"/requests/{REQUEST}/review/alvik", steps)

    assert world.memory.nouns["reviews"]


def test_a_coordinator_sends_a_request_back(browser: Browser) -> None:
    world = standing.submitted()

    def steps(page: Page) -> None:
        tab_to(page, f"main a[href^='/requests/{REQUEST}']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/requests/{REQUEST}/**")
        tab_to(page, "main a[href$='/coordination/return']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/coordination/return")
        type_in(page, "because", "Say which ward.")
        send(page)
        page.wait_for_url(f"**/requests/{REQUEST}/coordination")

    walk(browser, world, builders.COORDINATOR.id, "/coordination", steps)

    assert world.request().returned_because == "Say which ward."


def test_whoever_answers_for_a_biobank_decides_on_its_samples(browser: Browser) -> None:
    world = standing.sampled()

    def steps(page: Page) -> None:
        tab_to(page, f"main a[href='/requests/{REQUEST}/samples/{BIOBANK.number}']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/samples/**")
        choose(page, "outcome")
        type_in(page, "reasons", "Enough is left of each sample.")
        send(page)
        page.wait_for_function("!document.querySelector('main form textarea')")

    walk(browser, world, builders.HEAD.id, "/samples", steps)

    assert world.request().samples


def test_an_auditor_asks_the_ledger_and_follows_a_permit(browser: Browser) -> None:
    def steps(page: Page) -> None:
        type_in(page, "actor", "anna")
        page.keyboard.press("Enter")
        page.wait_for_url("**asked=**")
        assert page.get_by_text("anna").count() > 0
        page.goto(f"/audit/permits/{builders.PERMIT}")
        tab_to(page, "main summary, main a")

    walk(browser, standing.delivered(), builders.AUDITOR.id, "/audit", steps)
