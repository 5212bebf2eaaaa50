"""Lists requests and appeals: found by certificate, filtered, exported."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from certification.actions import find_requested_changes
from certification.models import ActionRequest, reason_label
from cms.office.base.exports import SafeExportMixin
from cms.office.base.views import ScopedIndexView
from cms.office.certificates.list import search_certificates


def request_reason(action: ActionRequest) -> str:
    return reason_label(action.reason, action.kind)


def _iso_timestamp(moment: dt.datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def request_url(action: ActionRequest) -> str:
    return reverse("certificate-acts:decide", args=[action.pk])


class _ActionRequestFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=ActionRequest.State.choices
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Act"), choices=ActionRequest.Kind.choices
    )
    asked_at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Asked"), widget=DateRangePickerWidget
    )

    class Meta:
        model = ActionRequest
        fields: list[str] = []


class ActionRequestIndex(SafeExportMixin, ScopedIndexView):
    filterset_class = _ActionRequestFilters
    page_title = gettext_lazy("Acts and appeals")
    export_filename = "certificate-acts"
    export_headings = {
        "code": gettext_lazy("Code"),
        "kind": gettext_lazy("Act"),
        "state": gettext_lazy("State"),
        "reason": gettext_lazy("Reason"),
        "note": gettext_lazy("Note"),
        "changes": gettext_lazy("Changes"),
        "asked_by": gettext_lazy("Asked by"),
        "asked_at": gettext_lazy("Asked"),
        "decided_by": gettext_lazy("Decided by"),
        "decided_at": gettext_lazy("Decided"),
        "decision_note": gettext_lazy("Note of the decision"),
        "new_code": gettext_lazy("New code"),
    }
    list_export = [*export_headings]

    def get_base_queryset(self) -> QuerySet[Any]:
        related = ("certificate__person", "asked_by", "decided_by", "result")
        rows = super().get_base_queryset().select_related(*related)
        # A credential is kilobytes of JSON, and no list shows it.
        return rows.defer("certificate__credential", "result__credential")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        return search_certificates(queryset, self.search_query, path="certificate__")

    def to_row_dict(self, item: ActionRequest) -> dict[str, Any]:
        changes = find_requested_changes(item.certificate, item)
        return {
            "code": item.certificate.code,
            "kind": str(item.get_kind_display()),
            "state": str(item.get_state_display()),
            "reason": request_reason(item),
            "note": item.note,
            "changes": "; ".join(f"{one.old} → {one.new}" for one in changes),
            "asked_by": str(item.asked_by),
            "asked_at": _iso_timestamp(item.asked_at),
            "decided_by": str(item.decided_by or ""),
            "decided_at": _iso_timestamp(item.decided_at),
            "decision_note": item.decision_note,
            "new_code": item.result.code if item.result else "",
        }
