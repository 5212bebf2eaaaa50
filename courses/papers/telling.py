"""Writes to people whose paper was marked, or taken out of the record again."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation

from courses.models import Attempt, PaperSheet
from people.messaging import notify_person


def tell_marked(sheet: PaperSheet, attempt: Attempt) -> None:
    person, quiz = sheet.seat.person, sheet.test.quiz
    with translation.override(person.language):
        path = reverse("courses:attempt", args=[quiz.key, attempt.number])
    facts = {"titles": quiz.full_titles, "path": path, "passed": bool(attempt.passed)}
    notify_person(person, "courses/paper_marked", subject=_name_subject(attempt), facts=facts)


def tell_taken_back(sheet: PaperSheet, attempt: Attempt, *, reason: str) -> None:
    facts = {"titles": sheet.test.quiz.full_titles, "reason": reason}
    kind = "courses/paper_taken_back"
    notify_person(sheet.seat.person, kind, subject=_name_subject(attempt), facts=facts)


def _name_subject(attempt: Attempt) -> str:
    # One letter an attempt; a sheet that is entered anew becomes another one.
    return f"attempt/{attempt.pk}"
