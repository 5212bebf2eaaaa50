"""Knows the tree of agencies on each day, and writes it: from a file, and by acts of offices."""

from people.agencies.acts import move_agency
from people.agencies.impact import Dependant, register_dependant
from people.agencies.importing import import_agencies
from people.agencies.places import AgencyPlaces, show_as_on
from people.agencies.search import is_called, search_agencies
from people.agencies.sectors import name_sectors
from people.agencies.tree import AgencyTree

__all__ = [
    "AgencyPlaces",
    "AgencyTree",
    "Dependant",
    "import_agencies",
    "is_called",
    "move_agency",
    "name_sectors",
    "register_dependant",
    "search_agencies",
    "show_as_on",
]
