"""An order's three steps remembered, against the same steps in plain sequence: what remembering costs per order."""

import statistics
import sys
import tempfile
from functools import partial
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from spark_jobs.durable import InSequence, Steps, remembered
from spark_jobs.objects.files import write_whole
from tests.bench.yardstick import Figure, in_turn, milliseconds

ORDERS = 200


def main() -> None:
    """Each step writes one small file to disk, as the runner's lightest steps do."""
    with tempfile.TemporaryDirectory() as scratch, remembered(Path(scratch) / "steps.db", runner="bench") as memory:
        mark, numbers, plain = Path(scratch) / "mark", count(), InSequence()

        def work(steps: Steps) -> None:
            for name in ("take", "extract", "hand over"):
                steps(name, partial(_marked, mark, name))

        kept, sequence = in_turn(
            lambda: memory.carry_out(f"order-{next(numbers)}:1", work),
            lambda: plain.carry_out("order:1", work),
            times=ORDERS,
            warm=5,
        )
    overhead = statistics.median(kept) - statistics.median(sequence)
    Figure(
        what=f"an order's three steps, remembered ({ORDERS} in turn)",
        yardstick="the same steps in plain sequence",
        measured=f"{milliseconds(statistics.median(kept))}: {milliseconds(overhead)} more per order",
        reference=milliseconds(statistics.median(sequence)),
        ratio=None,
        aim="none set: reported in milliseconds",
    ).keep("durable")


def _marked(mark: Path, name: str) -> str:
    write_whole(mark, name.encode())
    return name


if __name__ == "__main__":
    main()
