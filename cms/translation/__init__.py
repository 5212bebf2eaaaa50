"""Translations of pages: staleness, synchronising, the matrix."""
