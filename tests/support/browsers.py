"""A real browser: Debian's Chromium, led by Playwright; and what axe-core finds on a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support import neighbours

DESK: Final = {"width": 1280, "height": 900}
PHONE: Final = {"width": 390, "height": 844}
MOST_TABS: Final = 80
LEVELS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser without a window. Skips where there is none on this machine."""
    program = neighbours.chromium()
    with sync_playwright() as playwright:
        # A container has no sandbox to give; what is looked at here is our own.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def window(browser: Browser, address: str, *, size: Any = DESK, language: str = "sv", **more: Any) -> BrowserContext:
    """A window of its own, with cookies of its own."""
    return browser.new_context(base_url=address, viewport=size, locale=language, reduced_motion="reduce", **more)


def be(page: Page, who: str) -> Page:
    """Sign in by one click."""
    page.goto("/sign-in")
    page.locator(f"button[value='{who}']").click()
    page.wait_for_url("**/")
    return page


def too_wide(page: Page) -> list[int]:
    """At which widths one would scroll sideways: a phone's, and a desk's at twice and at four times its size."""
    before, found = page.viewport_size, []
    for width in (PHONE["width"], DESK["width"] // 2, DESK["width"] // 4):
        page.set_viewport_size({"width": width, "height": DESK["height"]})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(width)
    if before:
        page.set_viewport_size(before)
    return found


def tab_to(page: Page, selector: str) -> None:
    """By the keyboard alone, and each stop on the way can be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement !== document.body"):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA, each with its place."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page.evaluate(axe)
    found = page.evaluate("levels => axe.run(document, {runOnly: levels})", LEVELS)
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]
