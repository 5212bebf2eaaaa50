"""Tells what is known of a question, its skill, level and difficulty, in tags and in metadata."""

from courses.interchange.facts.metadata import list_metadata_tags, write_metadata
from courses.interchange.facts.tags import list_fact_tags, take_facts

__all__ = ["list_fact_tags", "list_metadata_tags", "take_facts", "write_metadata"]
