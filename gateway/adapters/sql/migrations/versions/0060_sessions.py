"""Who is signed in to the portal is kept in the store."""

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word

revision = "0060"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody is, yet."""
    op.create_table(
        "session",
        sa.Column("id", word(300), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("person", word(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("session_by_person", "session", ["person"])


def downgrade() -> None:
    """Without the table: whoever was signed in signs in again."""
    op.drop_table("session")
