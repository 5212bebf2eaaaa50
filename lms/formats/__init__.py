"""Formats of dates and numbers by language, as Django looks them up."""
