"""Gives the demo what goes beyond single courses: a programme, and class sessions."""
