"""Reads the demo's courses from files and writes them as translated pages."""
