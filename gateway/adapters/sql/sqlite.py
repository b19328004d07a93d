"""SQLite: one file in WAL mode, for one machine."""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

from gateway.domain.errors import Misconfigured

BUSY_SECONDS = 10
"""How long a writer waits for another one, or anybody for a free connection, before it gives up."""

_FILE = "slussen_file"


def engine_on(place: URL, *, connections: int) -> Engine:
    """An engine that opens the file and never makes it: where a disk was not mounted, an empty store would appear."""
    if not place.database or place.database == ":memory:" or place.query:
        raise Misconfigured("SLUSSEN_DATABASE names a file: sqlite:////path/of/the/store.db.")
    path = Path(place.database)
    engine = create_engine(
        place,
        creator=lambda: _opened(path),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "checkout", _on_checkout)
    event.listen(engine, "begin", _on_begin)
    return engine


def file_of(engine: Engine) -> Path:
    """Where the store lies."""
    return Path(str(engine.url.database))


def make_file(engine: Engine) -> None:
    """An empty file, readable by its owner alone, where none is."""
    try:
        file_of(engine).touch(mode=0o600)
    except OSError as failed:
        raise Misconfigured(f"The store's file cannot be made: {type(failed).__name__}.") from None


def _opened(path: Path) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode=rw"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)


def _on_connect(connection: sqlite3.Connection, record: Any) -> None:
    # The driver's own transaction handling begins late and commits early; ours is explicit (`_on_begin`).
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL: a commit that was answered for survives the loss of power, the ledger's line with it.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    path = cursor.execute("PRAGMA database_list").fetchone()[2]
    cursor.close()
    record.info[_FILE] = (path, _identity(path))


def _on_checkout(_: sqlite3.Connection, record: Any, __: Any) -> None:
    # SQLite writes on in a file that was moved away or removed: what is answered for would be nowhere.
    path, opened = record.info[_FILE]
    if _identity(path) != opened:
        raise DisconnectionError("the store's file is another one now")


def _identity(path: str) -> tuple[int, int] | None:
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _on_begin(connection: Connection) -> None:
    # Two writers that both read first and upgrade later would deadlock in SQLite: a writer takes its lock at the start.
    writes = connection.get_execution_options().get("slussen_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")
