"""Papers by digest, and those that wait to be sent."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection, func, insert, select, update

from gateway.adapters.sql import tables
from gateway.adapters.sql.stores import Read, Write
from gateway.domain.errors import LedgerBroken, NotFound
from spark_jobs.papers.errors import PaperUnreadable
from spark_jobs.papers.paper import Digest, SignedPaper

KNOWN = 200
"""So many papers one look at the store remembers."""


class SqlPapers:
    """A paper is read back only as it was written: its digest is computed again by each look at the store."""

    def __init__(self, read: Read, pending: list[Write]) -> None:
        self._read = read
        self._pending = pending
        self._known: dict[Digest, SignedPaper] = {}

    def get(self, digest: Digest, /) -> SignedPaper:
        """Raises NotFound; LedgerBroken, naming the paper, where its bytes are no longer those of its digest."""
        if digest not in self._known:
            paper = self._read_back(digest)
            if len(self._known) == KNOWN:
                self._known.clear()
            self._known[digest] = paper
        return self._known[digest]

    def _read_back(self, digest: Digest) -> SignedPaper:
        query = select(tables.papers.c.content, tables.papers.c.kind).where(tables.papers.c.digest == digest)
        row = self._read().execute(query).one_or_none()
        if row is None:
            raise NotFound(f"There is no paper {digest}.")
        try:
            paper = SignedPaper.from_json(row.content)
        except PaperUnreadable as broken:
            raise LedgerBroken([f"the {row.kind} {digest} cannot be read: {broken.sentence}"]) from None
        if paper.digest != digest or paper.kind != row.kind or paper.to_json() != row.content:
            raise LedgerBroken([f"the {row.kind} {digest} was changed after it was signed"])
        return paper

    def add(self, paper: SignedPaper, /) -> None:
        """At commit; the same paper again is nothing new."""
        self._pending.append(lambda connection: _insert_once(connection, paper))


class SqlOutbox:
    """What is to be put into the order box, in the order in which it was written."""

    def __init__(
        self,
        read: Read,
        write: Callable[[], AbstractContextManager[Connection]],
        papers: SqlPapers,
        pending: list[Write],
    ) -> None:
        self._read = read
        self._write = write
        self._papers = papers
        self._pending = pending

    def add(self, name: str, paper: SignedPaper, /) -> None:
        """At commit, together with the paper itself."""
        self._papers.add(paper)
        self._pending.append(lambda connection: _queue(connection, name, paper.digest))

    def waiting(self) -> Sequence[tuple[str, SignedPaper]]:
        """Not yet sent, oldest first."""
        box = tables.outbox
        rows = self._read().execute(select(box.c.name, box.c.paper).where(box.c.sent == 0).order_by(box.c.place))
        return [(row.name, self._papers.get(Digest(row.paper))) for row in rows.all()]

    def sent(self, name: str, /) -> None:
        # A mark of transport, no act of the house: sending again what was sent changes nothing, so this needs no entry.
        with self._write() as connection:
            connection.execute(update(tables.outbox).where(tables.outbox.c.name == name).values(sent=1))


def _insert_once(connection: Connection, paper: SignedPaper) -> None:
    there = connection.execute(select(tables.papers.c.digest).where(tables.papers.c.digest == paper.digest))
    if there.one_or_none() is None:
        row = {"digest": paper.digest, "kind": paper.kind.value, "content": paper.to_json()}
        connection.execute(insert(tables.papers).values(**row))


def _queue(connection: Connection, name: str, digest: Digest) -> None:
    last = connection.execute(select(func.max(tables.outbox.c.place))).scalar_one()
    place = 0 if last is None else last + 1
    connection.execute(insert(tables.outbox).values(name=name, place=place, paper=digest, sent=0))
