"""Paperwork in the window as a person meets it."""
