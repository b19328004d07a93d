"""Codes with what they mean, found by a word: a help for whoever writes a cohort, no limit to what is written."""

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from catalog.cohort.definition import normal_code
from catalog.model import Words

FOLDER: Final = Path(__file__).parent / "code_systems"
"""One file for each code system, named as columns name it: code, Swedish, English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code, or the beginning of several, in its system."""

    system: str
    code: str
    means: Words


@cache
def codes_of(system: str) -> tuple[Code, ...]:
    """Those that the house knows of that system; none of a system that it has no file for."""
    path = {file.stem: file for file in FOLDER.glob("*.csv")}.get(system)
    if path is None:
        return ()
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Code(system=system, code=row["code"], means=Words(sv=row["sv"], en=row["en"]))
            for row in csv.DictReader(lines)
        )


def search(words: str, systems: Collection[str], *, most: int = 50) -> Sequence[Code]:
    """
    Those of these systems that begin with what was written, or whose meaning holds its every word in either language.

    At most so many, by system and code; nothing for nothing.
    """
    beginning, parts = normal_code(words), words.casefold().split()
    if not parts:
        return ()
    found = [
        code
        for system in sorted(set(systems))
        for code in codes_of(system)
        if code.code.startswith(beginning) or _holds(code.means, parts)
    ]
    return found[:most]


def _holds(means: Words, parts: Sequence[str]) -> bool:
    return any(all(part in text.casefold() for part in parts) for text in (means.sv, means.en))
