"""The requests of which a deadline may run are indexed, so that those long closed cost nothing."""

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

PIECE = 1000


def upgrade() -> None:
    """A request whose workspace is emptied is told so; `clock` follows from what it is."""
    op.add_column("access_request", sa.Column("clock", word(200), nullable=False, server_default=""))
    _fill()
    op.create_index("access_request_by_clock", "access_request", ["clock"])


def downgrade() -> None:
    """Without it; the version before reads past what is emptied."""
    op.drop_index("access_request_by_clock", "access_request")
    op.drop_column("access_request", "clock")


def _fill() -> None:
    of = sa.table("access_request", *map(sa.column, ("id", "body", "clock")))
    change = sa.update(of).where(of.c.id == sa.bindparam("which"))
    change = change.values(body=sa.bindparam("now"), clock=sa.bindparam("told"))
    emptied, after = _emptied(), ""
    while True:
        query = sa.select(of.c.id, of.c.body).where(of.c.id > after).order_by(of.c.id).limit(PIECE)
        rows = op.get_bind().execute(query).all()
        if not rows:
            return
        op.get_bind().execute(change, [_told(row.id, json.loads(row.body), emptied) for row in rows])
        after = rows[-1].id


def _told(id: str, body: dict[str, Any], emptied: frozenset[str]) -> dict[str, str]:
    now = body | {"emptied": id in emptied}
    return {"which": id, "now": json.dumps(now, ensure_ascii=False), "told": "running" if _runs(now) else ""}


def _runs(body: Mapping[str, Any]) -> bool:
    match body["status"]:
        case "draft" | "withdrawn":
            return False
        case "refused":
            return not body.get("publication")
        case "decided":
            return not (body.get("publication") and body["emptied"])
        case _:
            return True


def _emptied() -> frozenset[str]:
    """The requests under whose permit something was delivered, and is gone."""
    workspace = sa.table("workspace", *map(sa.column, ("permit", "state")))
    permit = sa.table("permit", *map(sa.column, ("id", "access_request")))
    query = sa.select(permit.c.access_request).join(workspace, workspace.c.permit == permit.c.id)
    return frozenset(op.get_bind().execute(query.where(workspace.c.state == "emptied")).scalars())
