"""Tells which pages of a course say something that their rows do not say yet."""

from cms.publishing.trees.comparing import describe_sources, find_pushed, keep_sources
from cms.publishing.trees.reading import PageTree

__all__ = ["PageTree", "describe_sources", "find_pushed", "keep_sources"]
