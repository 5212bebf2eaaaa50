"""Leads from the name of a person to the person, for those who may open it."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html

from people.access import has_global_access, has_role
from people.directory import DIRECTORY_READERS, people_in_reach
from people.models import Person

register = template.Library()


@register.simple_tag(takes_context=True)
def person_link(context: Context, person: Person | None, name: Any = "") -> str:
    """Return the name, or what is shown in its place, as a link where the reader may follow it."""
    text = name or person or "–"
    address = _find_address(context["request"], person) if person else ""
    return (
        format_html('<a href="{}">{}</a>', address, text) if address else format_html("{}", text)
    )


@register.simple_tag(takes_context=True)
def look_up_people(context: Context, rows: Iterable[Any], path: str = "person") -> str:
    """Ask once for all people of a list, whose names `person_link` then shows without a query."""
    _ask_reach(context["request"], map(attrgetter(path), rows))
    return ""


@register.simple_tag(takes_context=True)
def link_visible_people(context: Context, rows: Iterable[Any], path: str = "person") -> str:
    """Do so without a query for a list that has nobody but people `visible_to` the reader."""
    request = context["request"]
    if has_role(request.user, *DIRECTORY_READERS):
        # Seen are those who serve today where the reader may open pages; and the readers
        # themselves, wherever they serve.
        seen = {person.pk for person in map(attrgetter(path), rows)} - {request.user.pk}
        for known in _recall_reach(request):
            known |= seen
    return ""


def _find_address(request: Any, person: Person) -> str:
    # Administrators work with the form of a person, an office reads its page.
    if has_global_access(request.user):
        return reverse("wagtailusers_users:edit", args=[person.pk])
    is_known = person.pk in _ask_reach(request, [person])
    return reverse("people:office_person", args=[person.pk]) if is_known else ""


def _ask_reach(request: Any, people: Iterable[Person]) -> set[int]:
    """Return the ids, of these people and of those asked for before, whose page may be opened."""
    asked, found = _recall_reach(request)
    new = {person.pk for person in people} - asked
    if new and has_role(request.user, *DIRECTORY_READERS):
        reached = people_in_reach(request.user).filter(pk__in=new)
        found.update(reached.values_list("pk", flat=True))
    asked |= new
    return found


def _recall_reach(request: Any) -> tuple[set[int], set[int]]:
    """Return the ids asked for in this request, and of these those whose page may be opened."""
    known: tuple[set[int], set[int]] = request.__dict__.setdefault(
        "_people_in_reach", (set(), set())
    )
    return known
