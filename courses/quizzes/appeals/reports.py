"""Writes reports: a learner says in one sentence that a question of a marked paper is wrong."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from courses.models import Attempt, AttemptItem, Essay, QuestionReport
from courses.progress.enrolment import lock_enrolment
from courses.quizzes.disclosure import is_disclosed
from courses.quizzes.support import list_helpers, require_reason
from people.messaging import notify_person
from people.models import Person


class NothingToReport(Exception):
    """The paper shows no answers, does not count, or the question is withdrawn or was reported."""


def may_report(attempt: Attempt) -> bool:
    """Return whether questions of the paper can be reported.

    Only where its answers are shown: an answer to a report would tell what a test keeps.
    """
    return attempt.is_counted and is_disclosed(attempt)


def _may_report_item(attempt: Attempt, item: AttemptItem) -> bool:
    # The marks of an essay are shown whatever the quiz hides: they tell nothing of a key.
    is_marked = Essay.objects.filter(attempt_item=item, decided_at__isnull=False)
    return may_report(attempt) or (attempt.is_counted and is_marked.exists())


def report_question(
    attempt: Attempt, position: int, *, words: str, at: dt.datetime | None = None
) -> QuestionReport:
    """Keep what the learner says of a question; tell the nearest trainers of the first.

    Raise `MissingReason` and `NothingToReport`.
    """
    at, words = at or timezone.now(), require_reason(words)
    with transaction.atomic():
        # Locked: of a form sent twice, the second finds the first.
        enrolment = lock_enrolment(attempt.enrolment_id)
        items = attempt.items.filter(position=position, version__withdrawn_at=None)
        item = items.select_related("version").first()
        if item is None or not _may_report_item(attempt, item):
            raise NothingToReport
        if _is_reported(item, enrolment.person):
            raise NothingToReport
        others = QuestionReport.objects.waiting().filter(attempt_item__version=item.version_id)
        is_first = not others.exists()
        made = QuestionReport.objects.create(attempt_item=item, words=words, reported_at=at)
        if is_first:
            _tell_trainers(attempt, enrolment.person, made)
    return made


def _is_reported(item: AttemptItem, person: Person) -> bool:
    """Return whether the person has said it of this version before, on whatever paper."""
    rows = QuestionReport.objects.exclude(state=QuestionReport.State.WITHDRAWN)
    mine = {"attempt_item__attempt__enrolment__person": person}
    return rows.filter(**mine, attempt_item__version=item.version_id).exists()


def list_reports(attempt: Attempt) -> dict[int, QuestionReport]:
    """Return what stands of the learner's reports, by the position on the paper."""
    rows = QuestionReport.objects.filter(attempt_item__attempt=attempt)
    standing = rows.exclude(state=QuestionReport.State.WITHDRAWN).select_related("attempt_item")
    return {one.attempt_item.position: one for one in standing}


def _tell_trainers(attempt: Attempt, learner: Person, report: QuestionReport) -> None:
    # By name only: the back office is above this app.
    address = f"{settings.SITE_URL}{reverse('question_reports')}"
    facts = {"titles": attempt.quiz.full_titles, "address": address}
    for helper in list_helpers(attempt.quiz.course, learner, report.reported_at):
        kind = "courses/question_reported"
        notify_person(helper, kind, subject=str(report.pk), facts=facts)
