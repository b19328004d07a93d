"""What every drawn page is made of: its head, its tables, its names."""

from collections.abc import Sequence
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1]
REPOSITORY = DOCS.parent
MADE = "<!-- Written by `make draw` from the code. Do not edit. -->\n"


def page(title: str, *parts: str) -> str:
    """A whole document."""
    return "\n".join([MADE, f"# {title}", "", *parts]).rstrip() + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; a bar inside a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def names(modules: Sequence[str]) -> str:
    return ", ".join(f"`{module}`" for module in modules)


def first_line(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())
