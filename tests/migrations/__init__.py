"""Every step of the schema, forward, with data, on both engines."""
