"""
Opening the store: a SQLite file, or a PostgreSQL server, by one URL.

A transaction is for reading, unless it says otherwise: one state from its first look to its end, and nothing written.
Writers come one after the other, since the ledger that each adds to is one chain.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import ArgumentError, TimeoutError

from gateway.adapters.sql import postgresql, sqlite
from gateway.adapters.sql.silence import as_silence
from gateway.domain.errors import Misconfigured, NeighbourUnavailable

CONNECTIONS: Final = 10


def open_engine(
    url: str, *, password_file: Path | None = None, connections: int = CONNECTIONS, demo: bool = False
) -> Engine:
    """
    An engine on that URL; nothing is read or written yet. Raises Misconfigured for a URL that is unsafe or unknown.

    From then on the store's own failures are NeighbourUnavailable. Nobody holds two connections at once (but the
    rounds, one for their turn), so that any number of callers gets through with any number of connections above one.
    """
    try:
        place = make_url(url)
    except ArgumentError:
        raise Misconfigured("SLUSSEN_DATABASE is no URL of a database.") from None
    match place.drivername:
        case "sqlite" | "sqlite+pysqlite":
            engine = sqlite.engine_on(place, connections=connections)
        case "postgresql+psycopg":
            engine = postgresql.engine_on(place, password_file=password_file, connections=connections, demo=demo)
        case _:
            raise Misconfigured("SLUSSEN_DATABASE begins with sqlite:/// or postgresql+psycopg://.")
    event.listen(engine, "handle_error", as_silence)
    return engine


def reading(engine: Engine) -> Connection:
    """A connection that reads; its snapshot is taken at the first look. Raises NeighbourUnavailable."""
    try:
        return engine.connect()
    except TimeoutError:
        raise NeighbourUnavailable("store", "All connections to the store are in use.") from None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, alone among all writers of the store; undone where the block fails."""
    with reading(engine).execution_options(slussen_writes=True) as connection, connection.begin():
        yield connection
