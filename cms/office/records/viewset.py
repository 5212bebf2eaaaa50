"""Lists records of other systems for registrars and auditors."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from certification.models import Record
from cms.office.base.columns import DayColumn, PersonColumn
from cms.office.base.views import ScopedIndexView
from cms.office.base.viewsets import ScreenViewSet
from cms.office.records.detail import RecordDetailView, WithdrawRecordView
from cms.office.records.upload import (
    RecordImportProblemsView,
    RecordImportRunView,
    RecordImportView,
)
from people.directory import match_people
from people.models import Role


class _RecordIndex(ScopedIndexView):
    page_title = gettext_lazy("Records of other systems")
    add_item_label = gettext_lazy("Import a list")

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("person", "agency")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        # Numbers of records and digests only whole, for parts of them say nothing.
        words = self.search_query.strip()
        named = match_people(words, path="person__")
        return queryset.filter(named | Q(number=words) | Q(file_digest=words.lower()))


def _record_state(record: Record) -> Any:
    if record.withdrawn_at:
        return _("Withdrawn")
    is_over = record.expires_on and record.expires_on <= timezone.localdate()
    return _("Expired") if is_over else _("Recorded")


class RecordViewSet(ScreenViewSet):
    model = Record
    name = "records"
    icon = "doc-full-inverse"
    menu_label = gettext_lazy("Records of other systems")
    menu_order = 480
    rights = {**ScreenViewSet.rights, "add": [Role.Kind.REGISTRAR]}
    screens = {
        "import": ("import/", RecordImportView),
        "import_run": ("import/<int:pk>/", RecordImportRunView),
        "import_problems": ("import/<int:pk>/problems/", RecordImportProblemsView),
        "detail": ("<int:pk>/", RecordDetailView),
        "withdraw": ("<int:pk>/withdraw/", WithdrawRecordView),
    }
    add_screen = "import"
    read_only_screens = ("detail",)
    index_view_class = _RecordIndex
    default_ordering = "-recorded_at"
    search_fields = ["title"]
    list_display = [
        "title",
        Column("issuer", label=gettext_lazy("Issuer")),
        PersonColumn("person", label=gettext_lazy("Person")),
        Column("agency", label=gettext_lazy("Agency")),
        Column("state", label=gettext_lazy("State"), accessor=_record_state),
        DayColumn("issued_on", label=gettext_lazy("Issued")),
    ]
