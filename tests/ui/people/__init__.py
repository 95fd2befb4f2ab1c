"""Tests of people, doctors and hospitals in the window."""
