"""Packaged reference data: law register, form library, code lists."""
