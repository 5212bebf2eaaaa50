"""Screens of records of other systems."""
