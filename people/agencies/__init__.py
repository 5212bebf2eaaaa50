"""Writes the tree of agencies from a file."""

from people.agencies.importing import import_agencies
from people.agencies.tree import AgencyTree

__all__ = ["AgencyTree", "import_agencies"]
