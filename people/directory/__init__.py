"""Finds people as they are called, among those whom an office may see."""

from people.directory.conditions import DirectoryCondition, register_condition
from people.directory.filters import DirectoryFilter
from people.directory.paging import NearEndPaginator
from people.directory.positions import find_positions, list_known_positions
from people.directory.reach import DIRECTORY_READERS, people_in_reach
from people.directory.search import match_people, search_people

__all__ = [
    "DIRECTORY_READERS",
    "DirectoryCondition",
    "DirectoryFilter",
    "NearEndPaginator",
    "find_positions",
    "list_known_positions",
    "match_people",
    "people_in_reach",
    "register_condition",
    "search_people",
]
