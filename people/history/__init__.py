"""Lets the history hear what is done, for whom and from where, and who looked at whom."""

from people.history import changes
from people.history.acts import agency_acted, office_acted
from people.history.append_only import allow_changes, forbid_changes
from people.history.looks import list_viewers, record_looks
from people.history.origins import Origin, acts_from, describe_origin

__all__ = [
    "Origin",
    "acts_from",
    "agency_acted",
    "allow_changes",
    "changes",
    "describe_origin",
    "forbid_changes",
    "list_viewers",
    "office_acted",
    "record_looks",
]
