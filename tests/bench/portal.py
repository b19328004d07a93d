"""
Every page that somebody reads, of each role, over HTTP, with the demo's catalog: how long each takes, and its weight.

The gateway listens on loopback, OPA rules, SQLite keeps. The yardstick is a bare call to the same server.
"""

import logging
import re
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import httpx
import structlog

from gateway.web.portal.visit import COOKIE
from tests.bench.request import PEOPLE, clients_of, gateway, prepared, submitted, walk
from tests.bench.yardstick import Figure, in_turn, milliseconds, percentile, ratio

TIMES = 20
MOST_KILOBYTES = 150
MOST_MILLISECONDS = 100

Seen = tuple[str, str]
"""By whom, and which page."""

ROLES = {one.actor.id: one.actor.roles[0].value for one in PEOPLE}


def main() -> None:
    """Each page twenty times in turn with a bare call; then the heaviest first load."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with (
        tempfile.TemporaryDirectory() as folder,
        gateway(Path(folder)) as (house, url, settings),
        clients_of(url, settings) as clients,
        httpx.Client(base_url=url, trust_env=False, headers={"Accept-Encoding": "gzip"}, timeout=60) as browser,
    ):
        project = prepared(clients, house)
        request, permit, extract = walk(clients, house, project)
        pages = _pages(project, request, permit, extract, waiting=submitted(clients, project))
        took, weights = {}, {}
        for who, shown in pages.items():
            browser.cookies.clear()
            browser.headers["Cookie"] = _signed_in(browser, url, who)
            for page in shown:
                took[who, page] = _measured(browser, page)
                weights[who, page] = _weight(browser, page)
    _tell(took, weights)


def _pages(project: str, request: str, permit: str, extract: str, *, waiting: str) -> Mapping[str, Sequence[str]]:
    """Who reads what. `waiting` is a request that nobody has decided on."""
    own = (f"/requests/{waiting}", f"/requests/{request}", f"/permits/{permit}", f"/extracts/{extract}")
    return {
        # First, so that what an auditor reads of the study is not mostly this benchmark's own looks.
        "gustav": (
            "/",
            *own,
            "/audit",
            "/audit?project=" + project,
            f"/audit/permits/{permit}",
            "/audit/verify",
            "/audit/exports",
            "/audit/spot-checks",
            "/extracts",
            "/barrings",
        ),
        "anna": (
            "/",
            "/catalog",
            "/catalog?q=diagnos",
            "/catalog/norrmalm",
            "/basket",
            f"/projects/{project}",
            *own,
            f"/requests/{request}/conversation",
            f"/requests/{request}/letters",
            "/accessibility",
        ),
        "at-norrmalm": (
            "/",
            *own,
            f"/requests/{waiting}/review/norrmalm",
            f"/requests/{request}/review/norrmalm",
            f"/requests/{waiting}/ethics",
            "/extracts",
            "/deputies",
            "/barrings",
        ),
        "klara": (
            "/",
            "/coordination",
            *own,
            f"/requests/{waiting}/coordination",
            f"/requests/{waiting}/coordination/return",
            f"/requests/{waiting}/ethics",
            f"/permits/{permit}/term/revocation",
            "/extracts",
            "/deputies",
            "/barrings",
            "/people",
        ),
        "frida": ("/", "/samples"),
        "kajsa": ("/",),
    }


def _tell(took: Mapping[Seen, tuple[list[float], list[float]]], weights: Mapping[Seen, int]) -> None:
    slowest = max(took, key=lambda page: statistics.median(took[page][0]))
    ours, bare = took[slowest]
    medians = [statistics.median(page) for page, _ in took.values()]
    for seen, (times, _) in took.items():
        print(
            f"{milliseconds(statistics.median(times)):>12} {weights[seen] / 1024:6.1f} KB  {seen[0]:12} {_plain(seen)}"
        )
    over = sum(median * 1000 >= MOST_MILLISECONDS for median in medians)
    Figure(
        what=f"the slowest of {len(took)} pages of the portal, as all roles read them, {_plain(slowest)} as "
        f"{ROLES[slowest[0]]}, {TIMES} in turn",
        yardstick="a bare call to the same server",
        measured=f"{milliseconds(statistics.median(ours))} (95 %: {milliseconds(percentile(ours, 0.95))}; "
        f"the middle page {milliseconds(statistics.median(medians))}; {over} take {MOST_MILLISECONDS} ms or more)",
        reference=milliseconds(statistics.median(bare)),
        ratio=round(ratio(ours, bare), 1),
        aim=f"under {MOST_MILLISECONDS} ms",
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


def _signed_in(browser: httpx.Client, url: str, who: str) -> str:
    answer = browser.post("/sign-in/demo", data={"chosen": who}, headers={"Origin": url, "Cookie": ""})
    found = re.match(rf"{COOKIE}=([^;]+)", answer.headers["Set-Cookie"])
    if found is None:
        raise SystemExit("nobody was signed in")
    return found[0]


def _measured(browser: httpx.Client, page: str) -> tuple[list[float], list[float]]:
    return in_turn(
        lambda: browser.get(page, follow_redirects=True).raise_for_status(),
        lambda: browser.get("/health").raise_for_status(),
        times=TIMES,
    )


def _weight(browser: httpx.Client, page: str) -> int:
    """Bytes on the wire, heads aside, of the page with everything that it asks for."""
    answer = browser.get(page, follow_redirects=True).raise_for_status()
    asked = re.findall(r'(?:href|src)="(/static/[^"]+)"', answer.text)
    return answer.num_bytes_downloaded + sum(browser.get(one).num_bytes_downloaded for one in set(asked))


def _plain(seen: Seen) -> str:
    return re.sub(r"(project|request|permit|order)-[0-9a-f]+", "{id}", seen[1])


if __name__ == "__main__":
    main()
