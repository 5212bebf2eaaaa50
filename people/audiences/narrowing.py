"""Narrows an office's list of people to those who are in an audience."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import Filter, TypedChoiceFilter

from people.audiences.membership import narrow_postings
from people.audiences.rules import PeopleRule, narrow_people
from people.directory import DirectoryCondition, register_condition
from people.models import Audience, Person, Posting


def _build_audience_filters(viewer: Person) -> dict[str, Filter]:
    found = Audience.objects.visible_to(viewer).standing().select_related("agency")
    # Read once: for the choices, and for the one that is chosen.
    audiences = _Audiences(found.order_by("agency__path", "pk"))
    return {
        "group": TypedChoiceFilter(
            label=_("Audience"),
            choices=audiences.list_choices,
            coerce=audiences.find_audience,
            empty_value=None,
        )
    }


class _Audiences:
    """What the viewer may choose from, by the key that an address holds."""

    def __init__(self, rows: QuerySet[Audience]) -> None:
        self._rows = rows

    def __deepcopy__(self, memo: dict[int, Any]) -> _Audiences:
        # Forms copy their fields, and with them what reads the choices.
        return self

    def list_choices(self) -> list[tuple[str, Any]]:
        return [("", _("All")), *((key, str(one)) for key, one in self._known.items())]

    def find_audience(self, key: str) -> Audience:
        return self._known[key]

    @cached_property
    def _known(self) -> dict[str, Audience]:
        return {str(audience.pk): audience for audience in self._rows}


def _narrow_to_audience(
    people: QuerySet[Person], asked: Mapping[str, Any], viewer: Person
) -> QuerySet[Person]:
    audience = asked.get("group")
    asks_people = audience and audience.rule and PeopleRule.from_json(audience.rule).asked
    return narrow_people(people, asks_people) if asks_people else people


def _narrow_to_its_postings(
    postings: QuerySet[Posting], asked: Mapping[str, Any], viewer: Person
) -> QuerySet[Posting]:
    audience = asked.get("group")
    return narrow_postings(postings, audience, on=timezone.localdate()) if audience else postings


register_condition(
    DirectoryCondition(
        "group",
        _build_audience_filters,
        _narrow_to_audience,
        is_of_viewer=True,
        narrow_postings=_narrow_to_its_postings,
    )
)
