"""Tests of the rota in the window."""
