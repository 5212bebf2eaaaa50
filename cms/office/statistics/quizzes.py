"""Shows how the papers of quizzes came out, and the figures of each question; also as files."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.row_policy import current_person
from cms.models import BankPage
from cms.office.statistics.charts import place_bars, place_dots
from cms.office.statistics.lines import QuestionLine, build_lines, name_columns, write_cells
from courses.models import ItemStatistics, QuestionReport, QuizStatistics
from people.access import has_role
from people.files import Sheet, respond_with_tables
from people.models import Person, Role
from people.queue import enqueue

_QUIZZES_PER_PAGE = 50
_MOST_SHOWN = 1000  # questions of a bank with all their versions
_SHORTEST_WAIT = dt.timedelta(minutes=1)  # between two counts of a quiz


class TrainerView(WagtailAdminTemplateMixin, TemplateView):
    """Opens to trainers only; what they see of whom, each page asks of its rows."""

    page_title = gettext_lazy("Statistics")
    header_icon = "table"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_role(current_person(request), Role.Kind.TRAINER):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> Person:
        return current_person(self.request)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        first = {"url": reverse("statistics"), "label": _("Statistics")}
        subtitle = self.get_page_subtitle()
        here = [{"url": "", "label": subtitle}] if subtitle else []
        return [*self.breadcrumbs_items, first, *here]


class StatisticsView(TrainerView):
    """Lists the quizzes that were counted, those with questions to look at first on demand."""

    template_name = "cms/office/statistics/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        poor = ItemStatistics.objects.visible_to(self.person).poor().order_by()
        counts = dict(poor.values_list("quiz").annotate(Count("pk")))
        rows = QuizStatistics.objects.visible_to(self.person).select_related("quiz__course")
        only_poor = "poor" in self.request.GET
        rows = rows.filter(quiz__in=counts) if only_poor else rows
        page = Paginator(rows.order_by("-counted_at", "-pk"), _QUIZZES_PER_PAGE).get_page(
            self.request.GET.get("page")
        )
        reports = QuestionReport.objects.visible_to(self.person).waiting()
        return super().get_context_data(
            page=page,
            lines=[(row, counts.get(row.quiz_id, 0)) for row in page],
            only_poor=only_poor,
            poor_count=sum(counts.values()),
            reports=reports.count(),
            least=settings.SMALLEST_GROUP,
            **kwargs,
        )


class QuizStatisticsView(TrainerView):
    """Shows the scores of a quiz and each question; a POST has it counted anew."""

    template_name = "cms/office/statistics/quiz.html"

    @cached_property
    def row(self) -> QuizStatistics:
        # Security: a quiz of others and one that does not exist get the same answer.
        rows = QuizStatistics.objects.visible_to(self.person).select_related("quiz__course")
        return get_object_or_404(rows, quiz=self.kwargs["quiz_id"])

    @cached_property
    def lines(self) -> list[QuestionLine]:
        rows = ItemStatistics.objects.filter(quiz=self.row.quiz)
        # The gravest first: the table is what a trainer works through.
        ordered = rows.select_related("version", "quiz__course").order_by("-is_poor", "facility")
        return build_lines(ordered)

    def get_page_subtitle(self) -> str:
        return self.row.quiz.full_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_told = self.row.attempts >= settings.SMALLEST_GROUP
        return super().get_context_data(
            row=self.row,
            is_told=is_told,
            least=settings.SMALLEST_GROUP,
            bars=place_bars(self.row.scores) if is_told else [],
            lines=self.lines,
            dots=place_dots(self.lines),
            export=reverse("quiz_statistics_file", args=[self.row.quiz_id, "xlsx"]),
            export_csv=reverse("quiz_statistics_file", args=[self.row.quiz_id, "csv"]),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.row.counted_at < timezone.now() - _SHORTEST_WAIT:
            enqueue("courses.tasks.count_quiz", self.row.quiz_id)
        messages.success(request, _("It is being counted. Open the page again in a moment."))
        return redirect(request.path)


class BankStatisticsView(TrainerView):
    """Shows each version of the questions of a bank side by side, in each quiz that asks it."""

    template_name = "cms/office/statistics/bank.html"

    @cached_property
    def bank(self) -> BankPage:
        # A bank of others and one that does not exist get the same answer: ids tell nothing.
        bank = BankPage.objects.filter(pk=self.kwargs["page_id"]).first()
        if bank is None or not bank.permissions_for_user(self.person).can_write():
            raise PermissionDenied
        return bank

    @cached_property
    def lines(self) -> list[QuestionLine]:
        rows = ItemStatistics.objects.visible_to(self.person)
        rows = rows.filter(version__item__bank=self.bank.translation_key)
        ordered = rows.select_related("version", "quiz__course").order_by(
            "version__item", "-version__number", "quiz"
        )
        return build_lines(ordered[:_MOST_SHOWN])

    def get_page_subtitle(self) -> str:
        return self.bank.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            bank=self.bank,
            lines=self.lines,
            export=reverse("bank_statistics_file", args=[self.bank.pk, "xlsx"]),
            export_csv=reverse("bank_statistics_file", args=[self.bank.pk, "csv"]),
            **kwargs,
        )


class QuizStatisticsFile(QuizStatisticsView):
    """Serves the questions of a quiz as CSV or as a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        return _serve_lines(self.lines, f"quiz-{self.row.quiz_id}", self.kwargs["suffix"])


class BankStatisticsFile(BankStatisticsView):
    """Serves the questions of a bank as CSV or as a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        return _serve_lines(self.lines, f"bank-{self.bank.pk}", self.kwargs["suffix"])


def _serve_lines(lines: list[QuestionLine], name: str, suffix: str) -> HttpResponseBase:
    if suffix not in ("csv", "xlsx"):
        raise Http404
    # Written before the answer is streamed: the language of the page is active now.
    sheet = Sheet(_("Questions"), name_columns(), write_cells(lines))
    return respond_with_tables(sheet, name=f"{name}-{timezone.localdate()}", suffix=suffix)
