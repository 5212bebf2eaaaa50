"""Puts into the copy of one's own data what one said about using courses at work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import FollowUp
from people.models import Person
from people.privacy.export import DataSection, register_data_section

_CHUNK_SIZE = 500


def _read_work_use(person: Person) -> Iterator[dict[str, Any]]:
    rows = FollowUp.objects.filter(enrolment__person=person).select_related("enrolment__course")
    for row in rows.order_by("pk").iterator(_CHUNK_SIZE):
        yield {
            "course": row.enrolment.course.titles,
            "at": row.asked_at,
            "answer": row.get_answer_display(),
            "note": row.words,
            "answered": row.answered_at,
        }


register_data_section(
    DataSection(
        "work_use",
        _("Whether you use at work what you learnt"),
        34,
        {
            "course": _("course"),
            "at": _("asked at"),
            "answer": _("answer"),
            "note": _("note"),
            "answered": _("answered at"),
        },
        _read_work_use,
    )
)
