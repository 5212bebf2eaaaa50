"""Takes the person out of the history of the office and out of the editor.

The history is written once (decision 0009). What the law has erased is the exception, by this
door only: entries about the person keep who did what and when, and lose the name and the values.
A last entry says that it was done.
"""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, ModelLogEntry, PageSubscription, UploadedFile
from wagtail.users.models import UserProfile

from people.history import allow_changes, forbid_changes
from people.models import Person
from people.privacy.erasure import Eraser, register_eraser

_TABLE, _CLEARABLE = ModelLogEntry._meta.db_table, "content_type_id"
_OWNED = (EditingSession, FormState, APIToken, PageSubscription, UserProfile)


def _entries(person: Person) -> QuerySet[ModelLogEntry]:
    kind = ContentType.objects.get_for_model(Person)
    return ModelLogEntry.objects.filter(content_type=kind, object_id=str(person.pk))


def _erase_history(person: Person) -> None:
    if _entries(person).exists():
        # Within the transaction, whose end nobody sees with the triggers away. It needs the
        # account that owns the table; where the service's own does not, erase by command.
        if connection.vendor == "postgresql":
            # It alters no table with checks to come of rows written in the transaction.
            connection.check_constraints()
        allow_changes(connection, _TABLE, clearable=_CLEARABLE)
        _entries(person).update(label=str(person.pk), data={})
        forbid_changes(connection, _TABLE, clearable=_CLEARABLE)
    # Not by Wagtail's door, which would write down the name that the person still has.
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(Person),
        object_id=str(person.pk),
        label=str(person.pk),
        action="person.erase",
        timestamp=timezone.now(),
        data={},
    )


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
