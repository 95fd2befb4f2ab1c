"""Tests of paper: forms, board, rota and recovery sheet."""
