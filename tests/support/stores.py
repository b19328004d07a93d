"""The databases that the house runs on, each made anew for a test; and a house of fakes on a real store."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from gateway.adapters.sql.turns import SqlTurns
from gateway.adapters.sql.unit_of_work import SqlUnitOfWork
from gateway.domain.audit import AuditEntry
from gateway.ports.unit_of_work import OpenWork
from spark_jobs.papers.paper import Digest, SignedPaper
from tests.support import neighbours
from tests.support.fakes import Memory, World

DATABASES = ("sqlite", "postgresql")


def url(database: str, folder: Path) -> str:
    """Where an empty one of that kind lies. Skips where there is none on this machine."""
    if database == "postgresql":
        return neighbours.postgresql().fresh()
    return f"sqlite:///{folder / 'gateway.db'}"


class Stored(Memory):
    """A memory whose units of work are opened elsewhere."""

    def __init__(self, opened: OpenWork) -> None:
        super().__init__()
        self._opened = opened
        self.papers = StoredPapers(opened)

    def work(self) -> Any:
        return self._opened()

    def entries(self) -> list[AuditEntry]:
        with self._opened() as work:
            return [line.entry for line in work.ledger.lines()]

    def events(self) -> list[str]:
        return [entry.event.value for entry in self.entries()]


class StoredPapers(dict[Digest, SignedPaper]):
    """Read from the store at each look."""

    def __init__(self, opened: OpenWork) -> None:
        super().__init__()
        self._opened = opened

    def __getitem__(self, digest: Digest) -> SignedPaper:
        with self._opened() as work:
            return work.papers.get(digest)


def engine_of(world: World) -> Engine:
    """What such a house stands on."""
    assert isinstance(world.turns, SqlTurns)
    return world.turns.engine


def world_on(engine: Engine) -> World:
    """A house whose store and turns are real, and whose other neighbours are fakes."""
    return World(memory=Stored(lambda: SqlUnitOfWork(engine)), turns=SqlTurns(engine))
