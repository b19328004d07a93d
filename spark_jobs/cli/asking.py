"""One question in a workspace, and its answer as a table, as CSV or as JSON."""

import csv
import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spark_jobs.cli.endings import told
from spark_jobs.cli.opening import open_office
from spark_jobs.errors import SettingsUnfit
from spark_jobs.papers.paper import SignedPaper

if TYPE_CHECKING:
    from spark_jobs.sinks.questions import Answer


def workspace_query(
    pass_file: Path,
    statement: str,
    form: Annotated[str, typer.Option("--format", help="table, csv or json")] = "table",
    limit: Annotated[int, typer.Option(min=1, max=100_000)] = 50,
) -> None:
    """Ask one question in the workspace that the pass opens."""
    from spark_jobs.jobs.opening import question

    with told():
        answer = question(_paper(pass_file), statement, open_office(), limit=limit)
        _TELL.get(form, _as_table)(answer)


def _paper(path: Path) -> SignedPaper:
    try:
        return SignedPaper.from_json(path.read_bytes())
    except OSError:
        raise SettingsUnfit(f"The file {path} cannot be read.") from None


def _as_json(answer: "Answer") -> None:
    rows = [dict(zip(answer.columns, map(_plain, row), strict=True)) for row in answer.rows]
    print(json.dumps(rows, ensure_ascii=False, indent=2))


def _as_csv(answer: "Answer") -> None:
    lines = csv.writer(sys.stdout)
    lines.writerow(answer.columns)
    lines.writerows(answer.rows)


def _as_table(answer: "Answer") -> None:
    cells = [answer.columns, *([_cell(value) for value in row] for row in answer.rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(answer.columns))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(f"({len(answer.rows)} rows{', and more' if answer.cut else ''})")


def _cell(value: Any) -> str:
    text = "" if value is None else str(_plain(value))
    return text.replace("\n", " ")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


_TELL: dict[str, Callable[["Answer"], None]] = {"json": _as_json, "csv": _as_csv, "table": _as_table}
