"""Rota: who is on which duty."""
