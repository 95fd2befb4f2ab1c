"""The UI kit as a person meets it."""
