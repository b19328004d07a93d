"""What is asked every day about each workspace: whether somebody has objected since."""

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word

revision = "0080"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was asked, yet."""
    op.create_table(
        "inquiry",
        sa.Column("id", word(300), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("permit", word(200), nullable=False),
        sa.Column("due", word(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("inquiry_by_permit", "inquiry", ["permit"])
    op.create_index("inquiry_by_due", "inquiry", ["due"])


def downgrade() -> None:
    """Without the table: what was told stays among the papers, and the ledger tells of it."""
    op.drop_table("inquiry")
