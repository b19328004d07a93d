"""The words that the runner's lines for operators may hold. A count of persons is not among its numbers."""

import re
from typing import Final

from spark_jobs.watching.lines import CODE, NAME, Words

ORDER: Final = re.compile(
    r"(?!.*(?<![0-9A-Za-z])[0-9]{6,8}[-+]?[0-9]{4}(?![0-9A-Za-z]))[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}"
)
"""A name in the order box: whoever lays something there chooses it, but not so that it reads as a person's number."""

WORDS: Final = Words(
    component="slussen-runner",
    fields={"error": NAME, "order": ORDER, "state": CODE, "step": CODE},
    numbers=frozenset({"attempts", "seconds", "token"}),
)
