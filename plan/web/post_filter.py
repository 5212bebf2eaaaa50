"""Narrows an office's list of people to those who have the position of a role profile.

Not by words: who asks for staff officers gets no deputies.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import Filter, NumberFilter

from people.directory import DirectoryCondition, list_known_positions, register_condition
from people.models import Person, Posting
from plan.models import RoleProfile
from plan.positions import pick_positions

_LARGEST_KEY = 2**63 - 1


def _build_post_filters(viewer: Person) -> dict[str, Filter]:
    return {
        "post": NumberFilter(widget=forms.HiddenInput, min_value=1, max_value=_LARGEST_KEY),
    }


def _keep_people(
    people: QuerySet[Person], asked: Mapping[str, Any], viewer: Person
) -> QuerySet[Person]:
    return people


def _narrow_to_post(
    postings: QuerySet[Posting], asked: Mapping[str, Any], viewer: Person
) -> QuerySet[Posting]:
    if not asked.get("post"):
        return postings
    profile = RoleProfile.objects.visible_to(viewer).filter(pk=asked["post"]).first()
    if profile is None:
        return postings.none()
    same = pick_positions([profile.position], list_known_positions())
    return postings.filter(position__in=same)


def offer_post_filter() -> None:
    """Offer the filter wherever the directory is narrowed."""
    register_condition(
        DirectoryCondition(
            "post",
            _build_post_filters,
            _keep_people,
            is_of_viewer=True,
            narrow_postings=_narrow_to_post,
        )
    )
