"""Lays out locked months: for the desk, for everybody, and for international indices."""
