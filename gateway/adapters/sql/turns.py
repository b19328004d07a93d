"""One house at a time goes the rounds: a lock that the system itself lets go of when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine

from gateway.adapters.sql import sqlite
from gateway.adapters.sql.engine import reading
from gateway.domain.errors import NeighbourUnavailable

ROUNDS_LOCK: Final = 0x51055E02


@dataclass(frozen=True, slots=True)
class SqlTurns:
    """On PostgreSQL a lock of the session, on SQLite one on a file beside the store."""

    engine: Engine

    @contextmanager
    def take(self) -> Iterator[bool]:
        """Whether the turn is ours until the block ends."""
        on_server = self.engine.dialect.name == "postgresql"
        with self._by_session() if on_server else self._by_file() as ours:
            yield ours

    @contextmanager
    def _by_file(self) -> Iterator[bool]:
        path = sqlite.file_of(self.engine).with_suffix(".rounds")
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as failed:
            raise NeighbourUnavailable("store", f"The rounds' lock cannot be had: {type(failed).__name__}.") from None
        try:
            yield _locked(descriptor)
        finally:
            # Closing lets go, and so does dying.
            os.close(descriptor)

    @contextmanager
    def _by_session(self) -> Iterator[bool]:
        options = {"isolation_level": "AUTOCOMMIT", "slussen_turn": True}
        with reading(self.engine).execution_options(**options) as connection:
            ours = bool(connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({ROUNDS_LOCK})").scalar_one())
            try:
                yield ours
                if ours:
                    connection.exec_driver_sql(f"SELECT pg_advisory_unlock({ROUNDS_LOCK})")
            except BaseException:
                # The lock goes with its connection, which must not be lent to anybody else.
                connection.invalidate()
                raise


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
