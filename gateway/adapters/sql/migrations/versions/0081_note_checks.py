"""Samples of masked notes, and what controllers' stewards found in them."""

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was drawn, yet."""
    op.create_table(
        "note_check",
        sa.Column("id", word(300), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("permit", word(200), nullable=False),
        sa.Column("extract", word(200), nullable=False),
        sa.Column("due", word(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("note_check_by_permit", "note_check", ["permit"])
    op.create_index("note_check_by_extract", "note_check", ["extract"])
    op.create_index("note_check_by_due", "note_check", ["due"])


def downgrade() -> None:
    """Without the table: what was found stays among the papers, and the ledger tells of it."""
    op.drop_table("note_check")
