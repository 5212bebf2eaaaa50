"""Puts into the copy of one's own data what one said against questions, and the answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import QuestionReport
from people.models import Person
from people.privacy.export import DataSection, register_data_section

_CHUNK_SIZE = 500


def _read_reports(person: Person) -> Iterator[dict[str, Any]]:
    rows = QuestionReport.objects.filter(attempt_item__attempt__enrolment__person=person)
    for row in rows.select_related("attempt_item__attempt__quiz").iterator(_CHUNK_SIZE):
        yield {
            "quiz": row.attempt_item.attempt.quiz.titles,
            "attempt": row.attempt_item.attempt.number,
            "question": row.attempt_item.position,
            "what": row.words,
            "at": row.reported_at,
            "answer": row.answer,
            "answered": row.answered_at,
        }


register_data_section(
    DataSection(
        "question_reports",
        _("Questions that you called wrong"),
        34,
        {
            "quiz": _("quiz"),
            "attempt": _("attempt"),
            "question": _("question"),
            "what": _("reason"),
            "at": _("asked or granted at"),
            "answer": _("answer"),
            "answered": _("answered at"),
        },
        _read_reports,
    )
)
