"""The window: kit, shell and one package per place."""
