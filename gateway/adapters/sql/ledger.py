"""The chain of lines: read here, added to by the unit of work's commit alone."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from gateway.adapters.sql import tables
from gateway.domain.audit import FIRST, AuditEntry, LedgerLine, entry_json, entry_of
from gateway.domain.errors import LedgerBroken
from spark_jobs.papers.paper import Digest, canonical


class SqlLedger:
    """For reading."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lines(self, *, after: int = -1, limit: int | None = None) -> Iterable[LedgerLine]:
        """In order. Raises LedgerBroken, naming the line, for one that is no entry any more."""
        query = select(tables.ledger).where(tables.ledger.c.sequence > after).order_by(tables.ledger.c.sequence)
        if limit is not None:
            query = query.limit(limit)
        return _read(self._connection.execute(query))

    def head(self) -> LedgerLine | None:
        """The last line."""
        query = select(tables.ledger).order_by(tables.ledger.c.sequence.desc()).limit(1)
        return next(_read(self._connection.execute(query)), None)


def append(connection: Connection, entries: Sequence[AuditEntry]) -> None:
    """Chain these entries to the last line, inside the caller's transaction."""
    last = SqlLedger(connection).head()
    sequence, previous = (last.sequence + 1, last.digest) if last else (0, FIRST)
    for entry in entries:
        digest = LedgerLine.digest_for(sequence=sequence, previous=previous, entry=entry)
        row = {"sequence": sequence, "previous": previous, "entry": _text(entry), "digest": digest}
        connection.execute(insert(tables.ledger).values(**row))
        sequence, previous = sequence + 1, digest


def _text(entry: AuditEntry) -> str:
    return canonical(entry_json(entry)).decode("utf-8")


def _read(rows: Iterable[Row[Any]]) -> Iterator[LedgerLine]:
    for row in rows:
        try:
            entry = entry_of(json.loads(row.entry))
        except (KeyError, TypeError, ValueError):
            raise LedgerBroken([f"line {row.sequence} is no entry any more"]) from None
        if _text(entry) != row.entry:
            # Another spelling of the same entry is a change as well: what the digest covers is what must lie here.
            raise LedgerBroken([f"line {row.sequence} was changed after it was written"])
        previous, digest = Digest(row.previous), Digest(row.digest)
        yield LedgerLine(sequence=row.sequence, previous=previous, entry=entry, digest=digest)
