"""Answers learners' requests: reads the record, calls the acts, picks the page."""
