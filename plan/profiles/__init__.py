"""Writes what positions ask of those who have them."""

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
    "revise_profile",
]
