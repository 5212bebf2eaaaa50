"""Rows of what a course is held to: its rule of passing, who enters, its editions."""
