"""Settings: appearance, users, database and audit."""
