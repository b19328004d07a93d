"""The words that the gateway's lines for operators may hold."""

import re
from typing import Final

from spark_jobs.watching.lines import CODE, Words

ROUTE: Final = re.compile(r"-|(/([a-z][a-z0-9-]*|\{[a-z_]+\})?)+")

WORDS: Final = Words(
    component="slussen",
    fields={
        "method": re.compile(r"[A-Z]{3,7}"),
        "neighbour": CODE,
        "outcome": CODE,
        "question": CODE,
        "route": ROUTE,
        "verb": CODE,
    },
    numbers=frozenset({"status", "seconds", "lines", "waiting"}),
)
