"""What the house works from and who may look are indexed, so that a full store is as quick as an empty one."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DUE = ("access_request", "permit", "extract")
MANY = {"project": "members", "access_request": "datasets"}
PIECE = 1000


def upgrade() -> None:
    """`due` for what the house has to do, members of projects and datasets of requests, the outbox by what waits."""
    for noun in DUE:
        op.add_column(noun, sa.Column("due", word(200), nullable=False, server_default=""))
    for noun, field in MANY.items():
        op.create_table(
            f"{noun}_{field}",
            sa.Column("value", word(200), primary_key=True),
            sa.Column("id", word(300), primary_key=True),
        )
    _fill()
    for noun in DUE:
        op.create_index(f"{noun}_by_due", noun, ["due"])
    for noun, field in MANY.items():
        op.create_index(f"{noun}_{field}_by_id", f"{noun}_{field}", ["id"])
    op.create_index("outbox_waiting", "outbox", ["sent", "place"])


def downgrade() -> None:
    """Without them; nothing that anybody wrote is lost."""
    op.drop_index("outbox_waiting", "outbox")
    for noun, field in MANY.items():
        op.drop_table(f"{noun}_{field}")
    for noun in DUE:
        op.drop_index(f"{noun}_by_due", noun)
        op.drop_column(noun, "due")


def _fill() -> None:
    ordered = {row.permit for row in op.get_bind().execute(sa.text("SELECT permit FROM extract"))}
    # A request's parts are counted when its turn comes: which there are is told by the catalog, not by the store.
    _due("access_request", lambda body: "issue" if body["status"] == "submitted" and not _held(body) else "")
    _due("permit", lambda body: "" if body["id"] in ordered or _held(body) else "order")
    _due("extract", _of_extract)
    _many("project", lambda body: body["members"])
    _many("access_request", lambda body: [chosen["dataset"] for chosen in body["application"]["selection"]["columns"]])


def _of_extract(body: Mapping[str, Any]) -> str:
    staged = "" if _held(body) else "deliver"
    due = {"ordered": "follow", "running": "follow", "extracted": staged, "delivering": "receive"}
    return due.get(body["progress"], "")


def _held(body: Mapping[str, Any]) -> bool:
    return bool(body.get("held_because"))


def _due(noun: str, due: Callable[[Mapping[str, Any]], str]) -> None:
    of = sa.table(noun, sa.column("id"), sa.column("due"))
    change = sa.update(of).where(of.c.id == sa.bindparam("which")).values(due=sa.bindparam("told"))
    for bodies in _pieces(noun):
        changes = [{"which": body["id"], "told": told} for body in bodies if (told := due(body))]
        if changes:
            op.get_bind().execute(change, changes)


def _many(noun: str, values: Callable[[Mapping[str, Any]], Sequence[str]]) -> None:
    held = sa.table(f"{noun}_{MANY[noun]}", sa.column("value"), sa.column("id"))
    for bodies in _pieces(noun):
        lines = [{"id": body["id"], "value": value} for body in bodies for value in sorted(set(values(body)))]
        if lines:
            op.get_bind().execute(sa.insert(held), lines)


def _pieces(noun: str) -> Iterator[list[Mapping[str, Any]]]:
    """Every value, so many at a time and in the order of the ids: a store may be larger than memory."""
    of = sa.table(noun, sa.column("id"), sa.column("body"))
    after = ""
    while True:
        query = sa.select(of.c.id, of.c.body).where(of.c.id > after).order_by(of.c.id).limit(PIECE)
        rows = op.get_bind().execute(query).all()
        if not rows:
            return
        yield [json.loads(row.body) for row in rows]
        after = rows[-1].id
