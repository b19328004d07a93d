"""One verb, one transaction: reads see one state, writes wait for the commit, and every commit has its entry."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from gateway.adapters.sql import ledger, tables
from gateway.adapters.sql.documents import SqlDocuments
from gateway.adapters.sql.engine import reading, writing
from gateway.adapters.sql.ledger import SqlLedger
from gateway.adapters.sql.papers import SqlOutbox, SqlPapers
from gateway.adapters.sql.stores import DocumentStore, Write
from gateway.domain.access_request import AccessRequest
from gateway.domain.assignment import Assignment
from gateway.domain.audit import AuditEntry, LedgerLine
from gateway.domain.barring import Barring
from gateway.domain.delivery import Extract
from gateway.domain.deputyship import Deputyship
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.errors import NeighbourUnavailable, Stale
from gateway.domain.message import Message
from gateway.domain.note_check import NoteCheck
from gateway.domain.objection import Inquiry
from gateway.domain.permit import Permit
from gateway.domain.project import Person, Project
from gateway.domain.reminder import Reminder
from gateway.domain.spot_check import SpotCheck
from gateway.domain.workspace import Sweep, Workspace

PROJECT = TypeAdapter(Project)
PERSON = TypeAdapter(Person)
BARRING = TypeAdapter(Barring)
DEPUTYSHIP = TypeAdapter(Deputyship)
ASSIGNMENT = TypeAdapter(Assignment)
ACCESS_REQUEST = TypeAdapter(AccessRequest)
REVIEW = TypeAdapter(DisclosureReview)
PERMIT = TypeAdapter(Permit)
EXTRACT = TypeAdapter(Extract)
WORKSPACE = TypeAdapter(Workspace)
NOTE_CHECK = TypeAdapter(NoteCheck)
INQUIRY = TypeAdapter(Inquiry)
SWEEP = TypeAdapter(Sweep)
REMINDER = TypeAdapter(Reminder)
MESSAGE = TypeAdapter(Message)
SPOT_CHECK = TypeAdapter(SpotCheck)


class SqlUnitOfWork:
    """
    Reads run in a snapshot of their own; `commit` leaves it, waits for its turn to write, and checks every revision.

    So the rules can be asked in between without holding a lock, and whoever comes second is told so (Stale). One
    connection is held at any time, and none before the first look.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading: Connection | None = None
        self._pending: list[Write] = []
        read, pending = self._read, self._pending
        self.projects = DocumentStore(read, tables.projects, PROJECT, pending, members=tables.members)
        self.people = DocumentStore(read, tables.people, PERSON, pending)
        self.barrings = DocumentStore(read, tables.barrings, BARRING, pending)
        self.deputyships = DocumentStore(read, tables.deputyships, DEPUTYSHIP, pending)
        self.assignments = DocumentStore(read, tables.assignments, ASSIGNMENT, pending)
        self.access_requests = DocumentStore(
            read, tables.access_requests, ACCESS_REQUEST, pending, datasets=tables.datasets
        )
        self.reviews = DocumentStore(read, tables.reviews, REVIEW, pending)
        self.permits = DocumentStore(read, tables.permits, PERMIT, pending)
        self.extracts = DocumentStore(read, tables.extracts, EXTRACT, pending)
        self.workspaces = DocumentStore(read, tables.workspaces, WORKSPACE, pending)
        self.note_checks = DocumentStore(read, tables.note_checks, NOTE_CHECK, pending)
        self.inquiries = DocumentStore(read, tables.inquiries, INQUIRY, pending)
        self.sweeps = DocumentStore(read, tables.sweeps, SWEEP, pending)
        self.reminders = DocumentStore(read, tables.reminders, REMINDER, pending)
        self.messages = DocumentStore(read, tables.messages, MESSAGE, pending)
        self.spot_checks = DocumentStore(read, tables.spot_checks, SPOT_CHECK, pending)
        self.papers = SqlPapers(read, pending)
        self.documents = SqlDocuments(read, pending)
        self.outbox = SqlOutbox(read, self._write, self.papers, pending)
        self.ledger = SqlLedger(read)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop_reading()

    def commit(self, entry: AuditEntry, /, *more: AuditEntry) -> LedgerLine:
        """Everything and its entries, or nothing. Raises Stale, NeighbourUnavailable."""
        last: LedgerLine | None = None
        try:
            with self._write() as connection:
                for write in self._pending:
                    write(connection)
                last = ledger.append(connection, (entry, *more))
        except IntegrityError:
            raise Stale("Somebody made this first: read again.") from None
        except NeighbourUnavailable:
            if last is None or not self._stands(last):
                raise
        self._pending.clear()
        return last

    def _stands(self, last: LedgerLine) -> bool:
        # The answer to our commit was lost: the ledger knows whether it was one. Asked as a writer, and so not before
        # the server has made up its mind about the one before.
        with self._write() as connection:
            return ledger.stands(connection, last)

    def _read(self) -> Connection:
        if self._reading is None:
            self._reading = reading(self._engine)
        return self._reading

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        self._stop_reading()
        with writing(self._engine) as connection:
            yield connection

    def _stop_reading(self) -> None:
        held, self._reading = self._reading, None
        if held is not None:
            # A server that went away under a snapshot which nobody needs any more is no trouble of the caller's.
            with suppress(NeighbourUnavailable):
                held.close()
