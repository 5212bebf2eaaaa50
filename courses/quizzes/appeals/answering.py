"""Answers reports: the question was wrong, or why it is right; its learner has a letter."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from courses.models import ItemVersion, QuestionReport
from people.messaging import notify_person
from people.models import Person
from people.text import clean


class ReportAnswered(Exception):
    """The report does not wait any more."""


class ReportUnanswered(Exception):
    """The learner is not told why."""


def withdraw_report(report: QuestionReport, *, at: dt.datetime | None = None) -> None:
    """Take back a report that waits. Raise `ReportAnswered`."""
    _close_report(report, QuestionReport.State.WITHDRAWN, at=at or timezone.now())


def decline_report(
    report: QuestionReport, *, by: Person, answer: str, at: dt.datetime | None = None
) -> None:
    """Say why the question is right. Raise `ReportUnanswered` and `ReportAnswered`."""
    at, answer = at or timezone.now(), clean(answer)
    if not answer:
        raise ReportUnanswered
    with transaction.atomic():
        told = {"answered_by": by, "answer": answer}
        _close_report(report, QuestionReport.State.DECLINED, at=at, **told)
        _tell_reporter(report, "report_declined", at=at)


def close_remarked(
    report: QuestionReport, *, by: Person, answer: str, is_right: bool, at: dt.datetime
) -> None:
    """Answer who called the mark of an essay wrong, once it was looked at again.

    Raise `ReportAnswered`.
    """
    state = QuestionReport.State.RIGHT if is_right else QuestionReport.State.DECLINED
    # Told by the letter of the correction, which says why.
    _close_report(report, state, at=at, answered_by=by, answer=answer)


def confirm_reports(version: ItemVersion, *, at: dt.datetime) -> None:
    """Answer all who reported a question that is withdrawn or has another key now."""
    waiting = QuestionReport.objects.waiting().filter(attempt_item__version=version)
    for report in waiting.select_related("attempt_item__attempt__quiz__course"):
        with transaction.atomic():
            try:
                _close_report(report, QuestionReport.State.RIGHT, at=at)
            except ReportAnswered:  # by a trainer in the same moment
                continue
            _tell_reporter(report, "report_right", at=at)


def _close_report(
    report: QuestionReport, state: str, *, at: dt.datetime, **answer: object
) -> None:
    # One UPDATE: of two answers at once only the first finds it waiting.
    waiting = QuestionReport.objects.waiting().filter(pk=report.pk)
    if not waiting.update(state=state, answered_at=at, **answer):
        raise ReportAnswered
    report.refresh_from_db()


def _tell_reporter(report: QuestionReport, what: str, *, at: dt.datetime) -> None:
    item = report.attempt_item
    attempt = item.attempt
    person = attempt.enrolment.person
    with translation.override(person.language):
        path = reverse("courses:attempt", args=[attempt.quiz.key, attempt.number])
    facts = {
        "titles": attempt.quiz.full_titles,
        "question": item.position,
        "answer": report.answer,
        "address": f"{settings.SITE_URL}{path}",
    }
    notify_person(person, f"courses/{what}", subject=str(report.pk), facts=facts, at=at)
