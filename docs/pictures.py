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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Page

from tests.support.browsers import PHONE, be, chromium, window

HOME = Path(__file__).resolve().parents[1] / ".slussen"
PICTURES = Path(__file__).resolve().parent / "pictures"
SIZE = {"width": 1120, "height": 760}
RESEARCHER = "disa.lind"
PAGES = {
    "desk": "/",
    "catalog": "/catalog?q=diagnos",
    "request": "a[href^='/requests/']",
    "workspace": "main a[href^='/workspaces/']",
}
"""What is seen where: an address, or a link on the page before."""


def main() -> None:
    """Each page on a desk, in English; and the request on a phone, in Swedish."""
    if not HOME.is_dir():
        raise SystemExit("There is no demo to look at: make demo")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, _served(Path(scratch)) as address, chromium() as browser:
        with window(browser, address, size=SIZE, language="en") as opened:
            page = be(opened.new_page(), RESEARCHER)
            for name, where in PAGES.items():
                _go(page, where)
                _take(page, name)
        with window(browser, address, size=PHONE, language="sv") as opened:
            page = be(opened.new_page(), RESEARCHER)
            _go(page, PAGES["request"])
            _take(page, "phone")


def _go(page: Page, where: str) -> None:
    if where.startswith("/"):
        page.goto(where)
        return
    if page.locator(where).count() == 0:
        page.goto("/")
    page.goto(str(page.locator(where).first.get_attribute("href")))


def _take(page: Page, name: str) -> None:
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    print(f"{path.relative_to(HOME.parent)} {path.stat().st_size // 1024} KB")


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
