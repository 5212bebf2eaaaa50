"""Burmese formats."""
