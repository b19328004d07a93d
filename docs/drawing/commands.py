"""reference/commands.md: every command of both command lines."""

import importlib
from collections.abc import Iterator
from typing import Any

from docs.drawing.page import first_line, page, table


def commands() -> str:
    """Every command of both command lines."""
    import typer

    parts = []
    for title, module in (("slussen", "gateway.cli"), ("slussen-runner", "spark_jobs.cli")):
        rows = [
            [f"`{title} {name}`", first_line(command.help)]
            for name, command in walk(typer.main.get_command(importlib.import_module(module).app))
        ]
        parts += [f"## {title}\n", table(["Command", "Does"], rows) + "\n"]
    return page("Commands", "`--help` after any of them tells its options.\n", *parts)


def walk(command: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command that does something, with the words that lead to it."""
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        if inner.hidden:
            continue
        path = f"{before}{name}"
        if getattr(inner, "commands", None):
            yield from walk(inner, f"{path} ")
        else:
            yield path, inner
