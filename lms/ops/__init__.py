"""Runs the service: checks before start, processes, and what monitoring asks."""
