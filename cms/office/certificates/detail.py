"""What all screens about one certificate share: who sees it, and what may be done with it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from certification.actions import requests
from certification.actions.corrections import NothingToCorrect
from certification.actions.revocation import AlreadyReplaced, NotRevoked
from certification.issuing import AlreadyRevoked
from certification.models import Certificate
from certification.rendering import SheetOverflow
from cms.access.row_policy import current_person
from cms.office.base.views import ScopedPageMixin

REFUSAL_MESSAGES: dict[type[Exception], Any] = {
    AlreadyReplaced: gettext_lazy(
        "This certificate has been replaced. Act on the one that replaced it."
    ),
    AlreadyRevoked: gettext_lazy("This certificate is revoked already."),
    NotRevoked: gettext_lazy("This certificate is not revoked."),
    SheetOverflow: gettext_lazy("These words do not fit the sheet."),
    NothingToCorrect: gettext_lazy("The certificate says all of this already."),
    requests.OutOfScope: gettext_lazy("This certificate is not in your care."),
    requests.OwnCertificate: gettext_lazy("Nobody acts on a certificate of their own."),
    requests.SelfApproval: gettext_lazy("Another registrar has to decide this."),
    requests.AlreadyRequested: gettext_lazy("The same act waits for a decision already."),
    requests.NotApprovable: gettext_lazy("An appeal is granted by putting things right."),
    requests.AlreadyDecided: gettext_lazy("This has been decided already."),
}


class CertificatePageMixin(ScopedPageMixin):
    """A page about one certificate that the person may see."""

    model = Certificate
    index = ("certificates:index", gettext_lazy("Certificates"))
    related = (
        *("person", "course", "agency", "revoked_by", "issued_by"),
        *("supersedes", "superseded_by", "log_entry"),
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
        """The person keeps the certificate, and it is not their own."""
        person = current_person(self.request)
        kept = Certificate.objects.managed_by(person).filter(pk=self.object.pk)
        return person.pk != self.object.person_id and kept.exists()

    def back(self) -> HttpResponse:
        return redirect("certificates:detail", self.object.pk)
