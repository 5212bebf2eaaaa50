"""Narrows an office's list of people to those whom a target is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_filters import Filter, NumberFilter

from people.directory import DirectoryCondition, register_condition
from people.models import Person, Posting
from plan.models import Target

_LARGEST_KEY = 2**63 - 1


def _build_target_filters(viewer: Person) -> dict[str, Filter]:
    return {
        "target": NumberFilter(widget=forms.HiddenInput, min_value=1, max_value=_LARGEST_KEY),
    }


def _narrow_to_target(
    people: QuerySet[Person], asked: Mapping[str, Any], viewer: Person
) -> QuerySet[Person]:
    if not asked.get("target"):
        return people
    target = Target.objects.visible_to(viewer).filter(pk=asked["target"]).first()
    if target is None:
        return people.none()
    of_audience = target.audience.build_condition()
    postings = Posting.objects.on(timezone.localdate()).filter(of_audience)
    return people.filter(Exists(postings.filter(person=OuterRef("pk"))))


def offer_audience_filter() -> None:
    """Offer the filter wherever the directory is narrowed."""
    register_condition(
        DirectoryCondition("target", _build_target_filters, _narrow_to_target, is_of_viewer=True)
    )
