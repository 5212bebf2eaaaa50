"""Puts the history of the office into the copy of one's own data: about and by oneself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.models import ReviewComment
from cms.office.base.changes import describe_changes
from people.models import Person
from people.privacy.export import DataSection, register_data_section

_CHUNK_SIZE = 500
_Rows = Iterator[dict[str, Any]]


def _read_history(person: Person) -> _Rows:
    kind = ContentType.objects.get_for_model(Person)
    rows = ModelLogEntry.objects.filter(content_type=kind, object_id=str(person.pk))
    rows = rows.select_related("user", "content_type").order_by("timestamp")
    for row in rows.iterator(_CHUNK_SIZE):
        yield {
            "act": str(row.message),
            "at": row.timestamp,
            "by": str(row.user) if row.user else None,
            "changes": [_tell_change(one) for one in describe_changes(row)],
        }


def _tell_change(change: dict[str, Any]) -> str:
    if change["is_secret"]:
        return str(change["label"])
    return f"{change['label']}: {change['old']} → {change['new']}"


def _read_acts(person: Person) -> _Rows:
    """Yield what the person did, without what it was done to: that may be about others."""
    for model in (ModelLogEntry, PageLogEntry):
        for row in model.objects.filter(user=person).order_by("timestamp").iterator(_CHUNK_SIZE):
            yield {"act": row.action, "at": row.timestamp}


def _read_comments(person: Person) -> _Rows:
    for row in ReviewComment.objects.filter(by=person).iterator(_CHUNK_SIZE):
        yield {"words": row.words, "at": row.at}


register_data_section(
    DataSection(
        "review_comments",
        _("What you said in reviews"),
        72,
        {"words": _("words"), "at": _("at")},
        _read_comments,
    ),
    DataSection(
        "history",
        _("What offices changed about you"),
        70,
        {"act": _("act"), "at": _("at"), "by": _("by"), "changes": _("changes")},
        _read_history,
    ),
    DataSection(
        "acts",
        _("What you did in the office"),
        71,
        {"act": _("act"), "at": _("at")},
        _read_acts,
    ),
)
