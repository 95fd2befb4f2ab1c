"""Today: the live board and who is on duty."""
