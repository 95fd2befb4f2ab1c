"""The shared database on PostgreSQL: its connections, its troubles in words, and its setting up."""
