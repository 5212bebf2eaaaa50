"""Gives, lends and ends roles; beside the form of a person, the only writer of them."""

from people.roles.ending import (
    RoleOver,
    end_role,
    end_roles_by_day,
    end_roles_of,
    end_roles_on,
    undo_role,
)
from people.roles.giving import Period, RoleRefused, give_role
from people.roles.lending import lend_role

__all__ = [
    "Period",
    "RoleOver",
    "RoleRefused",
    "end_role",
    "end_roles_by_day",
    "end_roles_of",
    "end_roles_on",
    "give_role",
    "lend_role",
    "undo_role",
]
