"""Shows affected certificates by cause, and replaces or revokes the ticked ones."""

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from certification.actions import REFUSALS, requests
from certification.actions.affected import Cause, affected_by, count_affected
from certification.models import Certificate
from cms.access.row_policy import RolePolicy, current_person
from cms.office.base.exports import BOM, Echo, keep_active_language
from cms.office.base.views import ReadOrChangeMixin
from cms.office.base.viewsets import READER_ROLES
from cms.office.certificates.forms import BulkActionForm
from people.imports.csv_safety import escape_formula
from people.models import Role
from people.text.languages import in_language
from people.web import parse_primary_key

_CERTIFICATES_PER_PAGE = 50
_EXPORT_HEADINGS = (
    *(gettext_lazy("Code"), gettext_lazy("Name"), gettext_lazy("Title")),
    *(gettext_lazy("Agency"), gettext_lazy("Issued"), gettext_lazy("Seal key")),
)


def _export_cells(certificate: Certificate) -> list[str]:
    facts = certificate.facts
    return [
        certificate.code,
        in_language(facts["person"]["names"]),
        in_language(facts["course"]["titles"]),
        in_language((facts["agency"] or {}).get("names", {})),
        timezone.localtime(certificate.issued_at).date().isoformat(),
        certificate.sealed_with,
    ]


class _AffectedView(ReadOrChangeMixin, WagtailAdminTemplateMixin, TemplateView):
    """Shows one cause at a time; revokes or replaces the ticked certificates of one page."""

    permission_policy: Any = None
    header_icon = "warning"
    page_title = gettext_lazy("Certificates to look at again")
    template_name = "cms/office/affected.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def cause(self) -> str:
        asked = self.request.GET.get("cause", "")
        return asked if asked in Cause.values else Cause.WITHDRAWN

    @cached_property
    def rows(self) -> Any:
        seen = Certificate.objects.visible_to(current_person(self.request))
        return affected_by(self.cause, seen).select_related("person").order_by("-issued_at", "-pk")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.GET.get("export") == "csv":
            return self.as_csv()
        return super().get(request, *args, **kwargs)

    def as_csv(self) -> HttpResponseBase:
        writer = csv.writer(Echo())

        def lines() -> Iterator[bytes]:
            yield BOM
            yield writer.writerow([str(heading) for heading in _EXPORT_HEADINGS])
            # Thousands of rows: in chunks, and each cell made harmless for spreadsheets.
            for row in self.rows.iterator(chunk_size=500):
                yield writer.writerow([escape_formula(cell) for cell in _export_cells(row)])

        answer = StreamingHttpResponse(keep_active_language(lines()), content_type="text/csv")
        answer["Content-Disposition"] = f'attachment; filename="resting-{self.cause}.csv"'
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = current_person(self.request)
        found = count_affected(Certificate.objects.visible_to(person))
        causes = [(cause, cause.label, found[cause]) for cause in Cause]
        context = {
            "causes": causes,
            "cause": self.cause,
            "page": self.page,
            "form": BulkActionForm(),
            "may_act": self.permission_policy.user_has_permission(person, "change"),
            "actionable": self.actionable,
        }
        return super().get_context_data(**{**context, **kwargs})

    @cached_property
    def page(self) -> Page:
        return Paginator(self.rows, _CERTIFICATES_PER_PAGE).get_page(self.request.GET.get("page"))

    @cached_property
    def actionable(self) -> set[int]:
        """Return the ids of this page's certificates that the person may act on."""
        person = current_person(self.request)
        shown = [row.pk for row in self.page.object_list if row.person_id != person.pk]
        actionable = Certificate.objects.managed_by(person).filter(pk__in=shown)
        return set(actionable.values_list("pk", flat=True))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = BulkActionForm(request.POST)
        # A page at once keeps the request short; `manage.py act_on_affected` takes thousands.
        ticked = request.POST.getlist("chosen")[:_CERTIFICATES_PER_PAGE]
        chosen = [key for text in ticked if (key := parse_primary_key(text)) is not None]
        if not chosen:
            messages.error(request, _("Tick the certificates first."))
        elif form.is_valid():
            self.act_on(list(self.rows.filter(pk__in=chosen)), form)
            return redirect(f"{request.path}?cause={self.cause}")
        return self.render_to_response(self.get_context_data(form=form, chosen=chosen))

    def act_on(self, certificates: list[Certificate], form: BulkActionForm) -> None:
        """Request the action for each certificate, and list the refused ones by code."""
        # A transaction each: a refused one must not roll back the others.
        count, (kind, reason) = 0, form.act()
        note = form.cleaned_data["note"]
        for certificate in certificates:
            try:
                requests.request_action(
                    certificate, kind, by=current_person(self.request), reason=reason, note=note
                )
                count += 1
            except tuple(REFUSALS) as refused:
                why = REFUSALS[type(refused)]
                messages.error(self.request, f"{certificate.code} – {why}")
        if count:
            self.tell(count, kind)

    def tell(self, count: int, kind: str) -> None:
        if requests.requires_dual_control(kind):
            told = ngettext(
                "%(count)s act waits for another registrar.",
                "%(count)s acts wait for another registrar.",
                count,
            )
        else:
            told = ngettext("%(count)s act is done.", "%(count)s acts are done.", count)
        messages.success(self.request, told % {"count": count})


# The screen is no view set of a model, so its menu item and its view share this policy.
class _AffectedMenuItem(MenuItem):
    policy = RolePolicy(Certificate, {"view": READER_ROLES, "change": [Role.Kind.REGISTRAR]})

    def is_shown(self, request: HttpRequest) -> bool:
        return self.policy.user_has_permission(request.user, "view")


class AffectedViewSet(ViewSet):
    name = "resting"  # part of the address, which bookmarks keep
    icon = "warning"
    menu_label = gettext_lazy("To look at again")
    menu_order = 300
    menu_item_class = _AffectedMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        view = self.construct_view(_AffectedView, permission_policy=_AffectedMenuItem.policy)
        return [path("", view, name="index")]
