"""Answers HTTP for people: inbox, menu, language cookie, context of every page.

Settings and URLs name the other modules by string.
"""

from people.web.navigation import menu_sections
from people.web.parameters import parse_primary_key

__all__ = ["menu_sections", "parse_primary_key"]
