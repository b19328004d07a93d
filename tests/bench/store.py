"""
A store with 100,000 requests beside one with 1,000: submit, list and read through the rooms, and the house's own round.

Both are filled straight into their tables; on SQLite, and on PostgreSQL where it is installed. Without BENCH_FULL=1
the large one is a tenth of that.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pydantic import TypeAdapter
from sqlalchemy import Engine, Table, insert

from gateway.adapters.sql import ledger, tables
from gateway.adapters.sql.engine import open_engine, writing
from gateway.adapters.sql.migrating import migrate
from gateway.domain.access_request import AccessRequest, Status
from gateway.domain.actor import Actor, Role
from gateway.domain.day import swedish_day
from gateway.domain.delivery import Extract, Progress
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.permit import Permit
from gateway.domain.project import Project
from gateway.domain.sought import Sought, Way
from gateway.services.house import House
from tests.bench.yardstick import Figure, full, in_turn, milliseconds, percentile, ratio
from tests.support import builders, stores

SMALL, LARGE = 1_000, 100_000
SHORT = 10_000
"""The large one in the short run."""

PER_PROJECT = 5
TIMES = 60
PIECE = 5_000
AIM = "at most 1.5"

KINDS: Mapping[Status, int] = {
    Status.DRAFT: 3,
    Status.SUBMITTED: 2,
    Status.RETURNED: 1,
    Status.DECIDED: 3,
    Status.WITHDRAWN: 1,
}
"""Of ten requests. Those that are submitted wait for one of three parts; each that is decided was delivered."""

FORMS: Mapping[Table, TypeAdapter[Any]] = {
    tables.projects: TypeAdapter(Project),
    tables.access_requests: TypeAdapter(AccessRequest),
    tables.reviews: TypeAdapter(DisclosureReview),
    tables.permits: TypeAdapter(Permit),
    tables.extracts: TypeAdapter(Extract),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A house on a full store, and drafts enough to submit one for each measurement."""

    house: House
    drafts: Iterator[tuple[str, Actor]]

    def submit(self) -> None:
        """One draft, by its researcher."""
        request, researcher = next(self.drafts)
        self.house.access_request.submit(request, by=researcher)

    def read(self) -> None:
        """One request, by its researcher."""
        request, researcher = next(self.drafts)
        self.house.access_request.read(request, by=researcher)

    def list_own(self) -> None:
        """Those of one project, by a researcher who may see no other."""
        _, researcher = next(self.drafts)
        found = self.house.access_request.list(after=None, limit=51, by=researcher)
        assert len(found) == PER_PROJECT

    def list_controllers(self) -> None:
        """The first page of those that ask one controller, by its steward."""
        assert len(self.house.access_request.list(after=None, limit=51, by=builders.STEWARD_A)) == 51

    def list_all(self) -> None:
        """The first page, by an auditor."""
        assert len(self.house.access_request.list(after=None, limit=51, by=builders.AUDITOR)) == 51

    def ask_the_ledger(self) -> None:
        """Who did what about one request, by an auditor: the line that is there, and no other."""
        request, _ = next(self.drafts)
        asked = Sought(subject=request, way=Way.SAW)
        assert len(self.house.audit.read(asked, limit=51, by=builders.AUDITOR).lines) >= 1

    def go_a_round(self) -> None:
        """In which there is nothing to do."""
        assert list(self.house.round()) == []


ACTS: Mapping[str, Callable[[Filled], None]] = {
    "submit": Filled.submit,
    "read": Filled.read,
    "list, own requests": Filled.list_own,
    "list, a controller's requests": Filled.list_controllers,
    "list, all requests": Filled.list_all,
    "the house's round": Filled.go_a_round,
    "ask the ledger about one request": Filled.ask_the_ledger,
}


def main() -> None:
    """One line of the page for each act on each database."""
    large = LARGE if full() else SHORT
    for database in databases():
        with tempfile.TemporaryDirectory() as folder, both(database, Path(folder), large=large) as stands:
            for name, act in ACTS.items():
                measure(f"{name}: {large:,} requests in the store ({database})", act, *stands).keep(
                    f"store-{database}-{list(ACTS).index(name)}"
                )


