"""The word lists: plain files, one entry a line, `#` before a comment. README.md names their sources and licences."""

from functools import cache
from importlib.resources import files


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of a list in small letters, accents kept; read once in a process. FileNotFoundError if none is."""
    lines = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8").lower().split("\n")
    return frozenset(line for line in lines if line and line[0] != "#")
