"""Lists certificate designs and makes new ones; a design is retired, never deleted."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from certification.models import Design
from cms.access.row_policy import current_person
from cms.office.base.views import ScopedIndexView, list_breadcrumb
from cms.office.base.viewsets import ScreenViewSet
from cms.office.designs.actions import (
    DiscardDraftView,
    PublishDesignView,
    RestoreDesignView,
    RetireDesignView,
)
from cms.office.designs.detail import DESIGN_LIST, DesignDetailView, DesignEditView
from cms.office.designs.forms import DesignForm
from cms.office.designs.previews import (
    DesignPreviewImageView,
    DesignPreviewView,
    DesignThumbnailView,
)
from people.models import Role


class _DesignImageColumn(Column):
    cell_template_name = "cms/office/design_picture_cell.html"


class _DesignStateColumn(Column):
    cell_template_name = "cms/office/design_state_cell.html"


def _design_url(design: Design) -> str:
    return reverse("designs:detail", args=[design.pk])


def _design_scope_label(design: Design) -> str:
    return str(design.agency or _("The whole country"))


class _DesignIndex(ScopedIndexView):
    page_title = gettext_lazy("Certificate designs")
    results_template_name = "cms/office/design_results.html"

    # The column of states asks for the versions of every row.
    def get_base_queryset(self) -> QuerySet[Design]:
        rows: QuerySet[Design] = super().get_base_queryset()
        return rows.select_related("agency").prefetch_related("versions")


class _DesignCreateView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    model = Design  # without it Wagtail finds no policy and lets everybody in
    page_title = gettext_lazy("New certificate design")
    permission_required = "add"
    header_icon = "doc-empty"
    template_name = "cms/office/form.html"
    form_class = DesignForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            list_breadcrumb(*DESIGN_LIST),
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": current_person(self.request)}

    def form_valid(self, form: DesignForm) -> HttpResponse:
        design = form.save()
        log(design, "wagtail.create", user=self.request.user)
        return redirect("designs:edit", design.pk)


class DesignViewSet(ScreenViewSet):
    model = Design
    name = "designs"
    icon = "doc-empty"
    menu_label = gettext_lazy("Certificate designs")
    menu_order = 472
    rights = {**ScreenViewSet.rights, "add": [Role.Kind.REGISTRAR]}
    screens = {
        "add": ("new/", _DesignCreateView),
        "detail": ("<int:pk>/", DesignDetailView),
        "edit": ("<int:pk>/edit/", DesignEditView),
        "publish": ("<int:pk>/publish/", PublishDesignView),
        "discard": ("<int:pk>/discard/", DiscardDraftView),
        "retire": ("<int:pk>/retire/", RetireDesignView),
        "bring_back": ("<int:pk>/bring-back/", RestoreDesignView),
        "preview": ("versions/<int:pk>/preview.pdf", DesignPreviewView),
        "preview_picture": ("versions/<int:pk>/preview.png", DesignPreviewImageView),
        "thumbnail": ("versions/<int:pk>/small.png", DesignThumbnailView),
    }
    add_screen = "add"
    read_only_screens = ("detail", "preview", "preview_picture", "thumbnail")
    index_view_class = _DesignIndex
    default_ordering = "key"
    search_fields = ["key"]
    list_display = [
        _DesignImageColumn("picture", label=gettext_lazy("Looks like")),
        TitleColumn("name", label=gettext_lazy("Name"), accessor=str, get_url=_design_url),
        Column("get_kind_display", label=gettext_lazy("For certificates of")),
        Column("agency", label=gettext_lazy("Agency"), accessor=_design_scope_label),
        _DesignStateColumn("state", label=gettext_lazy("State")),
    ]
