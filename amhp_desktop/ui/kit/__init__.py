"""Widgets and drawing that know no feature."""
