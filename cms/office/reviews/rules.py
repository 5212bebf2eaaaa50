"""Sets, agency by agency, by when reviewers decide and who has the last word after them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.row_policy import current_person
from cms.models import ReviewRules
from cms.office.reviews.forms import ReviewRulesForm
from cms.reviews.steps import set_rules
from people.access import agencies_for, has_role
from people.models import Agency, Role
from people.web import parse_primary_key


class ReviewRulesView(WagtailAdminTemplateMixin, TemplateView):
    """Lists the agencies of the person that have their work reviewed, with the rules of each."""

    page_title = gettext_lazy("How reviews go on")
    header_icon = "clipboard-list"
    template_name = "cms/office/reviews/rules.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_role(current_person(request), Role.Kind.SECRETARIAT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def agencies(self) -> list[Agency]:
        mine = agencies_for(current_person(self.request), Role.Kind.SECRETARIAT)
        reviewed = mine.filter(publishing=Agency.Publishing.REVIEWER)
        return list(reviewed.select_related("review_rules__editor").order_by("path"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        agencies = {"url": reverse("agencies:index"), "label": _("Agencies")}
        return [*self.breadcrumbs_items, agencies, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(agency, self._build_form(agency)) for agency in self.agencies]
        return super().get_context_data(**{"rows": rows} | kwargs)

    def _build_form(self, agency: Agency, data: Any = None) -> ReviewRulesForm:
        rules = getattr(agency, "review_rules", None) or ReviewRules()
        initial = {"editor": rules.editor_id, "days": rules.days}
        return ReviewRulesForm(data, agency=agency, initial=initial)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        key = parse_primary_key(request.POST.get("agency", ""))
        agency = next((one for one in self.agencies if one.pk == key), None)
        if agency is None:
            raise PermissionDenied
        form = self._build_form(agency, request.POST)
        if not form.is_valid():
            rows = [
                (one, form if one == agency else self._build_form(one)) for one in self.agencies
            ]
            return self.render_to_response(self.get_context_data(rows=rows), status=422)
        set_rules(agency, **form.cleaned_data, by=current_person(request))
        told = _("Kept for %(agency)s. What waits already goes on by these rules too.")
        messages.success(request, told % {"agency": agency.name})
        return redirect(request.path)
