"""One noun's values in one table: read at once, written at commit, with the revision as the guard."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar, cast

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Select, Table, delete, false, insert, select, union, update

from gateway.domain.errors import NotFound, Stale


class Noun(Protocol):
    """What every stored value has."""

    @property
    def id(self) -> str: ...

    @property
    def revision(self) -> int: ...


T = TypeVar("T", bound=Noun)
Read = Callable[[], Connection]
Write = Callable[[Connection], None]


class DocumentStore(Generic[T]):
    """
    Writes are handed to `pending`, which the unit of work runs inside its one transaction.

    `many` names the tables of the fields that have more than one value.
    """

    def __init__(self, read: Read, table: Table, form: TypeAdapter[T], pending: list[Write], **many: Table) -> None:
        self._read = read
        self._table = table
        self._form = form
        self._pending = pending
        self._many = many
        self._fields = [column.name for column in table.columns if column.name not in {"id", "revision", "body"}]

    def get(self, id: str, /) -> T:
        """Raises NotFound."""
        found = self.find(id=id)
        if not found:
            raise NotFound("There is nothing under that id.")
        return found[0]

    def find(self, **where: str) -> Sequence[T]:
        """Those whose fields equal these, in the order of their ids; a field of many values by any one of them."""
        query = select(self._table.c.body).order_by(self._table.c.id)
        for field, value in where.items():
            query = query.where(self._holds(field, [value]))
        return self._found(query)

    def page(
        self, *, after: str | None, limit: int, where: Mapping[str, Sequence[str]] | None = None, **all_of: str
    ) -> Sequence[T]:
        """At most `limit`, in the order of their ids, after that id; those alone that `where` and `all_of` name."""
        query = select(self._table.c.body).order_by(self._table.c.id).limit(limit)
        if after is not None:
            query = query.where(self._table.c.id > after)
        if where is not None:
            query = query.where(self._any_of([self._holds(field, values) for field, values in where.items() if values]))
        for field, value in all_of.items():
            query = query.where(self._holds(field, [value]))
        return self._found(query)

    def add(self, value: T, /) -> None:
        """At commit. Stale where the id is taken."""
        self._pending.append(lambda connection: self._insert(connection, value))

    def save(self, value: T, /) -> T:
        """At commit, one revision later. Stale where the stored revision is no longer the value's own."""
        later = cast(T, replace(cast(Any, value), revision=value.revision + 1))
        self._pending.append(lambda connection: self._update(connection, value, later=later))
        return later

    def _any_of(self, held: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
        # A union of what each index finds: over an OR of them PostgreSQL reads the whole table.
        if len(held) < 2:
            return held[0] if held else false()
        return self._table.c.id.in_(union(*(select(self._table.c.id).where(one) for one in held)))

    def _holds(self, field: str, values: Sequence[str]) -> ColumnElement[bool]:
        texts = [str(value) for value in values]
        if field in self._many:
            held = self._many[field]
            return self._table.c.id.in_(select(held.c.id).where(held.c.value.in_(texts)))
        return self._table.c[field].in_(texts) if len(texts) != 1 else self._table.c[field] == texts[0]

    def _found(self, query: Select[Any]) -> list[T]:
        return [self._form.validate_json(row.body) for row in self._read().execute(query)]

    def _insert(self, connection: Connection, value: T) -> None:
        connection.execute(insert(self._table).values(**self._row(value)))
        for field, held in self._many.items():
            _put(connection, held, value.id, set(getattr(value, field)))

    def _update(self, connection: Connection, value: T, *, later: T) -> None:
        guarded = (self._table.c.id == value.id) & (self._table.c.revision == value.revision)
        done = connection.execute(update(self._table).where(guarded).values(**self._row(later)))
        if done.rowcount != 1:
            raise Stale("Somebody else changed this first: read it again and retry.")
        for field, held in self._many.items():
            there = set(connection.execute(select(held.c.value).where(held.c.id == value.id)).scalars())
            wanted = set(getattr(later, field))
            if there - wanted:
                connection.execute(delete(held).where(held.c.id == value.id, held.c.value.in_(there - wanted)))
            _put(connection, held, value.id, wanted - there)

    def _row(self, value: T) -> dict[str, Any]:
        fields = {field: str(getattr(value, field)) for field in self._fields}
        body = self._form.dump_json(value).decode("utf-8")
        return {"id": value.id, "revision": value.revision, "body": body, **fields}


def _put(connection: Connection, held: Table, id: str, values: set[str]) -> None:
    if values:
        connection.execute(insert(held), [{"id": id, "value": value} for value in sorted(values)])
