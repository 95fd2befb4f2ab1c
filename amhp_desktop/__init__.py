"""AMHP duty rota, requests, legal clocks and statutory paperwork in one desktop program."""
