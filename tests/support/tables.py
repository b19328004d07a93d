"""Tables as text, so that a test shows its data as a reader would draw it."""

from datetime import date

Value = int | date | str | None


def drawn(text: str) -> list[dict[str, Value]]:
    """
    The rows of a table drawn with `|`, by the names in its first line.

    Whole numbers and days are read as such, `-` is a missing value, and everything else is text. A line of dashes
    under the names is decoration.
    """
    lines = [line.strip().strip("|") for line in text.strip().splitlines()]
    names, *rows = [[cell.strip() for cell in line.split("|")] for line in lines if not set(line) <= set("-+| ")]
    for row in rows:
        if len(row) != len(names):
            raise ValueError(f"this row has {len(row)} cells under {len(names)} names: {row}")
    return [dict(zip(names, map(value, row), strict=True)) for row in rows]


def value(text: str) -> Value:
    """What a cell says."""
    if text == "-":
        return None
    if text.lstrip("-").isdecimal():
        return int(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
