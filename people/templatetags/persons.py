"""Leads from the name of a person to the person, for those who may open it."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html

from people.access import has_global_access
from people.models import Person

register = template.Library()


@register.simple_tag(takes_context=True)
def person_link(context: Context, person: Person | None, name: Any = "") -> str:
    """Return the name, or what is shown in its place, as a link where the reader may follow it."""
    text = name or person or "–"
    # The page of a person is a form, which only administrators have.
    if person and has_global_access(context["request"].user):
        return format_html('<a href="{}">{}</a>', _address_of(person), text)
    return format_html("{}", text)


def _address_of(person: Person) -> str:
    return reverse("wagtailusers_users:edit", args=[person.pk])
