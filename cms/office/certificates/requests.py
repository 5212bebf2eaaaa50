"""Shows requests to act on certificates, and appeals; a second registrar decides them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.log_actions import log

from certification.actions import REFUSALS, find_requested_changes, requests
from certification.models import ActionRequest
from cms.access.row_policy import current_person
from cms.office.base.columns import DayColumn, PersonColumn
from cms.office.base.views import ReadOrChangeMixin, ScopedPageMixin
from cms.office.base.viewsets import ScreenViewSet
from cms.office.certificates.forms import ApproveForm, build_reject_form
from cms.office.certificates.request_list import ActionRequestIndex, request_reason, request_url


class _DecideRequestView(ReadOrChangeMixin, ScopedPageMixin, TemplateView):
    """One request, and, while it waits, the two forms that decide it."""

    model = ActionRequest
    index = ("certificate-acts:index", gettext_lazy("Acts and appeals"))
    related = ("certificate__person", "asked_by", "decided_by", "result")
    header_icon = "clipboard-list"
    page_title = gettext_lazy("Act on a certificate")
    template_name = "cms/office/action_request.html"

    def get_base_object_queryset(self) -> QuerySet[ActionRequest]:
        # Auditors read what they see; only who manages the certificate decides.
        if self.is_read_request:
            return super().get_base_object_queryset()
        return ActionRequest.objects.managed_by(current_person(self.request)).select_related(
            *self.related
        )

    def get_page_subtitle(self) -> str:
        return self.object.certificate.code

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action, person = self.object, current_person(self.request)
        kept = ActionRequest.objects.managed_by(person).waiting().filter(pk=action.pk).exists()
        # Nobody decides about a certificate of their own.
        may_decide = kept and person.pk != action.certificate.person_id
        context = {
            "action": action,
            "certificate": action.certificate,
            "differences": find_requested_changes(action.certificate, action),
            "may_decide": may_decide,
            "is_own": action.asked_by_id == person.pk,
            "approving": ApproveForm(prefix="approve"),
            "refusing": build_reject_form(action, person),
        }
        return super().get_context_data(**{**context, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the form that ``decision`` (approve or refuse) names."""
        is_approval = request.POST.get("decision") == "approve"
        name = "approving" if is_approval else "refusing"
        form: Any = (
            ApproveForm(request.POST, prefix="approve")
            if is_approval
            else build_reject_form(self.object, current_person(request), request.POST)
        )
        if form.is_valid() and self.decide(is_approval, form):
            return redirect(request_url(self.object))
        return self.render_to_response(self.get_context_data(**{name: form}))

    def decide(self, is_approval: bool, form: Any) -> bool:
        """Decide, and return whether that was possible; the form says why not."""
        verb = requests.approve_action if is_approval else requests.reject_action
        person, note = current_person(self.request), form.cleaned_data["note"]
        try:
            action = verb(self.object, by=person, note=note)
        except tuple(REFUSALS) as refused:
            form.add_error(None, REFUSALS[type(refused)])
            return False
        # An approval changes the certificate; a rejection leaves it as it is.
        if is_approval:
            log(action.certificate, f"certificate.{action.kind}", user=person)
        messages.success(self.request, _("It is decided."))
        return True


class ActionRequestViewSet(ScreenViewSet):
    model = ActionRequest
    name = "certificate-acts"  # part of the address, which bookmarks keep
    icon = "clipboard-list"
    menu_label = gettext_lazy("Acts and appeals")
    menu_order = 200
    screens = {"decide": ("<int:pk>/", _DecideRequestView)}
    main_screen = "decide"
    read_only_screens = ("decide",)
    index_view_class = ActionRequestIndex
    default_ordering = "-asked_at"
    search_fields = ["certificate__code"]
    list_display = [
        TitleColumn("certificate", label=gettext_lazy("Certificate"), get_url=request_url),
        PersonColumn("person", label=gettext_lazy("Person"), accessor="certificate.person"),
        Column("kind", label=gettext_lazy("Act"), accessor="get_kind_display"),
        Column("reason", label=gettext_lazy("Reason"), accessor=request_reason),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        PersonColumn("asked_by", label=gettext_lazy("Asked by")),
        DayColumn("asked_at", label=gettext_lazy("Asked")),
        PersonColumn("decided_by", label=gettext_lazy("Decided by")),
    ]
