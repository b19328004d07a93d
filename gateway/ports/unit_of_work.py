"""
What the services need of storage: a store per noun, the papers, the ledger, and one commit for all of it.

Reading sees the state at the time of the first read. Writing is kept back until `commit`, which writes everything and
its entries in one transaction or nothing at all. Every method, `commit` included, raises NeighbourUnavailable("store")
where the store does not answer, is full, locked for too long, or may not be written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Protocol, Self, TypeVar

from gateway.domain.access_request import AccessRequest
from gateway.domain.assignment import Assignment
from gateway.domain.audit import AuditEntry, Event, LedgerLine, Link
from gateway.domain.barring import Barring
from gateway.domain.delivery import Extract
from gateway.domain.deputyship import Deputyship
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.message import Message
from gateway.domain.note_check import NoteCheck
from gateway.domain.objection import Inquiry
from gateway.domain.permit import Permit
from gateway.domain.project import Person, Project
from gateway.domain.reminder import Reminder
from gateway.domain.sought import Sought
from gateway.domain.spot_check import SpotCheck
from gateway.domain.workspace import Sweep, Workspace
from gateway.ports.documents import Documents
from spark_jobs.papers.paper import Digest, SignedPaper

T = TypeVar("T")


class Store(Protocol[T]):
    """The values of one noun, by id."""

    def get(self, id: str, /) -> T:
        """Raises NotFound."""
        ...

    def find(self, **where: str) -> Sequence[T]:
        """
        Those whose fields equal these, in the order of their ids; a field of many values by any one of them.

        Only indexed fields: it costs what is found, however much is stored. `find(due=…)` is what the house works from.
        """
        ...

    def page(
        self, *, after: str | None, limit: int, where: Mapping[str, Sequence[str]] | None = None, **all_of: str
    ) -> Sequence[T]:
        """
        At most `limit`, in the order of their ids, beginning after that id; of them those whose fields equal `all_of`.

        With `where`, only those with one of these values in at least one of these fields; it costs what is found.
        """
        ...

    def add(self, value: T, /) -> None:
        """Kept back until commit, which raises Stale where the id is taken."""
        ...

    def save(self, value: T, /) -> T:
        """
        The value as it will stand, one revision later.

        Kept back until commit, which raises Stale where the stored revision is no longer the value's own.
        """
        ...


class Papers(Protocol):
    """Finished papers by digest; never changed, never removed."""

    def get(self, digest: Digest, /) -> SignedPaper:
        """Raises NotFound."""
        ...

    def add(self, paper: SignedPaper, /) -> None:
        """Adding the same paper again is nothing new."""
        ...


class Outbox(Protocol):
    """Signed papers on their way to the order box: written with the change that sends them, put there afterwards."""

    def add(self, name: str, paper: SignedPaper, /) -> None:
        """To be put into the order box under that name."""
        ...

    def waiting(self) -> Sequence[tuple[str, SignedPaper]]:
        """What is not in the order box yet, oldest first."""
        ...

    def sent(self, name: str, /) -> None:
        """It stands in the order box."""
        ...


class Ledger(Protocol):
    """The chain of all lines, for reading; lines are added by `commit` alone."""

    def lines(self, *, after: int = -1, limit: int | None = None) -> Iterable[LedgerLine]:
        """In order, beginning after that sequence number."""
        ...

    def found(self, sought: Sought, /, *, after: int = -1, before: int | None = None, limit: int) -> list[LedgerLine]:
        """
        At most `limit` lines that answer the question, in order, between these two places; what they were about too.

        Only the lines that are found are read, and not the ledger. Raises LedgerBroken for one that is no entry.
        """
        ...

    def links(self, places: Sequence[int], /) -> Mapping[int, Link]:
        """By place, how the lines that stand there are tied into the chain, by their own word; the rest is not read."""
        ...

    def astray(self, lines: Sequence[LedgerLine], /) -> list[int]:
        """The places of those lines, in their order, that a question for what they tell would not find."""
        ...

    def head(self) -> LedgerLine | None:
        """The last line, or None before the first."""
        ...

    def last(self, event: Event, /) -> LedgerLine | None:
        """The last line that tells of that, or None: for what happens seldom, since every line may be looked at."""
        ...


class UnitOfWork(Protocol):
    """One verb, one transaction."""

    @property
    def projects(self) -> Store[Project]: ...

    @property
    def people(self) -> Store[Person]: ...

    @property
    def barrings(self) -> Store[Barring]: ...

    @property
    def deputyships(self) -> Store[Deputyship]: ...

    @property
    def assignments(self) -> Store[Assignment]: ...

    @property
    def access_requests(self) -> Store[AccessRequest]: ...

    @property
    def reviews(self) -> Store[DisclosureReview]: ...

    @property
    def permits(self) -> Store[Permit]: ...

    @property
    def extracts(self) -> Store[Extract]: ...

    @property
    def workspaces(self) -> Store[Workspace]: ...

    @property
    def note_checks(self) -> Store[NoteCheck]: ...

    @property
    def inquiries(self) -> Store[Inquiry]: ...

    @property
    def sweeps(self) -> Store[Sweep]: ...

    @property
    def reminders(self) -> Store[Reminder]: ...

    @property
    def messages(self) -> Store[Message]: ...

    @property
    def spot_checks(self) -> Store[SpotCheck]: ...

    @property
    def papers(self) -> Papers: ...

    @property
    def documents(self) -> Documents: ...

    @property
    def outbox(self) -> Outbox: ...

    @property
    def ledger(self) -> Ledger: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def commit(self, entry: AuditEntry, /, *more: AuditEntry) -> LedgerLine:
        """
        Write everything and its entries in one transaction; the line that the last of them became.

        There is no commit without an entry. Raises Stale.
        """
        ...


OpenWork = Callable[[], UnitOfWork]
"""Opens a fresh unit of work."""
