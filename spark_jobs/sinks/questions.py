"""
A question in one workspace: one SELECT, answered by DuckDB over the files of that workspace and nothing else.

The engine is locked before the question is read: no other folder, no network, no extension, no setting.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from spark_jobs.errors import StatementRefused
from spark_jobs.papers.manifest import DeliveryNote

LONGEST_STATEMENT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a question; `cut` where there would have been more rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool


def ask(statement: str, *, folder: Path, note: DeliveryNote, limit: int, memory: str = "1GB") -> Answer:
    """
    At most `limit` rows. Views: `<dataset>.<table>`, and `<table>` over all datasets that deliver it.

    Raises StatementRefused for anything but one SELECT, and where it cannot be answered.
    """
    with closing(duckdb.connect(":memory:")) as engine:
        for setting in (*_settings(folder, memory), *_views(folder, note), "SET lock_configuration = true"):
            engine.execute(setting)
        _refuse_all_but_select(engine, statement)
        try:
            cursor = engine.execute(statement)
            columns = tuple(column[0] for column in cursor.description or ())
            rows = cursor.fetchmany(limit + 1)
        except duckdb.Error as refused:
            raise StatementRefused(f"The question cannot be answered: {_said(refused)}") from None
    return Answer(columns=columns, rows=tuple(rows[:limit]), cut=len(rows) > limit)


def _settings(folder: Path, memory: str) -> Iterator[str]:
    yield f"SET allowed_directories = [{_text(folder.resolve().as_posix() + '/')}]"
    # What does not fit in memory must not be laid down beside the workspace.
    yield "SET temp_directory = ''"
    yield f"SET memory_limit = {_text(memory)}"
    yield "SET autoinstall_known_extensions = false"
    yield "SET autoload_known_extensions = false"
    yield "SET allow_community_extensions = false"
    yield "SET enable_external_access = false"


def _views(folder: Path, note: DeliveryNote) -> Iterator[str]:
    for dataset in sorted({table.dataset for table in note.tables}):
        yield f"CREATE SCHEMA {_name(dataset)}"
    tables: dict[str, list[str]] = {}
    for table in note.tables:
        files = (folder.resolve() / table.dataset / table.table / "*.parquet").as_posix()
        yield (f"CREATE VIEW {_name(table.dataset)}.{_name(table.table)} AS SELECT * FROM read_parquet({_text(files)})")
        tables.setdefault(table.table, []).append(table.dataset)
    for name, datasets in sorted(tables.items()):
        parts = (f"SELECT {_text(dataset)} AS dataset, * FROM {_name(dataset)}.{_name(name)}" for dataset in datasets)
        yield f"CREATE VIEW {_name(name)} AS {' UNION ALL BY NAME '.join(parts)}"


def _refuse_all_but_select(engine: duckdb.DuckDBPyConnection, statement: str) -> None:
    if len(statement) > LONGEST_STATEMENT:
        raise StatementRefused(f"A question has at most {LONGEST_STATEMENT} characters.")
    try:
        found = engine.extract_statements(statement)
    except duckdb.Error as broken:
        raise StatementRefused(f"The question cannot be read: {_said(broken)}") from None
    if len(found) != 1 or found[0].type is not duckdb.StatementType.SELECT:
        raise StatementRefused("A question is one SELECT: a workspace is read, and nothing is written from here.")


def _said(error: duckdb.Error) -> str:
    """The first line of what the engine says; it speaks of the workspace, which the one who asks may read."""
    return str(error).splitlines()[0]


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
