"""How Alembic reaches the store: by the connection it is handed, and no other."""

from alembic import context

from gateway.adapters.sql.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
