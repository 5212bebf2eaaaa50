"""Shares what all screens about one certificate need: who sees it, and who may act."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from certification.models import Certificate
from cms.access.row_policy import current_person
from cms.office.base.views import ScopedPageMixin
from people.models import Role


class CertificatePageMixin(ScopedPageMixin):
    """A page about one certificate that the person may see."""

    model = Certificate
    index = ("certificates:index", gettext_lazy("Certificates"))
    related = (
        *("person", "course", "agency", "revoked_by", "issued_by"),
        *("supersedes", "superseded_by", "log_entry", "enrolment"),
    )
    header_icon = "doc-full"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        certificate = self.object
        context = {
            "certificate": certificate,
            "state": certificate.state_on(timezone.localdate()),
            "successor": getattr(certificate, "superseded_by", None),
            "may_act": self.may_act,
        }
        return super().get_context_data(**context, **kwargs)

    @cached_property
    def may_act(self) -> bool:
        """Return whether the person manages the certificate, and it is nobody's they act for."""
        person = current_person(self.request)
        # Asked of the database and not of the roles: an auditor sees more than they manage.
        kept = Certificate.objects.managed_by(person).filter(pk=self.object.pk)
        return (
            self.object.person_id not in person.principals(Role.Kind.REGISTRAR) and kept.exists()
        )

    def back(self) -> HttpResponse:
        return redirect("certificates:detail", self.object.pk)
