"""
Rulings that were kept, asked again: read from a store, told to the rules in a server of their own, compared.

10,000 of them with BENCH_FULL=1. They are the rulings of whole studies, each told of another request.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gateway.adapters.sql.engine import open_engine
from gateway.adapters.sql.migrating import migrate
from gateway.adapters.sql.unit_of_work import SqlUnitOfWork
from gateway.domain.audit import AuditEntry, Event
from gateway.domain.replay import Replay
from gateway.ports.rules import Rules
from gateway.ports.unit_of_work import UnitOfWork
from gateway.wiring import rules_of
from spark_jobs.papers.paper import Kind, SignedPaper
from tests.bench.yardstick import Figure, full, seconds_of
from tests.policy.cases import POLICIES
from tests.support import builders, stores
from tests.support.fakes import World
from tests.support.neighbours import opa
from tests.support.walked import walked

RULINGS, SHORT = 10_000, 500
PIECE = 500


def main() -> None:
    """Fill a store, replay all of it, and then only read it."""
    times = RULINGS if full() else SHORT
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'gateway.db'}")
        migrate(engine)
        world = stores.world_on(engine)
        with SqlUnitOfWork(engine) as work:
            _fill(work, times)
        with rules_of(POLICIES, opa=opa(), scratch=Path(folder)) as rules:
            replays: list[Replay] = []
            seconds = seconds_of(lambda: replays.extend(_replayed(world, rules)))
        assert len(replays) == times
        assert all(one.same for one in replays)
        reading = seconds_of(lambda: _read(world))
        engine.dispose()
    Figure(
        what=f"replaying {times:,} rulings from a store, each the same as before",
        yardstick="reading and checking the same papers, with nobody asked",
        measured=f"{seconds:.1f} s ({times / seconds:,.0f} a second)",
        reference=f"{reading:.1f} s",
        ratio=round(seconds / reading, 1),
        aim="none set: reported",
    ).keep("replay")


def _replayed(world: World, rules: Rules) -> Iterator[Replay]:
    house = world.house
    with house.desk.open_work() as work:
        for paper in house.audit.rulings(work):
            yield house.audit.replayed(paper, rules)


def _read(world: World) -> None:
    with world.house.desk.open_work() as work:
        for _ in world.house.audit.rulings(work):
            pass


def _fill(work: UnitOfWork, times: int) -> None:
    """So many rulings, with their entries, in pieces."""
    papers = islice(_rulings(), times)
    while piece := list(islice(papers, PIECE)):
        for paper in piece:
            work.papers.add(paper)
        first, *more = (_entry(paper) for paper in piece)
        work.commit(first, *more)


def _rulings() -> Iterator[SignedPaper]:
    world, _ = walked()
    with world.memory.work() as work:
        bodies = [json.dumps(dict(paper.body)) for paper in world.house.audit.rulings(work)]
    for number, body in enumerate(cycle(bodies)):
        told: Mapping[str, Any] = json.loads(body.replace(f'"{builders.REQUEST}"', f'"request-{number}"'))
        yield builders.GATEWAY_KEY.sign(Kind.RULING, told)


def _entry(paper: SignedPaper) -> AuditEntry:
    return AuditEntry(
        at=builders.NOW,
        actor="house",
        acting_as=("house",),
        verb="issue",
        event=Event.PERMIT_ISSUED,
        subject=str(paper.digest),
        project=None,
        because=(),
        papers=(paper.digest,),
        journal_head=None,
    )


if __name__ == "__main__":
    main()
