"""Enrolments, lessons read and the completion of courses."""
