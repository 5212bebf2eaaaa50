"""A small tree of agencies, as tests of people have it."""

from tests.people.conftest import tree

__all__ = ["tree"]
