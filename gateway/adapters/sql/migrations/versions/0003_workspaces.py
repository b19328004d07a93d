"""Workspaces have a life of their own after their delivery, and the days on which they were asked about are kept."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FIELDS = ("project", "permit", "extract", "state", "due")
ORDERED = {"closed": "closing", "open": "opening", "emptied": "emptying"}
PIECE = 1000


def upgrade() -> None:
    """One workspace for each delivered extract, as the orders about it say: open where there is none. No day yet."""
    for noun, fields in (("workspace", FIELDS), ("sweep", ())):
        op.create_table(
            noun,
            sa.Column("id", word(300), primary_key=True),
            sa.Column("revision", sa.Integer, nullable=False),
            *(sa.Column(field, word(200), nullable=False) for field in fields),
            sa.Column("body", sa.Text, nullable=False),
        )
    _fill()
    for field in FIELDS:
        op.create_index(f"workspace_by_{field}", "workspace", [field])


def downgrade() -> None:
    """Without them; the orders about workspaces stay among the papers."""
    op.drop_table("sweep")
    op.drop_table("workspace")


def _fill() -> None:
    extract = sa.table("extract", sa.column("id"), sa.column("progress"), sa.column("body"))
    workspace = sa.table("workspace", *map(sa.column, ("id", "revision", *FIELDS, "body")))
    orders, after = _orders(), ""
    while True:
        query = sa.select(extract.c.id, extract.c.body).where(extract.c.progress == "delivered", extract.c.id > after)
        rows = op.get_bind().execute(query.order_by(extract.c.id).limit(PIECE)).all()
        if not rows:
            return
        op.get_bind().execute(sa.insert(workspace), [_workspace(json.loads(row.body), orders) for row in rows])
        after = rows[-1].id


def _orders() -> Mapping[str, Sequence[tuple[str, dict[str, Any]]]]:
    """By workspace, the orders that a later version left among the papers, each with its digest, in their turn."""
    paper = sa.table("paper", sa.column("digest"), sa.column("kind"), sa.column("content"))
    rows = op.get_bind().execute(sa.select(paper).where(paper.c.kind == "workspace-order"))
    found: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for row in rows:
        body = json.loads(row.content)["body"]
        found[body["workspace"]].append((row.digest, body))
    return {workspace: sorted(orders, key=lambda order: order[1]["turn"]) for workspace, orders in found.items()}


def _workspace(
    extract: dict[str, Any], all_orders: Mapping[str, Sequence[tuple[str, dict[str, Any]]]]
) -> dict[str, object]:
    id, orders = extract["workspace"], all_orders.get(extract["workspace"], ())
    fields = {"project": extract["project"], "permit": extract["permit"], "extract": extract["id"], "state": "open"}
    body: dict[str, Any] = {"id": id, "revision": 0, "receipt": extract["receipt"]}
    if orders:
        # As if the runner had not answered yet: its answer is read once more.
        last = orders[-1][1]
        fields["state"] = ORDERED[last["state"]]
        body |= {"orders": [digest for digest, _ in orders], "order_id": last["id"], "because": last["because"]}
    return {"id": id, "revision": 0, **fields, "due": "settle" if orders else "", "body": json.dumps(body | fields)}
