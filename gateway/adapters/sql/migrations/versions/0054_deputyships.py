"""Who decides in a steward's place for a time is on record."""

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word

revision = "0054"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody does, yet."""
    op.create_table(
        "deputyship",
        sa.Column("id", word(300), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("deputy", word(200), nullable=False),
        sa.Column("controller", word(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("deputyship_by_deputy", "deputyship", ["deputy"])
    op.create_index("deputyship_by_controller", "deputyship", ["controller"])


def downgrade() -> None:
    """Without the table; the papers stay among the papers. The version before lends nothing to anybody."""
    op.drop_table("deputyship")
