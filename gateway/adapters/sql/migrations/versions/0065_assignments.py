"""Who may be what for a time is on record."""

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word

revision = "0065"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has a role by record, yet."""
    op.create_table(
        "assignment",
        sa.Column("id", word(300), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("actor", word(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("assignment_by_actor", "assignment", ["actor"])


def downgrade() -> None:
    """Without the table; the papers on each role stay among the papers. The version before knows claims alone."""
    op.drop_table("assignment")
