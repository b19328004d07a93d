"""Writes what the benchmarks measured as a page, and prints it."""

import json
import os
import platform
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.yardstick import RESULTS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
ORDER = (
    "extract",
    "extract-whole",
    "scaled",
    "workers",
    "notes",
    "text",
    "text-workers",
    "rulings",
    "rulings-slowest",
    "replay",
    "request",
    "portal",
    "portal-weight",
    "objects",
    "objects-once",
    "objects-staging",
    "durable",
)
HEAD = """# Benchmarks

Written by `make bench` and `make bench-full`: each figure beside a yardstick that ran in the same minutes on the same
machine, in turn. Absolute times are of one shared machine and mean little by themselves; the ratio is what to compare.
Where an aim was missed, the figure stands as it was measured.

Machine: {cores} cores, {system}, Python {python}.

*Took* is how long the benchmark had run by then, drawing and warming up with it: `make bench-full` runs them all.

| What | Measured | Yardstick | Its figure | Ratio | Aim | Took |
|---|---|---|---|---|---|---|
"""


def main() -> None:
    """The page, from the results that are there."""
    found = [*(RESULTS / f"{name}.json" for name in ORDER), *sorted(RESULTS.glob("store-*.json"))]
    lines = [_line(json.loads(path.read_text("utf-8"))) for path in found if path.is_file()]
    head = HEAD.format(cores=os.cpu_count(), system=platform.system(), python=platform.python_version())
    PAGE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(PAGE.read_text("utf-8"))


def _line(figure: dict[str, str]) -> str:
    fields = ("what", "measured", "yardstick", "reference", "ratio", "aim", "took")
    return "| " + " | ".join(str(figure.get(field, "")) for field in fields) + " |"


if __name__ == "__main__":
    main()
