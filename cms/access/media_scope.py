"""Says which pictures, documents and packages a person may put into a text.

Wagtail's choosers list only those, but a browser may send any number, and whoever shows a form
again tells the title of what was sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from courses.models import Package
from people.models import Person

_ANY_RIGHT = ("add", "change", "delete", "choose")


def usable_media(person: Person, model: type[Model]) -> QuerySet[Any]:
    """Return those of the person's agencies, and pictures and documents shared by all."""
    policy = policy_registry.get_by_type(model)
    rows: QuerySet[Any] = policy.instances_user_has_any_permission_for(person, _ANY_RIGHT)
    return rows


def find_foreign_media(
    person: Person, references: Iterable[tuple[type[Model], str]]
) -> dict[type[Model], set[str]]:
    """Return the numbers of referenced media that the person may not use, for each model."""
    named = set(references)
    found = {}
    for model in (get_image_model(), get_document_model(), Package):
        numbers = {number for one, number in named if issubclass(one, model)}
        usable = usable_media(person, model).filter(pk__in=numbers) if numbers else ()
        if foreign := numbers - {str(row.pk) for row in usable}:
            found[model] = foreign
    return found
