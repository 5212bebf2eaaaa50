"""Lists completions that could not be certified, with the reason, and tries them again."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn

from certification.issuing import retry_issuing
from certification.models import UncertifiedCompletion
from cms.access.row_policy import current_person
from cms.office.base.columns import CountColumn, DayColumn
from cms.office.base.views import ScopedIndexView, ScopedPageMixin
from cms.office.base.viewsets import ScreenViewSet
from people.directory import search_people

_RELATED = (
    *("enrolment__person", "enrolment__course", "agency"),
    *("programme_enrolment__person", "programme_enrolment__programme"),
)
_LIST = ("uncertified:index", gettext_lazy("Completions without a certificate"))


class _UncertifiedIndex(ScopedIndexView):
    page_title = _LIST[1]

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related(*_RELATED)

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        # Either person is missing: a row is of a course or of a programme.
        return search_people(queryset, self.search_query, path="enrolment__person__") | (
            search_people(queryset, self.search_query, path="programme_enrolment__person__")
        )


class _UncertifiedPageMixin(ScopedPageMixin):
    """A page about one completion within the registrar's scope."""

    model = UncertifiedCompletion
    index = _LIST
    related = _RELATED
    header_icon = "warning"


class _UncertifiedDetailView(_UncertifiedPageMixin, TemplateView):
    page_title = gettext_lazy("Completion without a certificate")
    template_name = "cms/office/uncertified.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = UncertifiedCompletion.objects.managed_by(current_person(self.request))
        may_act = kept.filter(pk=self.object.pk).exists()
        return super().get_context_data(row=self.object, may_act=may_act, **kwargs)


class _RetryIssueView(_UncertifiedPageMixin, View):
    """Queues the issue again; the row goes by itself when it succeeds."""

    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        retry_issuing(self.object)
        messages.success(request, _("The certificate is tried again, usually within a minute."))
        return redirect(_LIST[0])


class UncertifiedViewSet(ScreenViewSet):
    model = UncertifiedCompletion
    name = "uncertified"
    icon = "warning"
    menu_label = _LIST[1]
    menu_order = 150
    screens = {
        "detail": ("<int:pk>/", _UncertifiedDetailView),
        "retry": ("<int:pk>/retry/", _RetryIssueView),
    }
    read_only_screens = ("detail",)
    index_view_class = _UncertifiedIndex
    default_ordering = "-first_tried_at"
    search_fields = ["last_error"]
    list_display = [
        TitleColumn(
            "person",
            label=gettext_lazy("Person"),
            get_url=lambda row: reverse("uncertified:detail", args=[row.pk]),
        ),
        Column("title", label=gettext_lazy("Completed")),
        Column("agency", label=gettext_lazy("Agency")),
        Column("reason", label=gettext_lazy("Reason"), accessor="get_reason_display"),
        CountColumn("tries", label=gettext_lazy("Tries")),
        DayColumn(
            "completed", label=gettext_lazy("Completed on"), accessor="completion.completed_at"
        ),
        DayColumn("last_tried_at", label=gettext_lazy("Last tried")),
    ]
