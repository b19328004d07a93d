"""
Takes the pictures of the portal's main pages that the README shows: `make pictures`, once `make demo` has been.

They are taken of a copy of what the demo left, in a browser without a window, so that they stay true and the demo is
left as it was.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Page

from gateway.cli.demo.cast import AUDITOR, COORDINATOR, RESEARCHER, STEWARDS
from tests.support.browsers import PHONE, be, chromium, window

HOME = Path(__file__).resolve().parents[1] / ".slussen"
PICTURES = Path(__file__).resolve().parent / "pictures"
SIZE = {"width": 1120, "height": 760}
STEWARD = next(one for one in STEWARDS if "norrmalm" in one.controllers)
Pages = Mapping[str, str]

PAGES: Pages = {
    "desk": "/",
    "catalog": "/catalog?q=diagnos",
    "request": "a[href^='/requests/']",
    "workspace": "main a[href^='/workspaces/']",
}
"""What is seen where: an address, or a link on the page before."""

OFFICERS: Mapping[str, Pages] = {
    STEWARD.id: {"inbox": "/", "steward": "/requests/{request}/review/norrmalm"},
    COORDINATOR.id: {"coordinator": "/coordination"},
    AUDITOR.id: {"ledger": "/audit?subject={request}", "auditor": "/audit/permits/{permit}"},
}
"""The same for those who decide and look after."""


def main() -> None:
    """Each page on a desk, in English; and the request on a phone, in Swedish."""
    if not HOME.is_dir():
        raise SystemExit("There is no demo to look at: make demo")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, _served(Path(scratch)) as address, chromium() as browser:
        with window(browser, address, size=SIZE, language="en") as opened:
            page = be(opened.new_page(), RESEARCHER.id)
            for name, where in PAGES.items():
                _go(page, where)
                _take(page, name)
            found = _something_waits(page)
        with window(browser, address, size=PHONE, language="sv") as opened:
            page = be(opened.new_page(), RESEARCHER.id)
            _go(page, PAGES["request"])
            _take(page, "phone")
        for who, pages in OFFICERS.items():
            with window(browser, address, size=SIZE, language="en") as opened:
                page = be(opened.new_page(), who)
                for name, where in pages.items():
                    _go(page, where.format_map(found))
                    _take(page, name)


def _something_waits(page: Page) -> Mapping[str, str]:
    """An amendment of the story's permit is asked for, so that those who decide have something to do; both ids."""
    _go(page, PAGES["request"])
    page.goto(str(page.locator("main a[href^='/permits/']").first.get_attribute("href")))
    permit = page.url.rsplit("/", maxsplit=1)[1]
    page.locator("form[action$='/amendment'] button").click()
    request = page.url.split("/write/", maxsplit=1)[0]
    page.goto(f"{request}/write/period")
    # A longer period, within what the approval covers: each care provider decides anew.
    page.locator("[name='period_from']").fill("2017-01-01")
    page.get_by_role("button", name="Save and stay here").click()
    page.goto(f"{request}/summary")
    page.get_by_role("button", name="Submit the request").click()
    page.wait_for_url(request)
    return {"permit": permit, "request": request.rsplit("/", maxsplit=1)[1]}


def _go(page: Page, where: str) -> None:
    if where.startswith("/"):
        page.goto(where)
        return
    if page.locator(where).count() == 0:
        page.goto("/")
    page.goto(str(page.locator(where).first.get_attribute("href")))


def _take(page: Page, name: str) -> None:
    path = PICTURES / f"{name}.png"
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=path)
    print(f"{path.relative_to(PICTURES.parents[1])} {path.stat().st_size // 1024} KB")


@contextmanager
def _served(scratch: Path) -> Iterator[str]:
    """The portal on a copy of the demo."""
    copy = scratch / "demo"
    shutil.copytree(HOME, copy, ignore=shutil.ignore_patterns("*.sock"))
    slussen = Path(sys.executable).parent / "slussen"
    command = [str(slussen), "operator", "serve", "--demo-home", str(copy)]
    environment = {**os.environ, "SLUSSEN_PORT": "0"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as it:
        try:
            yield _address(it)
        finally:
            it.terminate()


def _address(process: "subprocess.Popen[str]") -> str:
    for line in process.stdout or ():
        found = re.fullmatch(r"(http://\S+)/", line.strip())
        if found:
            return found[1]
    raise SystemExit("The portal did not open.")


if __name__ == "__main__":
    main()
