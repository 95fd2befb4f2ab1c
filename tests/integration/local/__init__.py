"""The files and keys of the local database."""
