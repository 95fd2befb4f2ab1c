"""Composition root: the only place that builds services and windows."""
