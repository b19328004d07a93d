"""The first tables."""

import sqlalchemy as sa
from alembic import op

from gateway.adapters.sql.tables import word

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NOUNS = {
    "project": (),
    "person": (),
    "access_request": ("project", "status"),
    "disclosure_review": ("access_request", "controller"),
    "permit": ("project", "access_request"),
    "extract": ("project", "permit", "progress"),
}


def upgrade() -> None:
    """Nouns, papers, outbox, ledger."""
    for noun, fields in NOUNS.items():
        op.create_table(
            noun,
            sa.Column("id", word(300), primary_key=True),
            sa.Column("revision", sa.Integer, nullable=False),
            *(sa.Column(field, word(200), nullable=False) for field in fields),
            sa.Column("body", sa.Text, nullable=False),
        )
        for field in fields:
            op.create_index(f"{noun}_by_{field}", noun, [field])
    op.create_table(
        "paper",
        sa.Column("digest", sa.String(71), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "outbox",
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False, unique=True),
        sa.Column("paper", sa.String(71), nullable=False),
        sa.Column("sent", sa.Integer, nullable=False),
    )
    op.create_table(
        "ledger",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("previous", sa.String(71), nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("digest", sa.String(71), nullable=False),
    )


def downgrade() -> None:
    """Back to nothing."""
    for table in ("ledger", "outbox", "paper", *reversed(NOUNS)):
        op.drop_table(table)
