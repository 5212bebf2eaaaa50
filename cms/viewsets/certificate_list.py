"""The list of certificates: in which state each is, and how one is found."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from certification.codes import read_code
from certification.models import Certificate
from cms.viewsets.guarded import ScopedIndex
from people.names import fold

STATES = [
    ("valid", gettext_lazy("Valid")),
    ("waiting", gettext_lazy("Waiting for its seal")),
    ("expired", gettext_lazy("Expired")),
    ("replaced", gettext_lazy("Replaced")),
    ("revoked", gettext_lazy("Revoked")),
]


def state_of(certificate: Certificate) -> str:
    """One word of ``STATES``."""
    if certificate.superseded_at:
        return "replaced"
    if certificate.revoked_at:
        return "revoked"
    if certificate.expires_on and certificate.expires_on <= timezone.localdate():
        return "expired"
    return "valid" if certificate.sealed_at else "waiting"


def in_state(certificates: QuerySet[Certificate], state: str) -> QuerySet[Certificate]:
    expired = Q(expires_on__lte=timezone.localdate())
    current = Q(superseded_at=None, revoked_at=None)
    return certificates.filter(
        {
            "replaced": ~Q(superseded_at=None),
            "revoked": ~Q(revoked_at=None) & Q(superseded_at=None),
            "expired": current & expired,
            "waiting": current & ~expired & Q(sealed_at=None),
            "valid": current & ~expired & ~Q(sealed_at=None),
        }[state]
    )


class CertificateFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=STATES, method="by_state"
    )

    class Meta:
        model = Certificate
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return in_state(queryset, value)


class CertificateIndex(ScopedIndex):
    filterset_class = CertificateFilters
    page_title = gettext_lazy("Certificates")

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("person", "course", "agency")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        named = Q(person__name_key__contains=fold(self.search_query))
        code = read_code(self.search_query) or self.search_query.strip().upper()
        return queryset.filter(named | Q(code=code) | Q(person__staff_number=self.search_query))
