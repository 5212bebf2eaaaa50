"""Lists certificates: filters, search and export."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from certification.facts import parse_code
from certification.models import Certificate, CertificateKind, CertificateState
from cms.access.row_policy import current_person
from cms.office.base.exports import SafeExportMixin
from cms.office.base.views import ScopedIndexView
from cms.office.base.viewsets import READER_ROLES
from courses.models import Course
from courses.progress import HURRIED_MARK_PERCENT
from people.access import agencies_for
from people.directory import match_people
from people.models import Agency
from people.text.formatting import day_before, percent
from people.text.languages import in_language


def state_label(certificate: Certificate) -> str | Promise:
    return certificate.state_on(timezone.localdate()).label


def describe_haste(certificate: Certificate) -> str:
    """Return the share of lessons done in haste where it is marked, else nothing."""
    share = certificate.enrolment.hurried_percent if certificate.enrolment else None
    return percent(share) if share is not None and share >= HURRIED_MARK_PERCENT else ""


def _list_certified_courses(request: Any) -> QuerySet[Course]:
    issued = Certificate.objects.filter(course=OuterRef("pk"))
    return Course.objects.filter(Exists(issued)).order_by("slug")


def _visible_agencies(request: Any) -> QuerySet[Agency]:
    return agencies_for(current_person(request), *READER_ROLES)


class _CertificateFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=CertificateState.choices, method="by_state"
    )
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=CertificateKind.choices)
    course = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Course"), queryset=_list_certified_courses
    )
    agency = django_filters.CharFilter(
        label=gettext_lazy("Code of the agency"), method="by_agency"
    )
    issued_at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Issued"), widget=DateRangePickerWidget
    )

    hurried = django_filters.BooleanFilter(
        label=gettext_lazy("Lessons done in haste"), method="by_haste"
    )
    unconfirmed = django_filters.BooleanFilter(
        label=gettext_lazy("Name not confirmed"), method="by_unconfirmed_name"
    )

    class Meta:
        model = Certificate
        fields: list[str] = []

    def by_haste(self, queryset: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        marked = Q(enrolment__hurried_percent__gte=HURRIED_MARK_PERCENT)
        return queryset.filter(marked) if value else queryset.exclude(marked)

    def by_unconfirmed_name(
        self, queryset: QuerySet[Any], name: str, value: bool
    ) -> QuerySet[Any]:
        # Not exclude(): a certificate from before says nothing, and NULL is not unequal to false.
        silent = ~Q(facts__person__has_key="is_confirmed")
        told = Q(facts__person__is_confirmed=not value)
        return queryset.filter(told if value else told | silent)

    def by_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        # django-filter hands over what the view filters: a CertificateQuerySet.
        return queryset.in_state(value, timezone.localdate())  # type: ignore[attr-defined]

    def by_agency(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep certificates of the agency and everything under it."""
        # Only within what the person sees: the filter must not tell which agencies exist.
        seen = _visible_agencies(self.request)
        found = seen.filter(code__iexact=value.strip())
        return queryset.filter(agency__in=Agency.objects.under(*found))


def search_certificates(rows: QuerySet[Any], text: str, *, path: str = "") -> QuerySet[Any]:
    """Keep rows whose certificate (at ``path``) has the code, or its holder the name or number."""
    named = match_people(text, path=f"{path}person__")
    # A whole code is normalised; part of one can only be compared as it was typed.
    code = parse_code(text) or text.strip().upper()
    return rows.filter(named | Q(**{f"{path}code": code}))


class CertificateIndex(SafeExportMixin, ScopedIndexView):
    filterset_class = _CertificateFilters
    page_title = gettext_lazy("Certificates")
    export_filename = "certificates"
    export_headings = {
        "code": gettext_lazy("Code"),
        "name": gettext_lazy("Name"),
        "staff_number": gettext_lazy("Staff number"),
        "kind": gettext_lazy("Kind"),
        "title": gettext_lazy("Title"),
        "agency": gettext_lazy("Agency"),
        "issued_at": gettext_lazy("Issued"),
        "expires_on": gettext_lazy("Valid until"),
        "state": gettext_lazy("State"),
        "hurried_percent": gettext_lazy("Lessons done in haste, in percent"),
    }
    list_export = [*export_headings]

    def get_base_queryset(self) -> QuerySet[Any]:
        rows = super().get_base_queryset().select_related("person", "agency", "enrolment")
        # A credential is kilobytes of JSON, and no list shows it.
        return rows.defer("credential")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return search_certificates(queryset, self.search_query) if self.is_searching else queryset

    def to_row_dict(self, item: Certificate) -> dict[str, Any]:
        facts = item.facts
        return {
            "code": item.code,
            "name": in_language(facts["person"]["names"]),
            "staff_number": item.person.staff_number or "",
            "kind": str(item.get_kind_display()),
            "title": in_language(facts["course"]["titles"]),
            "agency": in_language((facts["agency"] or {}).get("names", {})),
            "issued_at": timezone.localtime(item.issued_at).date(),
            "expires_on": day_before(item.expires_on),
            "state": str(state_label(item)),
            "hurried_percent": item.enrolment.hurried_percent if item.enrolment else None,
        }
