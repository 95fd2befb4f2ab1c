"""The sections of a request's page: each shows its part of the record and saves it."""
