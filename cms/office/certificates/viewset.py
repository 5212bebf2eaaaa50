"""Lists certificates for registrars and auditors, and shows one with its timeline."""

from typing import Any

from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column

from certification.actions import build_timeline
from certification.models import Certificate
from cms.office.base.columns import DayColumn
from cms.office.base.viewsets import ScreenViewSet
from cms.office.certificates.actions import ACTION_SCREENS
from cms.office.certificates.detail import CertificatePageMixin
from cms.office.certificates.list import CertificateIndex, state_label
from people.text.languages import in_language


def _certificate_title(certificate: Certificate) -> str:
    return in_language(certificate.facts["course"]["titles"])


class _CertificateDetailView(CertificatePageMixin, TemplateView):
    page_title = gettext_lazy("Certificate")
    template_name = "cms/office/certificate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = build_timeline(self.object)
        return super().get_context_data(events=events, **kwargs)


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
        Column("person", label=gettext_lazy("Person")),
        Column("title", label=gettext_lazy("Title"), accessor=_certificate_title),
        Column("agency", label=gettext_lazy("Agency")),
        Column("state", label=gettext_lazy("State"), accessor=state_label),
        DayColumn("issued_at", label=gettext_lazy("Issued"), sort_key="issued_at"),
    ]
