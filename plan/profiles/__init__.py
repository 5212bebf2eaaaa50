"""Writes what positions ask of those who have them, and finds the people by their positions."""

from plan.profiles import positions
from plan.profiles.writing import (
    ProfilePlace,
    ProfileRefused,
    Refused,
    Requirement,
    can_write_profiles,
    end_profile,
    make_profile,
    revise_profile,
)

__all__ = [
    "ProfilePlace",
    "ProfileRefused",
    "Refused",
    "Requirement",
    "can_write_profiles",
    "end_profile",
    "make_profile",
    "positions",
    "revise_profile",
]
