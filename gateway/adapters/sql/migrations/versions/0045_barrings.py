"""Who is barred from access for a time is on record."""

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word

revision = "0045"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody is, yet."""
    op.create_table(
        "barring",
        sa.Column("id", word(300), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("subject", word(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("barring_by_subject", "barring", ["subject"])


def downgrade() -> None:
    """Without the table; the papers on each barring stay among the papers. The version before bars nobody."""
    op.drop_table("barring")
