"""Answers programs with the figures of the pages, as JSON."""
