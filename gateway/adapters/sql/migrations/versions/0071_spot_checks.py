"""Spot checks are on record."""

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word

revision = "0071"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None was drawn, yet."""
    op.create_table(
        "spot_check",
        sa.Column("id", word(300), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("due", word(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("spot_check_by_due", "spot_check", ["due"])


def downgrade() -> None:
    """Without the table; what was drawn and signed off stays among the papers."""
    op.drop_table("spot_check")
