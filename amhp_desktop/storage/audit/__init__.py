"""The audit trail: triggers that write it, the chain that seals it, and the check that finds any edit."""
