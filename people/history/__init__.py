"""Lets the history hear what is done, for whom and from where; keeps tables append-only."""

from people.history.acts import office_acted
from people.history.append_only import allow_changes, forbid_changes
from people.history.origins import Origin, acts_from, describe_origin

__all__ = [
    "Origin",
    "acts_from",
    "allow_changes",
    "describe_origin",
    "forbid_changes",
    "office_acted",
]
