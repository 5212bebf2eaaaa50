"""Lists certificates for registrars and auditors, and shows one with its timeline."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column

from certification.actions import build_timeline
from certification.models import Certificate
from cms.office.base.columns import DayColumn, PersonColumn
from cms.office.base.viewsets import ScreenViewSet
from cms.office.certificates.actions import ACTION_SCREENS
from cms.office.certificates.detail import CertificatePageMixin
from cms.office.certificates.list import CertificateIndex, describe_haste, state_label
from courses.models import LessonCompletion
from people.text.languages import in_language


def _certificate_title(certificate: Certificate) -> str:
    return in_language(certificate.facts["course"]["titles"])


def _list_lessons_read(certificate: Certificate) -> QuerySet[LessonCompletion]:
    """Return when each lesson behind the certificate was opened and done, in order of time."""
    read = LessonCompletion.objects.filter(enrolment=certificate.enrolment_id)
    return read.select_related("lesson").order_by("completed_at", "pk")


class _CertificateDetailView(CertificatePageMixin, TemplateView):
    page_title = gettext_lazy("Certificate")
    template_name = "cms/office/certificate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events, lessons = build_timeline(self.object), _list_lessons_read(self.object)
        return super().get_context_data(events=events, lessons=lessons, **kwargs)


class CertificateViewSet(ScreenViewSet):
    model = Certificate
    name = "certificates"
    icon = "doc-full"
    menu_label = gettext_lazy("Certificates")
    menu_order = 100
    screens = {"detail": ("<int:pk>/", _CertificateDetailView), **ACTION_SCREENS}
    read_only_screens = ("detail",)
    index_view_class = CertificateIndex
    default_ordering = "-issued_at"
    search_fields = ["code"]
    list_display = [
        "code",
        PersonColumn("person", label=gettext_lazy("Person")),
        Column("title", label=gettext_lazy("Title"), accessor=_certificate_title),
        Column("agency", label=gettext_lazy("Agency")),
        Column("state", label=gettext_lazy("State"), accessor=state_label),
        Column("haste", label=gettext_lazy("Lessons done in haste"), accessor=describe_haste),
        DayColumn("issued_at", label=gettext_lazy("Issued"), sort_key="issued_at"),
    ]
