"""The tree of agencies and its import."""
