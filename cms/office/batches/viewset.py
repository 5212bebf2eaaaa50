"""Lists batches for registrars and auditors, and prepares a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from certification.models import Batch, BatchLine, CertificateKind
from cms.access.row_policy import current_person
from cms.office.base.columns import CountColumn, DayColumn
from cms.office.base.views import ScopedIndexView
from cms.office.base.viewsets import ScreenViewSet
from cms.office.batches.actions import BatchActionView, BatchFileView, BatchRegisterView
from cms.office.batches.detail import BatchDetailView, BatchProgressView
from cms.office.batches.form import BatchForm, list_certifiable_sessions, localdate_of
from people.imports import Problem
from people.models import Role
from people.text.formatting import number
from people.web import parse_primary_key

_NOTES_SHOWN = 20  # more would push the batch itself off the screen


class _BatchIndex(ScopedIndexView):
    page_title = gettext_lazy("Batches of certificates")

    def get_base_queryset(self) -> QuerySet[Any]:
        # A subquery: a join would multiply the rows that the list counts.
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


class _BatchCreateView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Asks what is certified and who, and leads to the page of the batch."""

    model = Batch  # without it Wagtail finds no policy and lets everybody in
    permission_required = "add"
    header_icon = "group"
    page_title = gettext_lazy("New batch of certificates")
    template_name = "cms/office/batch_form.html"
    form_class = BatchForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("batches:index"), "label": _("Batches of certificates")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": current_person(self.request)}

    def get_initial(self) -> dict[str, Any]:
        """Return what is known of the class session that the address names."""
        key = parse_primary_key(self.request.GET.get("session", ""))
        rows = list_certifiable_sessions(current_person(self.request))
        session = rows.filter(pk=key).first() if key else None
        if session is None:
            return super().get_initial()
        return {
            "kind": CertificateKind.CLASSROOM,
            "session": session,
            "titles": session.titles,
            "agency": session.agency,
            "completed_on": localdate_of(session),
        }

    def form_valid(self, form: BatchForm) -> HttpResponse:
        batch = form.prepare(by=current_person(self.request))
        log(batch, "batch.prepare", user=self.request.user, data=form.trace())
        self.tell(form.problems)
        return redirect("batches:detail", batch.pk)

    def tell(self, notes: Sequence[Problem]) -> None:
        """List who was left out, and why; the first twenty of very many."""
        for note in notes[:_NOTES_SHOWN]:
            place = _("Line %(line)s: ") % {"line": number(note.line)} if note.line else ""
            messages.warning(self.request, f"{place}{note.message}")
        if more := len(notes[_NOTES_SHOWN:]):
            messages.warning(
                self.request, _("And %(count)s more were left out.") % {"count": number(more)}
            )


def _batch_url(batch: Batch) -> str:
    return reverse("batches:detail", args=[batch.pk])


class BatchViewSet(ScreenViewSet):
    model = Batch
    name = "batches"
    icon = "group"
    menu_label = gettext_lazy("Batches of certificates")
    menu_order = 150
    rights = {**ScreenViewSet.rights, "add": [Role.Kind.REGISTRAR]}
    screens = {
        "add": ("new/", _BatchCreateView),
        "detail": ("<int:pk>/", BatchDetailView),
        "progress": ("<int:pk>/progress/", BatchProgressView),
        "act": ("<int:pk>/act/", BatchActionView),
        "files": ("<int:pk>/files/", BatchFileView),
        "register": ("<int:pk>/register/", BatchRegisterView),
    }
    add_screen = "add"
    read_only_screens = ("detail", "progress")
    index_view_class = _BatchIndex
    default_ordering = "-created_at"
    search_fields = ["titles__my", "titles__en"]
    list_display = [
        TitleColumn("title", label=gettext_lazy("Title"), accessor=str, get_url=_batch_url),
        Column("get_kind_display", label=gettext_lazy("Kind")),
        Column("agency", label=gettext_lazy("Agency")),
        CountColumn("people", label=gettext_lazy("People")),
        Column("stage", label=gettext_lazy("State"), accessor=lambda batch: batch.stage.label),
        DayColumn("completed_on", label=gettext_lazy("Completed on")),
    ]
