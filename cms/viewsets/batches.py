"""Screens of batches for registrars: prepare, compare, start, watch, fetch the files."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from certification import batches
from certification.batch_files import KEPT
from certification.batch_progress import progress_of
from certification.models import Batch, BatchLine, Stage
from cms.policies import Scope, at_work
from cms.viewsets.batch_form import BatchForm
from cms.viewsets.batch_lines import LABELS, PER_PAGE, lines_of, on_screen
from cms.viewsets.guarded import GuardedViewSet, ScopedIndex, nothing
from people.models import Person, Role

SHOWN_NOTES = 200


class BatchIndex(ScopedIndex):
    page_title = gettext_lazy("Batches of certificates")

    def get_base_queryset(self) -> QuerySet[Any]:
        counted = BatchLine.objects.filter(batch=OuterRef("pk")).order_by().values("batch")
        people = Subquery(counted.annotate(n=Count("pk")).values("n"))
        return super().get_base_queryset().select_related("agency").annotate(people=people)

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        asked = self.search_query.strip()
        return queryset.filter(titles__my__icontains=asked) | queryset.filter(
            titles__en__icontains=asked
        )


class BatchMixin(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin):
    """A page about one batch within the registrar's scope."""

    model = Batch
    permission_required = "view"
    scope: Scope = staticmethod(nothing)
    header_icon = "group"
    page_title = gettext_lazy("Batch of certificates")

    def get_base_object_queryset(self) -> QuerySet[Batch]:
        rows = self.scope(at_work(self.request))
        return rows.select_related("agency", "course", "design", "created_by")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("batches:index"), "label": _("Batches of certificates")}
        here = {"url": "", "label": str(self.object)}
        return [*self.breadcrumbs_items, listing, here]

    def back(self) -> HttpResponse:
        return redirect("batches:detail", self.object.pk)


