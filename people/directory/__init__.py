"""Finds people as they are called, among those whom an office may see."""

from people.directory.search import match_people, search_people

__all__ = ["match_people", "search_people"]
