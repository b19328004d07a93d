"""An application written in a real browser: from an open project to the messages, with script and without."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from gateway.web.portal.application_form import QUESTIONS
from tests.support.browsers import DESK, PHONE, be, chromium, violations, window
from tests.support.builders import PERMIT, PROJECT, REQUEST
from tests.support.fakes import World
from tests.support.served import served

WRITTEN = (
    "/projects/new",
    f"/projects/{PROJECT}",
    f"/projects/{PROJECT}/approval",
    f"/projects/{PROJECT}/amendment",
    f"/projects/{PROJECT}/requests/new",
    *(f"/requests/{REQUEST}/write/{question}" for question in QUESTIONS),
    f"/requests/{REQUEST}/write-json",
    f"/requests/{REQUEST}/summary",
    f"/requests/{REQUEST}/withdraw",
    f"/requests/{REQUEST}/conversation",
    "/terms",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def drafted() -> Iterator[str]:
    world = World()
    world.drafted()
    with served(world) as found:
        yield found


@pytest.fixture
def empty() -> Iterator[str]:
    with served(World()) as found:
        yield found


def pick(page: Page) -> None:
    page.goto("/catalog/alvik")
    for column in ("person/year_of_birth", "condition_occurrence/condition_source_value"):
        page.locator(f"input[value='alvik/{column}']").check()
    page.locator("form[action='/basket/add'] button").first.click()
    page.wait_for_url("**/basket")


def record(page: Page) -> None:
    """The ethics decision, step by step, as somebody writes it."""
    page.get_by_role("link", name="Record the ethics approval").first.click()
    page.get_by_label("Case number").fill("2025-01234")
    page.get_by_label("An approval").check()
    page.get_by_label("Approved").check()
    page.get_by_label("Day of the decision").fill("2025-03-03")
    page.get_by_label("Final from").fill("2025-03-28")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Research principals").fill("ki")
    page.get_by_label("Principal investigator").fill("bo")
    page.get_by_role("button", name="Next").click()
    page.locator("#datasets").get_by_role("checkbox").first.check()
    page.locator("#groups").get_by_role("checkbox").first.check()
    page.get_by_label("Records from").fill("2015-01-01")
    page.get_by_label("Records until").fill("2025-12-31")
    page.get_by_label("Which persons").fill("ICD-10-SE:K922")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("So many persons at most").fill("500")
    page.get_by_label("No consent is needed").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Conditions of the decision").fill("Only for bleeding.")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Record the decision").click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_study_is_opened_written_and_submitted(browser: Browser, empty: str, script: bool) -> None:
    with window(browser, empty, language="en", size=PHONE, java_script_enabled=script) as opened:
        page = be(opened.new_page(), "anna")
        page.goto("/projects/new")
        page.get_by_label("What is the study called?").fill("Bleeding")
        page.get_by_role("button", name="Open the project").click()
        record(page)
        page.get_by_role("button", name="Take the condition on").click()
        project = page.url.split("#", maxsplit=1)[0]
        pick(page)
        page.goto(project)
        page.get_by_role("link", name="Write a new request").click()
        page.get_by_role("button", name="Begin to write").click()
        for question in QUESTIONS:
            assert page.url.endswith(f"/write/{question}")
            if question == "variables":
                page.get_by_label("The same reason for all that have none").fill("Needed for the outcome.")
            if question == "declarations":
                for tick in page.get_by_role("checkbox").all():
                    tick.check()
            page.get_by_role("button", name="Save and go on").click()
        assert page.get_by_text("5 of 5 declared").is_visible()
        page.get_by_role("button", name="Submit the request").click()

        assert page.get_by_text("Submitted").first.is_visible()
        page.get_by_role("link", name="Messages").click()
        page.get_by_label("Your message").fill("We begin in January.")
        page.get_by_role("button", name="Write it").click()
        assert page.get_by_text("We begin in January.").is_visible()


def test_of_two_tabs_the_second_chooses_and_nothing_is_lost(browser: Browser, drafted: str) -> None:
    with window(browser, drafted, language="en") as opened:
        first = be(opened.new_page(), "anna")
        second = opened.new_page()
        for page in (first, second):
            page.goto(f"/requests/{REQUEST}/write/size")
        first.get_by_label("Number of persons").fill("450")
        first.get_by_role("button", name="Save and stay here").click()

        second.get_by_label("Number of persons").fill("300")
        second.get_by_role("button", name="Save and stay here").click()
        assert second.get_by_role("heading", name="The request was changed on another page").is_visible()
        assert violations(second) == []
        second.get_by_role("button", name="Save what I wrote").click()
        second.wait_for_url("**/write/size")

        assert second.get_by_label("Number of persons").input_value() == "300"


def test_the_back_button_leads_back_and_an_old_page_does_no_harm(browser: Browser, drafted: str) -> None:
    with window(browser, drafted, language="en") as opened:
        page = be(opened.new_page(), "anna")
        page.goto(f"/requests/{REQUEST}/write/size")
        page.get_by_label("Number of persons").fill("450")
        page.get_by_role("button", name="Save and go on").click()
        page.wait_for_url("**/write/variables")

        page.go_back()
        page.get_by_role("button", name="Save and go on").click()
        page.wait_for_url("**/write/variables")
        page.goto(f"/requests/{REQUEST}/write/size")

        assert page.get_by_label("Number of persons").input_value() == "450"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_any_page_that_is_written_in(
    browser: Browser, drafted: str, language: str, size: Any
) -> None:
    with window(browser, drafted, size=size, language=language) as opened:
        page = be(opened.new_page(), "anna")
        for path in WRITTEN:
            page.goto(path)

            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def test_axe_finds_nothing_where_something_is_to_be_mended_or_asked_for(browser: Browser) -> None:
    world = World()
    world.issued()
    with served(world) as address, window(browser, address, language="en") as opened:
        page = be(opened.new_page(), "anna")
        page.goto(f"/permits/{PERMIT}/extension")
        page.get_by_role("button", name="Ask for the extension").click()
        assert violations(page) == []
        assert page.evaluate("document.activeElement.id") == "errors"
        page.goto(f"/requests/{REQUEST}/conditions")
        assert violations(page) == []
