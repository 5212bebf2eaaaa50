"""Screens of certificates for registrars and auditors: find and read; act, if one may."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column

from certification.actions import build_timeline
from certification.models import Certificate
from cms.office.base.columns import DayColumn
from cms.office.base.views import GuardedViewSet
from cms.office.certificates.actions import CERTIFICATE_SCREENS
from cms.office.certificates.detail import CertificatePageMixin
from cms.office.certificates.list import CertificateIndex, state_label
from people.models import Person, Role
from people.text.languages import in_language

READER_ROLES = (Role.Kind.REGISTRAR, Role.Kind.AUDITOR)


def _certificate_title(certificate: Certificate) -> str:
    return in_language(certificate.facts["course"]["titles"])


class _CertificateDetailView(CertificatePageMixin, TemplateView):
    page_title = gettext_lazy("Certificate")
    template_name = "cms/office/certificate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = build_timeline(self.object)
        return super().get_context_data(events=events, **kwargs)


class CertificateViewSet(GuardedViewSet):
    model = Certificate
    name = "certificates"
    icon = "doc-full"
    menu_label = gettext_lazy("Certificates")
    menu_order = 100
    rights = {"view": READER_ROLES, "change": [Role.Kind.REGISTRAR]}
    reading = ("detail",)
    views = ("index", "index_results")
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
    form_fields: list[str] = []

    def scope(self, person: Person) -> QuerySet[Certificate]:
        return Certificate.objects.managed_by(person)

    def readable(self, person: Person) -> QuerySet[Certificate]:
        return Certificate.objects.visible_to(person)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        hidden = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name"))
        common = super().get_common_view_kwargs(**kwargs)
        return {**common, **hidden, "inspect_url_name": self.get_url_name("detail")}

    def get_urlpatterns(self) -> list[URLPattern]:
        detail = path(
            "<int:pk>/", self.build_view("detail", _CertificateDetailView), name="detail"
        )
        asking = [
            path(f"<int:pk>/{name}/", self.build_view(name, view), name=name)
            for name, view in CERTIFICATE_SCREENS
        ]
        return [*super().get_urlpatterns(), detail, *asking]
