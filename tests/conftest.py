"""
What holds for every test: closed sockets, warnings as errors, drawn data that repeat, and a list of what was left out.

Sockets are open in `contract/`, `faults/` and `journey/`, where real neighbours answer, and in `bench/`; in `spark/`
only loopback is open, on which Python and the engine talk. Everywhere else a test that reaches for the network fails.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, configuration, settings

TESTS = Path(__file__).parent
REPOSITORY = TESTS.parent

CHAPTERS = ("architecture", "unit", "laws", "spec", "policy", "contract", "spark", "faults", "journey", "bench")
"""Quick to slow: the order in which the chapters run, however they were named on the command line."""

OPEN = frozenset({"contract", "faults", "journey", "bench"})
LOOPBACK_ONLY = frozenset({"spark"})
LOOPBACK = ["127.0.0.1", "::1", "localhost"]

configuration.set_hypothesis_home_dir(REPOSITORY / ".cache" / "hypothesis")

# A merge must not hang on the chance of the day: what is drawn for it repeats. The long run draws anew each time.
settings.register_profile("quick", derandomize=True, database=None, deadline=None, max_examples=60)
settings.register_profile(
    "long", deadline=None, max_examples=2_000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def chapter(item: pytest.Item) -> str:
    """The folder under `tests/` a test stands in; empty for one that stands elsewhere."""
    inside = item.path.relative_to(TESTS) if item.path.is_relative_to(TESTS) else Path()
    return inside.parts[0] if len(inside.parts) > 1 else ""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Opens the sockets a chapter may use (all others are closed by `--disable-socket`) and puts quick before slow."""
    for item in items:
        name = chapter(item)
        if name in OPEN:
            item.add_marker(pytest.mark.enable_socket)
        elif name in LOOPBACK_ONLY:
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))
        if name == "bench":
            item.add_marker(pytest.mark.bench)
    items.sort(key=lambda item: CHAPTERS.index(chapter(item)) if chapter(item) in CHAPTERS else 0)


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small region, drawn once for all; whoever changes its files copies it first."""
    from spark_jobs.synthetic.region import draw_region  # here: most chapters draw none and need no reader of rows

    folder = tmp_path_factory.mktemp("drawn") / "region"
    draw_region(folder, seed=7, size=0.02)
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Ends every run with what was skipped, why, and how often; a silent gap would read as a pass."""
    reasons = Counter(reasons_of(terminalreporter))
    terminalreporter.section("left out")
    if not reasons:
        terminalreporter.line("nothing was skipped")
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"{count:5d}  {reason}")


def reasons_of(reporter: pytest.TerminalReporter) -> Iterator[str]:
    """The reason of each skip, without the place it was raised from."""
    for report in reporter.stats.get("skipped", []):
        where_and_why = report.longrepr
        why = where_and_why[2] if isinstance(where_and_why, tuple) else str(where_and_why)
        yield why.removeprefix("Skipped: ")
