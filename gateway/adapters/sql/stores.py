"""One noun's values in one table: read at once, written at commit, with the revision as the guard."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar, cast

from pydantic import TypeAdapter
from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from gateway.domain.errors import NotFound, Stale


class Noun(Protocol):
    """What every stored value has."""

    @property
    def id(self) -> str: ...

    @property
    def revision(self) -> int: ...


T = TypeVar("T", bound=Noun)
Write = Callable[[Connection], None]


class DocumentStore(Generic[T]):
    """Writes are handed to `pending`, which the unit of work runs inside its one transaction."""

    def __init__(self, connection: Connection, table: Table, form: TypeAdapter[T], pending: list[Write]) -> None:
        self._connection = connection
        self._table = table
        self._form = form
        self._pending = pending
        self._fields = [column.name for column in table.columns if column.name not in {"id", "revision", "body"}]

    def get(self, id: str, /) -> T:
        """Raises NotFound."""
        found = self.find(id=id)
        if not found:
            raise NotFound("There is nothing under that id.")
        return found[0]

    def find(self, **where: str) -> Sequence[T]:
        """Those whose fields equal these, in the order of their ids."""
        query = select(self._table.c.body).order_by(self._table.c.id)
        for field, value in where.items():
            query = query.where(self._table.c[field] == value)
        return [self._read(row.body) for row in self._connection.execute(query)]

    def page(self, *, after: str | None, limit: int, among: Sequence[str] | None = None) -> Sequence[T]:
        """At most `limit`, in the order of their ids, beginning after that id."""
        query = select(self._table.c.body).order_by(self._table.c.id).limit(limit)
        if after is not None:
            query = query.where(self._table.c.id > after)
        if among is not None:
            query = query.where(self._table.c.id.in_(among))
        return [self._read(row.body) for row in self._connection.execute(query)]

    def add(self, value: T, /) -> None:
        """At commit. Stale where the id is taken."""
        self._pending.append(lambda connection: self._insert(connection, value))

    def save(self, value: T, /) -> T:
        """At commit, one revision later. Stale where the stored revision is no longer the value's own."""
        later = cast(T, replace(cast(Any, value), revision=value.revision + 1))
        self._pending.append(lambda connection: self._update(connection, value, later=later))
        return later

    def _insert(self, connection: Connection, value: T) -> None:
        try:
            connection.execute(insert(self._table).values(**self._row(value)))
        except IntegrityError:
            raise Stale("Somebody made this first: read again.") from None

    def _update(self, connection: Connection, value: T, *, later: T) -> None:
        guarded = (self._table.c.id == value.id) & (self._table.c.revision == value.revision)
        done = connection.execute(update(self._table).where(guarded).values(**self._row(later)))
        if done.rowcount != 1:
            raise Stale("Somebody else changed this first: read it again and retry.")

    def _row(self, value: T) -> dict[str, Any]:
        fields = {field: str(getattr(value, field)) for field in self._fields}
        body = self._form.dump_json(value).decode("utf-8")
        return {"id": value.id, "revision": value.revision, "body": body, **fields}

    def _read(self, body: str) -> T:
        return self._form.validate_json(body)
