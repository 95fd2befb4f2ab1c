"""Paperwork: values in, PDF bytes out."""
