"""Answers HTTP for assignments: at the desk of an office, and to those who have something due."""
