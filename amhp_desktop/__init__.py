"""AMHP duty rota, requests, legal clocks and statutory paperwork in one desktop program."""

__version__ = "0.1.0"
