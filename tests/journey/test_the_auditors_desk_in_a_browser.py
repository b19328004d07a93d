"""The auditor's desk in a real browser: every page by axe in both languages and sizes, and a walk without script."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support.browsers import DESK, PHONE, be, chromium, violations, window
from tests.support.builders import PERMIT
from tests.support.fakes import World
from tests.support.served import served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def address() -> Iterator[str]:
    world = World()
    world.delivered()
    with served(world) as found:
        yield found


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_the_auditors_pages_and_nothing_is_wider_than_the_window(
    browser: Browser, address: str, language: str, size: Any
) -> None:
    with window(browser, address, size=size, language=language) as opened:
        page = be(opened.new_page(), "gustav")
        page.goto("/audit/spot-checks")
        page.locator("#size").fill("2")
        page.locator("main form button").click()
        drawn = page.url
        page.goto("/audit?actor=anna")
        asked = page.url
        page.locator("button[name='form']").first.click()
        exported = page.url
        page.goto("/audit/verify")
        page.locator("main form button").click()

        for path in (
            "/audit",
            asked,
            "/audit?from=never",
            f"/audit/permits/{PERMIT}",
            "/audit/verify",
            "/audit/exports",
            exported,
            "/audit/spot-checks",
            drawn,
        ):
            page.goto(path)
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def test_an_auditor_asks_and_signs_a_spot_check_off_without_script(browser: Browser, address: str) -> None:
    with window(browser, address, language="en", java_script_enabled=False) as opened:
        page = be(opened.new_page(), "gustav")
        page.goto("/audit")
        page.locator("#actor").fill("anna")
        page.locator("#way").select_option("did")
        page.locator("main form button").first.click()
        answer = page.locator("main").inner_text()
        page.goto("/audit/spot-checks")
        page.locator("#size").fill("1")
        page.locator("main form button").click()
        page.locator("select[name='verdict']").select_option("in_order")
        page.locator("main form button").click()
        page.locator("#conclusion").fill("All is in order.")
        page.locator("main form button").last.click()

        assert "An access request was submitted." in answer
        assert "All is in order." in page.locator(".status").inner_text()