class BatchAdd(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """What is certified and who; the answer to a right form is the batch's own page."""

    model = Batch  # without it Wagtail finds no policy and lets everybody in
    permission_required = "add"
    scope: Scope = staticmethod(nothing)
    header_icon = "group"
    page_title = gettext_lazy("New batch of certificates")
    template_name = "cms/office/batch_form.html"
    form_class = BatchForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("batches:index"), "label": _("Batches of certificates")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": at_work(self.request)}

    def form_valid(self, form: BatchForm) -> HttpResponse:
        batch = form.prepare(by=at_work(self.request))
        log(batch, "batch.prepare", user=self.request.user)
        for problem in form.problems[:SHOWN_NOTES]:
            place = _("Line %(line)s: ") % {"line": problem.line} if problem.line else ""
            messages.warning(self.request, f"{place}{problem.message}")
        return redirect("batches:detail", batch.pk)


class BatchDetail(BatchMixin, TemplateView):
    template_name = "cms/office/batch.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, state = (self.request.GET.get(name, "") for name in ("q", "state"))
        lines = lines_of(self.object, asked=asked, state=state)
        page = Paginator(lines, PER_PAGE).get_page(self.request.GET.get("page"))
        context = {
            **shown(self.object),
            "may_act": Batch.objects.kept_by(at_work(self.request))
            .filter(pk=self.object.pk)
            .exists(),
            "skills": self.object.batch_skills.select_related("skill"),
            "page": page,
            "lines": [on_screen(line) for line in page],
            "asked": asked,
            "state": state,
            "states": LABELS.items(),
        }
        return super().get_context_data(**context, **kwargs)


class BatchProgress(BatchMixin, View):
    """The part of the page that changes while the worker is at work."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = render(request, "cms/office/batch_progress.html", shown(self.object))
        answer["Cache-Control"] = "no-store"
        answer["X-Files"] = "ready" if self.object.files_at else "none"
        return answer


def shown(batch: Batch) -> dict[str, Any]:
    return {
        "batch": batch,
        "stage": batch.stage,
        "progress": progress_of(batch),
        "is_live": batch.stage == Stage.RUNNING or (batch.finished_at and not batch.files_at),
        "has_files": bool(batch.files_at and batch.files and batch.register),
        "kept_days": KEPT.days,
    }


def retry(batch: Batch) -> None:
    batches.retry_failed(batch)


ACTS = {
    "start": batches.start_batch,
    "stop": batches.stop_batch,
    "resume": batches.resume_batch,
    "retry": retry,
    "files": batches.write_files_again,
    "discard": batches.discard_batch,
}


class BatchAct(BatchMixin, View):
    """Does what a button of the batch's page says."""

    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = request.POST.get("act", "")
        if name not in ACTS:
            raise Http404
        if name == "start" and not request.POST.get("confirmed"):
            messages.error(request, _("Confirm that you have compared the people of the list."))
            return self.back()
        return self.do(name)

    def do(self, name: str) -> HttpResponse:
        log(self.object, f"batch.{name}", user=self.request.user)
        try:
            ACTS[name](self.object)
        except batches.NotNow:
            messages.error(self.request, _("The batch is at another stage by now."))
            return self.back()
        if name == "discard":
            messages.success(self.request, _("The batch is thrown away; nothing was issued."))
            return redirect("batches:index")
        return self.back()


class BatchFile(BatchMixin, View):
    """Hands out the zip or the register to whoever may see the batch."""

    field = "files"
    name = "certificates"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        file = getattr(self.object, self.field)
        if not (file and self.object.files_at):
            raise Http404
        log(self.object, "batch.download", user=request.user, data={"file": self.name})
        kind = str(file).rpartition(".")[2]
        name = f"{self.name}-{self.object.pk}-{self.object.completed_on}.{kind}"
        answer = FileResponse(file.open(), as_attachment=True, filename=name)
        answer["Cache-Control"] = "private, no-store"
        return answer


class BatchRegister(BatchFile):
    field = "register"
    name = "register"


def address_of(batch: Batch) -> str:
    return reverse("batches:detail", args=[batch.pk])


class BatchViewSet(GuardedViewSet):
    model = Batch
    name = "batches"
    icon = "group"
    menu_label = gettext_lazy("Batches of certificates")
    menu_order = 150
    rights = {
        "view": [Role.Kind.REGISTRAR, Role.Kind.AUDITOR],
        "add": [Role.Kind.REGISTRAR],
        "change": [Role.Kind.REGISTRAR],
    }
    reading = ("detail", "progress")
    views = ("index", "index_results")
    index_view_class = BatchIndex
    default_ordering = "-created_at"
    search_fields = ["titles__my", "titles__en"]
    list_display = [
        TitleColumn("title", label=gettext_lazy("Title"), accessor=str, get_url=address_of),
        Column("get_kind_display", label=gettext_lazy("Kind")),
        Column("agency", label=gettext_lazy("Agency")),
        Column("people", label=gettext_lazy("People")),
        Column("stage", label=gettext_lazy("State"), accessor=lambda batch: batch.stage.label),
        DateColumn("completed_on", label=gettext_lazy("Completed on")),
    ]
    form_fields: list[str] = []

    def scope(self, person: Person) -> QuerySet[Batch]:
        return Batch.objects.kept_by(person)

    def sight(self, person: Person) -> QuerySet[Batch]:
        return Batch.objects.visible_to(person)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        hidden = dict.fromkeys(("edit_url_name", "delete_url_name"))
        common = super().get_common_view_kwargs(**kwargs)
        return {**common, **hidden, "inspect_url_name": self.get_url_name("detail")}

    def get_urlpatterns(self) -> list[URLPattern]:
        screens: list[tuple[str, str, type]] = [
            ("", "detail", BatchDetail),
            ("progress/", "progress", BatchProgress),
            ("act/", "act", BatchAct),
            ("files/", "files", BatchFile),
            ("register/", "register", BatchRegister),
        ]
        return [
            *super().get_urlpatterns(),
            path("new/", self.construct_view(BatchAdd), name="add"),
            *(
                path(f"<int:pk>/{tail}", self.construct(name, view), name=name)
                for tail, name, view in screens
            ),
        ]
