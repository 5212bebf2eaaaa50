"""Puts into the copy of one's own data how one's essays were marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import EssayMark
from people.models import Person
from people.privacy.export import DataSection, register_data_section

_CHUNK_SIZE = 500


def _read_marks(person: Person) -> Iterator[dict[str, Any]]:
    mine = {"essay__attempt_item__attempt__enrolment__person": person}
    # What is not decided yet is nobody's answer: a draft, or a first mark that a second checks.
    rows = EssayMark.objects.given().filter(essay__decided_at__isnull=False, **mine)
    related = rows.select_related("essay__attempt_item__attempt", "essay__quiz")
    for row in related.order_by("given_at", "pk").iterator(_CHUNK_SIZE):
        yield {
            "quiz": row.essay.quiz.titles,
            "attempt": row.essay.attempt_item.attempt.number,
            "question": row.essay.attempt_item.position,
            "share": row.share,
            "answer": row.comment,
            "what": row.reason,
            "answered": row.given_at,
        }


register_data_section(
    DataSection(
        "essay_marks",
        _("How your essays were marked"),
        34,
        {
            "quiz": _("quiz"),
            "attempt": _("attempt"),
            "question": _("question"),
            "share": _("share of the points"),
            "answer": _("comment to the learner"),
            "what": _("why it is corrected"),
            "answered": _("answered at"),
        },
        _read_marks,
    )
)
