"""Messages about a request: its conversation."""

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word

revision = "0075"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was said, yet."""
    op.create_table(
        "message",
        sa.Column("id", word(300), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("access_request", word(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("message_by_access_request", "message", ["access_request"])


def downgrade() -> None:
    """Without the table: what was said stays among the papers, and the ledger tells of it."""
    op.drop_table("message")
