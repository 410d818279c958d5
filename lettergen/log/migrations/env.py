"""Alembic's environment: runs the migrations on the connection that `log.migrate` hands over."""

from alembic import context

from lettergen.log.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite alters a table by copying it.
    render_as_batch=True,
    # The caller's transaction holds all of it: an upgrade that fails leaves nothing behind.
    transaction_per_migration=False,
)
context.run_migrations()