def databases() -> Sequence[str]:
    """SQLite, and PostgreSQL where there is one."""
    there = list(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return stores.DATABASES if there else stores.DATABASES[:1]


def measure(what: str, act: Callable[[Filled], None], large: Filled, small: Filled) -> Figure:
    """In turn on both."""
    ours, theirs = in_turn(lambda: act(large), lambda: act(small), times=TIMES, warm=5)
    return Figure(
        what=what,
        yardstick=f"the same with {SMALL:,}",
        measured=f"{milliseconds(percentile(ours, 0.5))} (95 %: {milliseconds(percentile(ours, 0.95))})",
        reference=f"{milliseconds(percentile(theirs, 0.5))} (95 %: {milliseconds(percentile(theirs, 0.95))})",
        ratio=round(ratio(ours, theirs), 2),
        aim=AIM,
    )


@contextmanager
def both(database: str, folder: Path, *, large: int) -> Iterator[tuple[Filled, Filled]]:
    """The large one and the small one."""
    engines = [open_engine(stores.url(database, made(folder / size))) for size in ("large", "small")]
    try:
        yield filled(engines[0], large), filled(engines[1], SMALL)
    finally:
        for engine in engines:
            engine.dispose()


def made(folder: Path) -> Path:
    """An empty folder."""
    folder.mkdir()
    return folder


def filled(engine: Engine, requests: int) -> Filled:
    """So many requests, with everything that came of them, and a line in the ledger for each."""
    migrate(engine)
    statuses = cycle([status for status, share in KINDS.items() for _ in range(share)])
    drafts: list[tuple[str, Actor]] = []
    for first in range(0, requests, PIECE):
        rows: dict[Table, list[dict[str, Any]]] = {}
        for number in range(first, min(first + PIECE, requests)):
            status = next(statuses)
            for table, value in study(number, status):
                keep(rows, table, value)
            if status is Status.DRAFT:
                drafts.append((id_of(number), researcher_of(number)))
            if status is Status.DECIDED:
                sent = {"name": f"order-{number}", "place": number, "paper": builders.some_digest("sent"), "sent": 1}
                rows.setdefault(tables.outbox, []).append(sent)
        with writing(engine) as connection:
            for table, lines in rows.items():
                connection.execute(insert(table), lines)
            told = [builders.entry(subject=id_of(number)) for number in range(first, min(first + PIECE, requests))]
            ledger.append(connection, told)
    # What a database in use knows of its tables.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT", slussen_turn=True) as connection:
        connection.exec_driver_sql("ANALYZE")
    world = stores.world_on(engine)
    house = world.house
    # The look at every deadline is one for each day, and not of each round.
    house.deadline.done.day = swedish_day(world.clock.now())
    return Filled(house, cycle(drafts))


def study(number: int, status: Status) -> Iterator[tuple[Table, Any]]:
    """Everything that is stored of one request."""
    project, researcher, id = f"project-{number // PER_PROJECT:06}", researcher_of(number).id, id_of(number)
    if number % PER_PROJECT == 0:
        yield tables.projects, builders.project(id=project, members=(researcher,))
    applicant = replace(builders.application().applicant, id=researcher)
    written = builders.application(applicant=applicant)
    yield tables.access_requests, builders.access_request(status, id=id, project=project, application=written)
    decided = {Status.SUBMITTED: 2, Status.DECIDED: 3}.get(status, 0)
    for controller in builders.DATASETS[:decided]:
        review = builders.review(controller, access_request=id)
        yield tables.reviews, replace(review, id=DisclosureReview.id_of(id, version=1, controller=controller))
    if status is Status.DECIDED:
        permit = builders.permit(id=f"permit-{number}", project=project, access_request=id, ordered=True)
        yield tables.permits, permit
        yield tables.extracts, builders.extract(Progress.DELIVERED, id=f"order-{number}", permit=permit.id)


def id_of(number: int) -> str:
    """Of a request."""
    return f"request-{number:07}"


def researcher_of(number: int) -> Actor:
    """The one who may see that request's project and no other."""
    return Actor(id=f"researcher-{number // PER_PROJECT:06}", roles=(Role.RESEARCHER,), organisation="ki")


def keep(rows: dict[Table, list[dict[str, Any]]], table: Table, value: Any) -> None:
    """As the store itself would write it."""
    fields = [column.name for column in table.columns if column.name not in {"id", "revision", "body"}]
    body = FORMS[table].dump_json(value).decode("utf-8")
    row = {"id": value.id, "revision": value.revision, "body": body}
    rows.setdefault(table, []).append(row | {field: str(getattr(value, field)) for field in fields})
    for held, field in ((tables.members, "members"), (tables.datasets, "datasets")):
        if held.name == f"{table.name}_{field}":
            rows.setdefault(held, []).extend({"id": value.id, "value": text} for text in getattr(value, field))


if __name__ == "__main__":
    main()
