"""Tests of the settings, by keyboard."""
