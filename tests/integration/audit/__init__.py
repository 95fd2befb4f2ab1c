"""The audit trail on both engines."""
