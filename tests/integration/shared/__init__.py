"""The shared database on a real PostgreSQL server."""
