"""Lists questions that learners call wrong, with their figures; a trainer answers each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cms.office.statistics.lines import build_lines
from cms.office.statistics.quizzes import TrainerView
from courses.models import ItemStatistics, QuestionReport
from courses.quizzes.appeals.answering import ReportAnswered, ReportUnanswered, decline_report
from courses.quizzes.presentation import read_words
from people.models import Role
from people.web import PendingWork, parse_primary_key, register_work

_REPORTS_PER_PAGE = 30


class ReportedQuestionsView(TrainerView):
    """Shows what waits, the oldest first; a POST tells a learner why the question is right.

    Nobody is named: what counts is the question.
    """

    template_name = "cms/office/statistics/reports.html"

    def get_page_subtitle(self) -> str:
        return _("Questions that learners call wrong")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = QuestionReport.objects.visible_to(self.person).waiting()
        related = rows.select_related(
            "attempt_item__version", "attempt_item__attempt__quiz", "attempt_item__essay"
        )
        page = Paginator(related, _REPORTS_PER_PAGE).get_page(self.request.GET.get("page"))
        versions = {one.attempt_item.version_id for one in page}
        figures = ItemStatistics.objects.visible_to(self.person).filter(version__in=versions)
        lines = build_lines(figures.select_related("version"))
        known = {(line.row.quiz_id, line.row.version_id): line for line in lines}
        found = [
            (
                one,
                read_words(one.attempt_item.version),
                known.get((one.attempt_item.attempt.quiz_id, one.attempt_item.version_id)),
            )
            for one in page
        ]
        return super().get_context_data(page=page, found=found, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        key = parse_primary_key(request.POST.get("report", ""))
        # Security: a report of others and one that does not exist get the same answer.
        report = get_object_or_404(QuestionReport.objects.visible_to(self.person), pk=key)
        try:
            answer = request.POST.get("answer", "")[:300]
            decline_report(report, by=self.person, answer=answer)
            messages.success(request, _("The learner reads your answer."))
        except ReportUnanswered:
            messages.error(request, _("Please write an answer for the learner."))
        except ReportAnswered:
            messages.warning(request, _("It was answered meanwhile."))
        return redirect(request.path)


register_work(
    PendingWork(
        key="reported",
        order=11,
        label=gettext_lazy("Questions that learners call wrong"),
        empty=gettext_lazy("Nobody calls a question wrong."),
        address="question_reports",
        find=lambda person: QuestionReport.objects.visible_to(person).waiting(),
        roles=(Role.Kind.TRAINER,),
    )
)
