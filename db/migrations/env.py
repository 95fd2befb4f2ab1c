"""Run migrations on the connection that the program's migration runner hands over."""

from alembic import context

config = context.config


def run() -> None:
    """Migrate inside the transaction the caller has begun; the caller commits or rolls back."""
    connection = config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=config.attributes.get("metadata"),
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Migrations run through the program, on an open connection.")
run()
