"""Sessions in the store: one row each, ended in place, removed a day after their end."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, delete, insert, select, update

from gateway.adapters.sql.engine import reading, writing
from gateway.adapters.sql.tables import sessions
from gateway.adapters.system import random_secret
from gateway.domain.session import Session

_FORM = TypeAdapter(Session)


@dataclass(frozen=True, slots=True)
class SqlSessions:
    """Each call is a transaction of its own: a session belongs to no verb."""

    engine: Engine

    def secret(self) -> str:
        """From the operating system's randomness."""
        return random_secret()

    def get(self, id: str, /) -> Session | None:
        """Raises NeighbourUnavailable."""
        with reading(self.engine) as connection:
            return _found(connection, id)

    def open(self, session: Session, /) -> None:
        """Raises NeighbourUnavailable."""
        with writing(self.engine) as connection:
            connection.execute(insert(sessions).values(**_row(session)))

    def save(self, session: Session, /) -> Session | None:
        """Raises NeighbourUnavailable."""
        later = replace(session, revision=session.revision + 1)
        there = (sessions.c.id == session.id) & (sessions.c.revision == session.revision)
        with writing(self.engine) as connection:
            done = connection.execute(update(sessions).where(there).values(**_row(later)))
        return later if done.rowcount == 1 else None

    def end_all(self, person: str | None, /, *, now: datetime) -> int:
        """Raises NeighbourUnavailable."""
        with writing(self.engine) as connection:
            standing = [one for one in _all(connection, person) if one.ended_at is None]
            for one in standing:
                later = replace(one.ended(now), revision=one.revision + 1)
                connection.execute(update(sessions).where(sessions.c.id == one.id).values(**_row(later)))
        return len(standing)

    def forget(self, now: datetime, /) -> int:
        """Raises NeighbourUnavailable."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(sessions.c.body)).all()
        over = [one.id for one in (_FORM.validate_json(row.body) for row in rows) if one.is_forgotten(now)]
        if not over:
            return 0
        with writing(self.engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.id.in_(over)))
        return len(over)


def _found(connection: Connection, id: str) -> Session | None:
    row = connection.execute(select(sessions.c.body).where(sessions.c.id == id)).one_or_none()
    return None if row is None else _FORM.validate_json(row.body)


def _all(connection: Connection, person: str | None) -> list[Session]:
    every = select(sessions.c.body)
    rows = connection.execute(every if person is None else every.where(sessions.c.person == person)).all()
    return [_FORM.validate_json(row.body) for row in rows]


def _row(session: Session) -> dict[str, Any]:
    body = _FORM.dump_json(session).decode("utf-8")
    return {"id": session.id, "revision": session.revision, "person": session.person, "body": body}
