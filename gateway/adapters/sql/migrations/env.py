"""How Alembic reaches the store: by the connection it is handed, and no other. It tells which changes it made."""

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo

from gateway.adapters.sql.tables import metadata


def _tell(ctx: MigrationContext, step: MigrationInfo, heads: object, run_args: object) -> None:
    context.config.attributes["numbers"].extend(step.up_revision_ids)


connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, on_version_apply=_tell)
with context.begin_transaction():
    context.run_migrations()
