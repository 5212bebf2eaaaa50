"""Pages about who may enrol."""
