"""Rows about questions once they were asked: figures, reports and other keys."""
