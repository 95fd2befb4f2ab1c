"""The encrypted database of one workstation: its file, keys, checks, backups and drafts."""
