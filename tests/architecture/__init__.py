"""Rules of the house that no linter knows; each failure says why the rule is there."""
