"""Answers HTTP at the desk of an office: its people, and the page of each."""

from people.web.office import people

__all__ = ["people"]
