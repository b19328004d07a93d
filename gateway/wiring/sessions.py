"""What an operator does to the sessions of the portal, whether or not the house is open."""

from gateway.adapters.sql.sessions import SqlSessions
from gateway.adapters.sql.unit_of_work import SqlUnitOfWork
from gateway.domain.actor import HOUSE
from gateway.domain.audit import AuditEntry, Event
from gateway.settings import Settings
from gateway.wiring.neighbours import clock_of, standing_store


def end_sessions(settings: Settings, *, person: str | None) -> int:
    """
    End every session of that person, or with None everybody's; say how many there were.

    The entry is written first: where the ledger takes none, nobody is made to leave. Raises Misconfigured where there
    is no store, NeighbourUnavailable.
    """
    now = clock_of(settings).now()
    entry = AuditEntry(
        at=now,
        actor=HOUSE.id,
        acting_as=tuple(role.value for role in HOUSE.roles),
        event=Event.SESSIONS_ENDED,
        subject=person or "house",
        because=() if person else ("everybody",),
    )
    with standing_store(settings) as engine:
        with SqlUnitOfWork(engine) as work:
            work.commit(entry)
        return SqlSessions(engine).end_all(person, now=now)
