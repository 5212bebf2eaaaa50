"""Gives, lends and ends roles; beside the form of a person, the only writer of them."""

from people.roles.ending import (
    RoleOver,
    can_end_role,
    end_role,
    end_roles_of,
    undo_role,
)
from people.roles.giving import RoleRefused, give_role, kinds_to_give, people_to_appoint
from people.roles.lending import lend_role

__all__ = [
    "RoleOver",
    "RoleRefused",
    "can_end_role",
    "end_role",
    "end_roles_of",
    "give_role",
    "kinds_to_give",
    "lend_role",
    "people_to_appoint",
    "undo_role",
]
