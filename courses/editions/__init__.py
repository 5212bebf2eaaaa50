"""Keeps editions of courses: what changed so that it matters, who hears of it, who renews."""

from courses.editions.ends import register_end_follower
from courses.editions.opening import EditionChange, EditionInUse, open_edition, withdraw_edition
from courses.editions.reach import EditionReach, count_reach
from courses.editions.telling import tell_of_edition, tell_of_editions

__all__ = [
    "EditionChange",
    "EditionInUse",
    "EditionReach",
    "count_reach",
    "open_edition",
    "register_end_follower",
    "tell_of_edition",
    "tell_of_editions",
    "withdraw_edition",
]
