"""The form of the tables: brought forwards, or one step back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from gateway.adapters.sql import sqlite
from gateway.adapters.sql.engine import writing
from gateway.adapters.sql.forms import MIGRATIONS, form_at
from gateway.domain.errors import Misconfigured

FIRST = "0001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of the tables that was made or undone: its number, and what it is about."""

    number: str
    about: str


def migrate(engine: Engine) -> Sequence[Change]:
    """
    Bring the tables to their newest form, whole or not at all; running it twice changes nothing.

    Raises Misconfigured for a store of a newer version, NeighbourUnavailable.
    """
    if engine.dialect.name == "sqlite":
        sqlite.make_file(engine)
    with _changing(engine) as (config, _):
        return _changes(config, lambda: command.upgrade(config, "head"))


def step_back(engine: Engine) -> Sequence[Change]:
    """Undo the newest change, for whoever goes back to the version before. Raises Misconfigured at the first."""
    with _changing(engine) as (config, found):
        if found in {None, FIRST}:
            raise Misconfigured("The store has its first form: there is none before it.")
        return _changes(config, lambda: command.downgrade(config, "-1"))


@contextmanager
def _changing(engine: Engine) -> Iterator[tuple[Config, str | None]]:
    """As the only writer, so that two gateways that start at once do not both do it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        config.attributes["connection"] = connection
        yield config, form_at(connection).found


def _changes(config: Config, change: Callable[[], None]) -> Sequence[Change]:
    numbers = config.attributes["numbers"] = list[str]()
    change()
    scripts = ScriptDirectory.from_config(config)
    return [Change(number=number, about=scripts.get_revision(number).doc.rstrip(".")) for number in numbers]
