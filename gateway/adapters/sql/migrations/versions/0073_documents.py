"""Documents of ethics decisions are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None is, yet: until now their digests alone were."""
    op.create_table(
        "document",
        sa.Column("digest", sa.String(71), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Without the table: the digests stay on record, and the documents must be handed in again."""
    op.drop_table("document")
