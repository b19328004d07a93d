"""One verb, one transaction: reads see one state, writes wait for the commit, and every commit has its entry."""

from types import TracebackType
from typing import Self

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine

from gateway.adapters.sql import ledger, tables
from gateway.adapters.sql.ledger import SqlLedger
from gateway.adapters.sql.papers import SqlOutbox, SqlPapers
from gateway.adapters.sql.stores import DocumentStore, Write
from gateway.domain.access_request import AccessRequest
from gateway.domain.audit import AuditEntry
from gateway.domain.delivery import Extract
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.permit import Permit
from gateway.domain.project import Person, Project

PROJECT = TypeAdapter(Project)
PERSON = TypeAdapter(Person)
ACCESS_REQUEST = TypeAdapter(AccessRequest)
REVIEW = TypeAdapter(DisclosureReview)
PERMIT = TypeAdapter(Permit)
EXTRACT = TypeAdapter(Extract)


class SqlUnitOfWork:
    """
    Reads run in a snapshot of their own; `commit` leaves it, takes the write lock at once and checks every revision.

    So the rules can be asked in between without holding the lock, and whoever comes second is told so (Stale).
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pending: list[Write] = []

    def __enter__(self) -> Self:
        self._reading: Connection = self._engine.connect()
        read, pending = self._reading, self._pending
        self.projects = DocumentStore(read, tables.projects, PROJECT, pending)
        self.people = DocumentStore(read, tables.people, PERSON, pending)
        self.access_requests = DocumentStore(read, tables.access_requests, ACCESS_REQUEST, pending)
        self.reviews = DocumentStore(read, tables.reviews, REVIEW, pending)
        self.permits = DocumentStore(read, tables.permits, PERMIT, pending)
        self.extracts = DocumentStore(read, tables.extracts, EXTRACT, pending)
        self.papers = SqlPapers(read, pending)
        self.outbox = SqlOutbox(self._engine, read, self.papers, pending)
        self.ledger = SqlLedger(read)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reading.close()

    def commit(self, entry: AuditEntry, /, *more: AuditEntry) -> None:
        """Everything and its entries, or nothing. Raises Stale."""
        self._reading.rollback()
        with self._engine.connect().execution_options(slussen_writes=True) as writing, writing.begin():
            for write in self._pending:
                write(writing)
            ledger.append(writing, (entry, *more))
        self._pending.clear()
