"""What every benchmark needs: pairs of runs in turn, and their figures as ratios to a yardstick of the same run."""

import json
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

BEGUN = time.monotonic()
RESULTS = Path(__file__).resolve().parents[2] / ".cache" / "bench"


def full() -> bool:
    """Whether the sizes shall be those that the figures are quoted for."""
    return os.environ.get("BENCH_FULL") == "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table: what was measured, against what, and how it came out."""

    what: str
    yardstick: str
    measured: str
    reference: str
    ratio: float | None
    aim: str

    def keep(self, name: str) -> None:
        """For the page that is written at the end."""
        RESULTS.mkdir(parents=True, exist_ok=True)
        took = f"{(time.monotonic() - BEGUN) / 60:.1f} min"
        document = {field: getattr(self, field) for field in self.__slots__} | {"took": took}
        (RESULTS / f"{name}.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def seconds_of(act: Callable[[], object]) -> float:
    """How long it took, once."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def in_turn(
    one: Callable[[], object], other: Callable[[], object], *, times: int, warm: int = 1
) -> tuple[list[float], list[float]]:
    """Both, A B A B …, so that a machine that slows down slows both; the warm-up is not counted."""
    for _ in range(warm):
        one()
        other()
    pairs = [(seconds_of(one), seconds_of(other)) for _ in range(times)]
    return [first for first, _ in pairs], [second for _, second in pairs]


def ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the ratios pair by pair."""
    return statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def milliseconds(seconds: float) -> str:
    """For the table."""
    return f"{seconds * 1000:.2f} ms"
