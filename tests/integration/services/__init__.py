"""What the services promise, on both engines."""
