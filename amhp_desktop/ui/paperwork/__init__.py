"""Paperwork: forms, editor, preview, print log."""
