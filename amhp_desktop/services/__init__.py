"""Use cases, one module per noun: the only door the screens have."""
