"""Gives the demo what goes beyond single courses: a programme and those who take it."""
