"""Takes the person out of the history of the office and out of the editor.

The history is written once (decision 0009). What the law has erased is the exception, by this
door only: entries about the person keep who did what and when, and lose the name and the values.
A last entry says that it was done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, ModelLogEntry, PageLogEntry, PageSubscription, UploadedFile
from wagtail.users.models import UserProfile

from people.history import allow_changes, forbid_changes
from people.models import Person, Role
from people.privacy.erasure import Eraser, register_eraser

_CLEARABLE = "content_type_id"
# An entry of one of Wagtail's two logs, and what is left to tell of it.
_Rewritten = tuple[Any, dict[str, Any]]
_OWNED = (EditingSession, FormState, APIToken, PageSubscription, UserProfile)


def _entries(person: Person) -> QuerySet[ModelLogEntry]:
    kind = ContentType.objects.get_for_model(Person)
    return ModelLogEntry.objects.filter(content_type=kind, object_id=str(person.pk))


def _erase_history(person: Person) -> None:
    own: list[_Rewritten] = [(entry, {}) for entry in _entries(person)]
    lent = list(_list_lent_acts(person))
    for model in (ModelLogEntry, PageLogEntry):
        _rewrite_entries(model, [one for one in (*lent, *own) if isinstance(one[0], model)])
    # Not by Wagtail's door, which would write down the name that the person still has.
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(Person),
        object_id=str(person.pk),
        label=str(person.pk),
        action="person.erase",
        timestamp=timezone.now(),
        data={},
    )


def _rewrite_entries(model: Any, rewritten: list[_Rewritten]) -> None:
    """Write the entries with what is left to tell of them, past the triggers."""
    if not rewritten:
        return
    # Within the transaction, whose end nobody sees with the triggers away. It needs the
    # account that owns the table; where the service's own does not, erase by command.
    if connection.vendor == "postgresql":
        # It alters no table with checks to come of rows written in the transaction.
        connection.check_constraints()
    table = model._meta.db_table
    allow_changes(connection, table, clearable=_CLEARABLE)
    for entry, data in rewritten:
        label = entry.label if data else str(entry.object_id)
        model.objects.filter(pk=entry.pk).update(label=label, data=data)
    forbid_changes(connection, table, clearable=_CLEARABLE)


def _list_lent_acts(person: Person) -> Iterator[_Rewritten]:
    """Yield what deputies did in the person's place, and the acts that lent, without the name."""
    deputies = list(Role.objects.filter(acting_for=person).values_list("person", flat=True))
    if not deputies:
        return
    names = {person.name_in(code) for code in settings.CONTENT_LANGUAGES}
    kind = ContentType.objects.get_for_model(Person)
    told = ModelLogEntry.objects.filter(
        Q(user__in=deputies) | Q(content_type=kind, object_id__in=[str(one) for one in deputies])
    )
    for entry in (*told, *PageLogEntry.objects.filter(user__in=deputies)):
        data = _forget_lender(entry.data, person.pk, names) if entry.data else entry.data
        if data != entry.data:
            yield entry, data


def _forget_lender(data: Mapping[str, Any], key: int, names: set[str]) -> dict[str, Any]:
    left = dict(data)
    if "acting_for" in left:
        left["acting_for"] = [
            {"id": key} if one.get("id") == key else one for one in left["acting_for"]
        ]
    # Former entries kept the name alone.
    lender = left.get("lender")
    is_named = lender.get("id") == key if isinstance(lender, dict) else lender in names
    if is_named:
        left["lender"] = {"id": key}
    return left


def _uploads(person: Person) -> QuerySet[UploadedFile]:
    return UploadedFile.objects.filter(uploaded_by_user=person)


def _count_editor(person: Person) -> int:
    return sum(model.objects.filter(user=person).count() for model in _OWNED)


def _erase_editor(person: Person) -> None:
    for row in _uploads(person):
        row.file.delete(save=False)
        row.delete()
    for model in _OWNED:
        model.objects.filter(user=person).delete()


register_eraser(
    Eraser(
        "history",
        _("History of the office"),
        70,
        lambda person: _entries(person).count(),
        _erase_history,
    ),
    Eraser("editor", _("Settings of the editor"), 71, _count_editor, _erase_editor),
)
