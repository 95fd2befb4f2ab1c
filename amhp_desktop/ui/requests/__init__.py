"""Requests: intake, search and one request's page."""
