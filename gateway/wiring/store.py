"""What an operator does to the store while no house stands on it."""

from collections.abc import Sequence
from datetime import datetime

from gateway.adapters.sql.forms import Form, form_of
from gateway.adapters.sql.migrating import Change, migrate, step_back
from gateway.adapters.sql.unit_of_work import SqlUnitOfWork
from gateway.settings import Settings
from gateway.wiring.neighbours import open_store, standing_store


def migrate_store(settings: Settings) -> Sequence[Change]:
    """Bring the store to its newest form, and tell what was changed; running it twice changes nothing."""
    with open_store(settings) as engine:
        return migrate(engine)


def step_store_back(settings: Settings) -> Sequence[Change]:
    """Undo the newest change of the store's form, for whoever goes back to the version before."""
    with standing_store(settings) as engine:
        return step_back(engine)


def store_form(settings: Settings) -> Form:
    """Which form the store's tables have. Raises Misconfigured where there is no store yet."""
    with standing_store(settings) as engine:
        return form_of(engine)


def last_line(settings: Settings) -> datetime | None:
    """When the ledger's last line was written."""
    with standing_store(settings) as engine, SqlUnitOfWork(engine) as work:
        head = work.ledger.head()
    return head.entry.at if head else None
