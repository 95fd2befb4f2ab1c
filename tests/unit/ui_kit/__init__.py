"""The UI kit without a window."""
