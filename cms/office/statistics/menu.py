"""Ways to statistics: in the menu, from a bank, and their addresses."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem

from cms.access.row_policy import current_person
from cms.office.statistics.questions import QuestionStatisticsView
from cms.office.statistics.quizzes import (
    BankStatisticsFile,
    BankStatisticsView,
    QuizStatisticsFile,
    QuizStatisticsView,
    StatisticsView,
)
from cms.office.statistics.reported import ReportedQuestionsView
from people.access import has_role
from people.models import Role


def statistics_url_patterns() -> list[URLPattern]:
    """Return the addresses of quizzes, banks, questions and reports, and of files."""
    quiz, question = QuizStatisticsView.as_view(), QuestionStatisticsView.as_view()
    bank, reports = BankStatisticsView.as_view(), ReportedQuestionsView.as_view()
    return [
        path("statistics/", StatisticsView.as_view(), name="statistics"),
        path("statistics/reports/", reports, name="question_reports"),
        path("statistics/quizzes/<int:quiz_id>/", quiz, name="quiz_statistics"),
        path(
            "statistics/quizzes/<int:quiz_id>/export.<slug:suffix>",
            QuizStatisticsFile.as_view(),
            name="quiz_statistics_file",
        ),
        path("statistics/questions/<int:version_id>/", question, name="question_statistics"),
        path("question-banks/<int:page_id>/statistics/", bank, name="bank_statistics"),
        path(
            "question-banks/<int:page_id>/statistics.<slug:suffix>",
            BankStatisticsFile.as_view(),
            name="bank_statistics_file",
        ),
    ]


class StatisticsMenuItem(MenuItem):
    """Leads to the statistics of quizzes, for trainers."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(current_person(request), Role.Kind.TRAINER)
