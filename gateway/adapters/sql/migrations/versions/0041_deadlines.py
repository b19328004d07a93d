"""Reminders of deadlines are kept, and a request that was sent back knows on which day."""

import json
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word
from gateway.domain.day import swedish_day

revision = "0041"
down_revision = "0003"
branch_labels = None
depends_on = None

SENT_BACK = '"event":"access_request.returned"'


def upgrade() -> None:
    """The day stands in the ledger: that of the last line which tells of sending it back."""
    op.create_table(
        "reminder",
        sa.Column("id", word(300), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    request = sa.table("access_request", *map(sa.column, ("id", "status", "body")))
    rows = op.get_bind().execute(sa.select(request.c.id, request.c.body).where(request.c.status == "returned")).all()
    days = _returned_on() if rows else {}
    for row in rows:
        body = json.loads(row.body)
        body["returned_on"] = body.get("returned_on") or days.get(row.id)
        changed = sa.update(request).where(request.c.id == row.id)
        op.get_bind().execute(changed.values(body=json.dumps(body, ensure_ascii=False)))


def downgrade() -> None:
    """Without the reminders; the version before reads past the day."""
    op.drop_table("reminder")


def _returned_on() -> Mapping[str, str]:
    """By request, the Swedish day on which it was sent back last."""
    ledger = sa.table("ledger", *map(sa.column, ("sequence", "entry")))
    query = sa.select(ledger.c.entry).where(ledger.c.entry.contains(SENT_BACK)).order_by(ledger.c.sequence)
    entries = map(json.loads, op.get_bind().execute(query).scalars())
    return {entry["subject"]: swedish_day(datetime.fromisoformat(entry["at"])).isoformat() for entry in entries}
