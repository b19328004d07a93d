"""The lines of the ledger are found by who, what, when, in which project and with whose data."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word
from gateway.domain.audit import LOOKS
from gateway.domain.day import swedish_day
from gateway.domain.sought import plain

revision = "0069"
down_revision = "0065"
branch_labels = None
depends_on = None

PIECE = 1000
OWN = ("subject", "project", "actor", "event", "verb")
SAW = frozenset(event.value for event in LOOKS)


def upgrade() -> None:
    """
    Lines of before are found by what they tell, and by the datasets that their subjects tell of today.

    Whose dataset it is says its snapshot, or the decision that the line itself tells of; where there is neither, a line
    is not found by its controller.
    """
    op.create_table(
        "ledger_mark",
        sa.Column("name", word(20), primary_key=True),
        sa.Column("value", word(300), primary_key=True),
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ledger_place",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("datasets", sa.Text, nullable=False),
        sa.Column("controllers", sa.Text, nullable=False),
    )
    op.create_table(
        "ledger_day",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
    )
    _fill()


def downgrade() -> None:
    """Without them; the ledger itself is as it was, and so are its digests."""
    for table in ("ledger_day", "ledger_place", "ledger_mark"):
        op.drop_table(table)


def _fill() -> None:
    mark = sa.table("ledger_mark", *map(sa.column, ("name", "value", "sequence")), sa.column("day", sa.Date))
    columns = (sa.column("day", sa.Date), *map(sa.column, ("sequence", "datasets", "controllers")))
    place, days = sa.table("ledger_place", *columns), dict[date, tuple[int, int]]()
    datasets, owners, deciders = _datasets(), _owners(), _deciders()
    for piece in _lines():
        marks, places = [], []
        for sequence, entry in piece:
            day = swedish_day(datetime.fromisoformat(entry["at"]))
            days[day] = (min(days.get(day, (sequence, 0))[0], sequence), max(days.get(day, (0, 0))[1], sequence))
            decided = [deciders[paper] for paper in entry["papers"] if paper in deciders]
            about = [name for name in datasets.get(entry["subject"], ()) if not decided or owners.get(name) in decided]
            whose = sorted({*decided, *(owners[name] for name in about if name in owners)})
            own = [(name, entry[name]) for name in OWN if entry[name] is not None]
            told = [*own, ("way", "saw" if entry["event"] in SAW else "did")]
            told += [("dataset", name) for name in about] + [("controller", name) for name in whose]
            marks += [{"name": name, "value": plain(value), "sequence": sequence, "day": day} for name, value in told]
            told_of = {"datasets": json.dumps(about), "controllers": json.dumps(whose)}
            places.append({"sequence": sequence, "day": day, **told_of})
        op.get_bind().execute(sa.insert(mark), marks)
        op.get_bind().execute(sa.insert(place), places)
    table = sa.table("ledger_day", sa.column("day", sa.Date), sa.column("first"), sa.column("last"))
    for day, (first, last) in sorted(days.items()):
        op.get_bind().execute(sa.insert(table).values(day=day, first=first, last=last))


def _lines() -> Iterator[list[tuple[int, dict[str, Any]]]]:
    """So many at a time; a line that is no entry any more is for the verification to tell of."""
    ledger, after = sa.table("ledger", sa.column("sequence"), sa.column("entry")), -1
    while True:
        query = sa.select(ledger.c.sequence, ledger.c.entry).where(ledger.c.sequence > after)
        rows = op.get_bind().execute(query.order_by(ledger.c.sequence).limit(PIECE)).all()
        if not rows:
            return
        read = [(row.sequence, _entry(row.entry)) for row in rows]
        if whole := [(sequence, entry) for sequence, entry in read if entry is not None]:
            yield whole
        after = rows[-1].sequence


def _entry(text: str) -> dict[str, Any] | None:
    try:
        entry = json.loads(text)
        datetime.fromisoformat(entry["at"])
    except (KeyError, TypeError, ValueError):
        return None
    return entry if {*OWN, "papers"} <= set(entry) else None


def _datasets() -> Mapping[str, Sequence[str]]:
    """By access request, permit, extract and workspace."""
    found: dict[str, Sequence[str]] = {}
    for body in _bodies("access_request"):
        found[body["id"]] = _chosen(body["application"]["selection"])
    for body in _bodies("permit"):
        found[body["id"]] = _chosen(body["selection"])
    for noun in ("extract", "workspace"):
        for body in _bodies(noun):
            found[body["id"]] = found.get(body["permit"], ())
    return found


def _chosen(selection: Mapping[str, Any]) -> Sequence[str]:
    return sorted({column["dataset"] for column in selection["columns"]})


def _bodies(noun: str) -> Iterator[dict[str, Any]]:
    of = sa.table(noun, sa.column("body"))
    for row in op.get_bind().execute(sa.select(of.c.body)):
        yield json.loads(row.body)


def _owners() -> Mapping[str, str]:
    """Whose dataset it is, as its snapshot says."""
    return {body["dataset"]: body["controller"] for _, body in _papers("snapshot")}


def _deciders() -> Mapping[str, str]:
    """By the digest of a decision, the controller whose part it is."""
    return {digest: body["controller"] for digest, body in _papers("part-decision")}


def _papers(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    paper = sa.table("paper", *map(sa.column, ("digest", "kind", "content")))
    query = sa.select(paper.c.digest, paper.c.content).where(paper.c.kind == kind)
    for row in op.get_bind().execute(query):
        yield row.digest, json.loads(row.content)["body"]
