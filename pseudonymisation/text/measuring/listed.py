"""Which names and places the recognizers' own lists hold, so that a score on unseen ones can be told apart."""

from collections.abc import Iterable, Set
from functools import cache
from pathlib import Path

from pseudonymisation.text.letters import plain, words

LISTS = Path(__file__).resolve().parents[1] / "lists"
LISTED, UNLISTED, INITIALS = "listed", "unlisted", "initials"


_NO_NAMES = ("medic", "eponym", "drug", "word", "common", "stop", "allow")
"""In the names of files that hold words which are to stay: to be on such a list makes no name easier to find."""


@cache
def listed_words(folder: Path = LISTS) -> frozenset[str]:
    """Every word of every list of names and places, made plain; none where no lists lie."""
    found = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    files = [file for file in found if not any(part in file.stem.lower() for part in _NO_NAMES)]
    lines = (line for file in files for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
    return frozenset(word.plain for line in lines for word in words(plain(line)))


def standing(text: str, known: Set[str]) -> str:
    """`listed` where every word of two letters or more is on a list (or its genitive is), else `unlisted`."""
    parts = [word.plain for word in words(plain(text)) if len(word.plain) > 1]
    if not parts or (len(parts) == 1 and len(parts[0]) <= 4 and parts[0] not in known):
        return INITIALS
    return LISTED if all(_on(part, known) for part in parts) else UNLISTED


def share_unlisted(names: Iterable[str], known: Set[str]) -> tuple[int, int]:
    """How many of the names stand on no list, and how many there are."""
    found = [standing(name, known) != LISTED for name in names]
    return sum(found), len(found)


def _on(part: str, known: Set[str]) -> bool:
    return part in known or (part.endswith("s") and part[:-1] in known)
