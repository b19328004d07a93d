"""Documents by digest: the bytes as they were handed in."""

from sqlalchemy import Connection, insert, select

from gateway.adapters.sql import tables
from gateway.adapters.sql.stores import Read, Write
from gateway.domain.errors import LedgerBroken, NotFound
from spark_jobs.papers.paper import Digest, digest_of


class SqlDocuments:
    """What is read back is held against its digest each time."""

    def __init__(self, read: Read, pending: list[Write]) -> None:
        self._read = read
        self._pending = pending

    def get(self, digest: Digest, /) -> bytes:
        """Raises NotFound; LedgerBroken where the bytes are no longer those of the digest."""
        documents = tables.documents
        row = self._read().execute(select(documents.c.content).where(documents.c.digest == digest)).one_or_none()
        if row is None:
            raise NotFound("That document is not kept here.")
        content = bytes(row.content)
        if digest_of(content) != digest:
            raise LedgerBroken([f"the document {digest} was changed after it was kept"])
        return content

    def has(self, digest: Digest, /) -> bool:
        """Whether it is kept; its bytes are not read."""
        documents = tables.documents
        found = self._read().execute(select(documents.c.digest).where(documents.c.digest == digest))
        return found.one_or_none() is not None

    def add(self, digest: Digest, content: bytes, /) -> None:
        """At commit; the same document again is nothing new."""
        self._pending.append(lambda connection: _insert_once(connection, digest, content))


def _insert_once(connection: Connection, digest: Digest, content: bytes) -> None:
    documents = tables.documents
    there = connection.execute(select(documents.c.digest).where(documents.c.digest == digest))
    if there.one_or_none() is None:
        connection.execute(insert(documents).values(digest=digest, size=len(content), content=content))
