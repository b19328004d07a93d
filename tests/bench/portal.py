"""
Every page that a researcher reads, over HTTP, with the demo's catalog: how long each takes, and how much it weighs.

The gateway listens on loopback, OPA rules, SQLite keeps. The yardstick is a bare call to the same server.
"""

import logging
import re
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import httpx
import structlog

from gateway.web.portal.visit import COOKIE
from tests.bench.request import clients_of, gateway, prepared, walk
from tests.bench.yardstick import Figure, in_turn, milliseconds, percentile, ratio

TIMES = 20
MOST_KILOBYTES = 150


def main() -> None:
    """Each page twenty times in turn with a bare call; then the heaviest first load."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with (
        tempfile.TemporaryDirectory() as folder,
        gateway(Path(folder)) as (house, url, settings),
        clients_of(url, settings) as clients,
        httpx.Client(base_url=url, trust_env=False, headers={"Accept-Encoding": "gzip"}, timeout=30) as browser,
    ):
        project = prepared(clients, house)
        request, permit, extract = walk(clients, house, project)
        pages = [
            "/",
            "/catalog",
            "/catalog?q=diagnos",
            "/catalog/norrmalm",
            "/basket",
            f"/projects/{project}",
            f"/requests/{request}",
            f"/permits/{permit}",
            f"/extracts/{extract}",
            "/accessibility",
        ]
        browser.headers["Cookie"] = _signed_in(browser, url)
        took = {page: _measured(browser, page) for page in pages}
        weights = {page: _weight(browser, page) for page in pages}
    _tell(took, weights)


def _tell(took: dict[str, tuple[list[float], list[float]]], weights: dict[str, int]) -> None:
    slowest = max(took, key=lambda page: statistics.median(took[page][0]))
    ours, bare = took[slowest]
    medians = [statistics.median(page) for page, _ in took.values()]
    for page, (times, _) in took.items():
        print(f"{milliseconds(statistics.median(times)):>12} {weights[page] / 1024:6.1f} KB  {_plain(page)}")
    Figure(
        what=f"the slowest of {len(took)} pages of the portal, {_plain(slowest)}, {TIMES} in turn",
        yardstick="a bare call to the same server",
        measured=f"{milliseconds(statistics.median(ours))} (95 %: {milliseconds(percentile(ours, 0.95))}; "
        f"the middle page {milliseconds(statistics.median(medians))})",
        reference=milliseconds(statistics.median(bare)),
        ratio=round(ratio(ours, bare), 1),
        aim="under 100 ms",
    ).keep("portal")
    heaviest = max(weights, key=lambda page: weights[page])
    Figure(
        what=f"the heaviest first load of the portal, {_plain(heaviest)}: page, style, script and mark, compressed",
        yardstick="what a page may weigh",
        measured=f"{weights[heaviest] / 1024:.1f} KB",
        reference=f"{MOST_KILOBYTES} KB",
        ratio=round(weights[heaviest] / 1024 / MOST_KILOBYTES, 2),
        aim="at most 1",
    ).keep("portal-weight")


def _signed_in(browser: httpx.Client, url: str) -> str:
    answer = browser.post("/sign-in/demo", data={"chosen": "anna"}, headers={"Origin": url})
    found = re.match(rf"{COOKIE}=([^;]+)", answer.headers["Set-Cookie"])
    if found is None:
        raise SystemExit("nobody was signed in")
    return found[0]


def _measured(browser: httpx.Client, page: str) -> tuple[list[float], list[float]]:
    return in_turn(
        lambda: browser.get(page).raise_for_status(), lambda: browser.get("/health").raise_for_status(), times=TIMES
    )


def _weight(browser: httpx.Client, page: str) -> int:
    """Bytes on the wire, heads aside, of the page with everything that it asks for."""
    answer = browser.get(page).raise_for_status()
    asked = re.findall(r'(?:href|src)="(/static/[^"]+)"', answer.text)
    return answer.num_bytes_downloaded + sum(browser.get(one).num_bytes_downloaded for one in set(asked))


def _plain(page: str) -> str:
    return re.sub(r"/(project|request|permit|order)-[0-9a-f]+", "/{id}", page)


if __name__ == "__main__":
    main()
