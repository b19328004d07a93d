"""A score as a table for a terminal, as Markdown and as JSON."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pseudonymisation.text.measuring.evaluating import Measured, Score, Share

_HEAD = ("reached", "95 % bounds", "of")
Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]


def as_text(score: Score) -> str:
    """Columns side by side."""
    return "\n".join([_summary(score), *(f"\n{title}\n{_columns(head, rows)}" for title, head, rows in tables(score))])


def as_markdown(score: Score, *, level: int = 2) -> str:
    """Headings and tables."""
    parts = [_summary(score)]
    for title, head, rows in tables(score):
        lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
        parts += [f"{'#' * level} {title}", "\n".join(lines)]
    return "\n\n".join(parts)


def as_json(score: Score) -> str:
    """Numbers, for machines."""
    told = {
        "notes": score.total,
        "withheld": score.withheld,
        "characters": score.characters,
        "measures": [_measure(each) for each in score.measured],
        "classes": [{"label": label, "role": role, **_numbers(share)} for label, role, share in score.classes],
        "listed": [
            {"label": label, "role": role, "standing": standing, **_numbers(share)}
            for label, role, standing, share in score.looked_up
        ],
        "masked": [{"tag": tag, **_numbers(share)} for tag, share in score.marks],
        "clean": [{"notes_with": words, **_numbers(share)} for words, share in score.notes],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Score], str]] = {"table": as_text, "markdown": as_markdown, "json": as_json}


def tables(score: Score) -> Iterator[Table]:
    """Each table's title, head and rows; an empty one is left out."""
    yield "Against floor and aim", ("measure", "floor", "aim", *_HEAD, ""), [_row(each) for each in score.measured]
    yield "Notes with", ("", *_HEAD), [[words, *_cells(share)] for words, share in score.notes]
    classes = [[label, role, *_cells(share)] for label, role, share in score.classes]
    yield "By class: masked under any label", ("class", "whose", *_HEAD), classes
    if score.looked_up:
        rows = [[label, role, standing, *_cells(share)] for label, role, standing, share in score.looked_up]
        yield "Names and places, by whether the recognizers' lists hold them", ("class", "whose", "words", *_HEAD), rows
    if score.marks:
        rows = [[tag, *_cells(share)] for tag, share in score.marks]
        yield "What was masked: how much of it touches an identifier", ("masked as", *_HEAD), rows


def _summary(score: Score) -> str:
    withheld = f", {score.withheld} of them withheld and not counted below" if score.withheld else ""
    return f"{score.total} notes{withheld}, {score.characters} characters."


def _row(each: Measured) -> list[str]:
    sign = "under " if each.aim.at_most else ""
    floor, aim = (f"{sign}{percent(line)}" for line in (each.aim.floor, each.aim.aim))
    return [each.aim.words, floor, aim, *_cells(each.share), each.verdict]


def _cells(share: Share) -> list[str]:
    if share.reached is None:
        return ["none there", "", "0"]
    low, high = share.bounds
    return [percent(share.reached), f"{percent(low)} to {percent(high)}", f"{share.found} of {share.total}"]


def percent(share: float) -> str:
    """Never rounded up to 100 %, nor down to 0 %."""
    shown = f"{share * 100:.2f}"
    if shown == "100.00" and share < 1:
        shown = "99.99"
    return f"{shown} %"


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows))
    return "\n".join(line.rstrip() for line in lines)


def _measure(each: Measured) -> dict[str, Any]:
    return {
        "measure": each.aim.code,
        "floor": each.aim.floor,
        "aim": each.aim.aim,
        "verdict": each.verdict,
        **_numbers(each.share),
    }


def _numbers(share: Share) -> dict[str, Any]:
    low, high = share.bounds
    return {"found": share.found, "total": share.total, "reached": share.reached, "low": low, "high": high}
