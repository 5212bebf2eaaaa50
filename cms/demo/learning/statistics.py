"""Counts the demo's papers, and lets one who was misled call the poor question wrong."""

from __future__ import annotations

from courses.items.statistics import count_due_quizzes, count_quiz
from courses.models import AnswersShown, AttemptItem, ItemStatistics, Quiz, QuizStatistics
from courses.quizzes.appeals.reports import report_question

_WORDS = "အဖြေနှစ်ခုစလုံး မှန်နိုင်ပါသည်။ သင်ခန်းစာတွင်လည်း နှစ်မျိုးလုံး ရေးထားပါသည်။"


def count_demo_quizzes() -> None:
    """Count what the worker would count tonight."""
    due = Quiz.objects.filter(pk__in=count_due_quizzes())
    for quiz in due.select_related("course__agency"):
        count_quiz(quiz)
    _report_poorest()


def has_counted_quizzes() -> bool:
    return QuizStatistics.objects.exists()


def _report_poorest() -> None:
    """Report the question that misled most, by the last learner whom it misled."""
    shown = ItemStatistics.objects.poor().filter(quiz__answers_shown=AnswersShown.ALWAYS)
    poorest = shown.order_by("facility").first()
    if poorest is None:
        return
    asked = AttemptItem.objects.filter(
        version=poorest.version_id, attempt__quiz=poorest.quiz_id, points=0
    ).exclude(attempt__enrolment__person__username__in=("learner", "learner2"))
    related = asked.select_related("attempt__quiz__course", "attempt__enrolment__person")
    if item := related.filter(attempt__void=None).order_by("-attempt__submitted_at").first():
        report_question(item.attempt, item.position, words=_WORDS)
