"""The window shell, driven by keyboard."""
