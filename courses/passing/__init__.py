"""Rules what passes a course: all of it, or what its author says, kept as a version."""
