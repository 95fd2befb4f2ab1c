"""Tests of packaged reference data."""
