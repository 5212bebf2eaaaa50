"""Shows HR managers who changed what about a person, from the history of the back office."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from cms.office.base.changes import describe_changes
from people.models import Person
from people.web.office import PersonOnDesk, PersonSection, register_section

_MOST_SHOWN = 20


def _read_person_history(desk: PersonOnDesk) -> dict[str, Any] | None:
    if not desk.is_managed:
        return None
    kind = ContentType.objects.get_for_model(Person)
    entries = ModelLogEntry.objects.filter(content_type=kind, object_id=str(desk.person.pk))
    newest = entries.select_related("user", "content_type").order_by("-timestamp", "-pk")
    return {"rows": [(entry, describe_changes(entry)) for entry in newest[:_MOST_SHOWN]]}


register_section(
    PersonSection(
        "history",
        _("Who changed what"),
        "cms/office/person_history.html",
        50,
        _read_person_history,
    )
)
