"""Screens of certificates for registrars: find, read, revoke, reissue; never add, edit, delete."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from certification.issuing import AlreadyRevoked, reissue_certificate
from certification.models import Certificate
from certification.rendering.fitting import Overflow
from certification.revoking import AlreadyReplaced, revoke_certificate
from cms.policies import Scope, at_work
from cms.viewsets.certificate_forms import ReissueForm, RevokeForm
from cms.viewsets.certificate_list import STATES, CertificateIndex, state_of
from cms.viewsets.guarded import GuardedViewSet, nothing
from people.models import Person, Role


class CertificateMixin(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin):
    """A page about one certificate within the registrar's scope."""

    model = Certificate
    permission_required = "view"
    scope: Scope = staticmethod(nothing)
    header_icon = "doc-full"

    def get_base_object_queryset(self) -> QuerySet[Certificate]:
        rows = self.scope(at_work(self.request))
        return rows.select_related("person", "course", "agency", "revoked_by", "supersedes")

    def get_page_subtitle(self) -> str:
        return self.object.code

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("certificates:index"), "label": _("Certificates")}
        here = {"url": "", "label": self.page_title, "sublabel": self.object.code}
        return [*self.breadcrumbs_items, listing, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = state_of(self.object)
        context = {
            "certificate": self.object,
            "state": state,
            "state_label": dict(STATES)[state],
            "successor": Certificate.objects.filter(supersedes=self.object).first(),
        }
        return super().get_context_data(**context, **kwargs)

    def back(self) -> HttpResponse:
        return redirect("certificates:detail", self.object.pk)


class CertificateDetail(CertificateMixin, TemplateView):
    page_title = gettext_lazy("Certificate")
    template_name = "cms/office/certificate.html"


class Withdrawing(CertificateMixin, FormView):
    """Acts on a certificate that stands; of one that does not, it says why not."""

    permission_required = "change"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        refusal = self.refusal
        if refusal and self.user_has_permission(self.permission_required):
            messages.error(request, refusal)
            return self.back()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def refusal(self) -> str:
        if self.object.superseded_at:
            return _("This certificate has been replaced. Act on the one that replaced it.")
        return _("This certificate is revoked already.") if self.object.revoked_at else ""


class RevokeView(Withdrawing):
    page_title = gettext_lazy("Revoke the certificate")
    template_name = "cms/office/revoke.html"
    form_class = RevokeForm

    def form_valid(self, form: RevokeForm) -> HttpResponse:
        try:
            revoke_certificate(
                self.object,
                by=at_work(self.request),
                reason=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
            )
        except AlreadyReplaced:
            messages.error(self.request, _("This certificate has just been replaced."))
            return self.back()
        log(
            self.object,
            "certificate.revoke",
            user=self.request.user,
            data={"reason": form.cleaned_data["reason"]},
        )
        messages.success(self.request, _("The certificate is revoked."))
        return self.back()


class ReissueView(Withdrawing):
    page_title = gettext_lazy("Correct the name and issue anew")
    template_name = "cms/office/reissue.html"
    form_class = ReissueForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "certificate": self.object}

    def form_valid(self, form: ReissueForm) -> HttpResponse:
        try:
            new = form.reissue(reissue_certificate, by=at_work(self.request))
        except AlreadyRevoked:
            messages.error(self.request, _("This certificate has just been revoked."))
            return self.back()
        except Overflow:
            form.add_error(None, _("This name does not fit the sheet."))
            return self.form_invalid(form)
        log(self.object, "certificate.reissue", user=self.request.user, data={"new": new.code})
        messages.success(self.request, _("A new certificate is issued; the old one points to it."))
        return redirect("certificates:detail", new.pk)


class CertificateViewSet(GuardedViewSet):
    model = Certificate
    name = "certificates"
    icon = "doc-full"
    menu_label = gettext_lazy("Certificates")
    menu_order = 470
    rights = {"view": [Role.Kind.REGISTRAR], "change": [Role.Kind.REGISTRAR]}
    views = ("index", "index_results")
    index_view_class = CertificateIndex
    default_ordering = "-issued_at"
    search_fields = ["code"]
    list_display = [
        "code",
        Column("person", label=gettext_lazy("Person")),
        Column("course", label=gettext_lazy("Course")),
        Column("agency", label=gettext_lazy("Agency")),
        Column("state", label=gettext_lazy("State"), accessor=lambda c: dict(STATES)[state_of(c)]),
        DateColumn("issued_at", label=gettext_lazy("Issued")),
    ]
    form_fields: list[str] = []

    def scope(self, person: Person) -> QuerySet[Certificate]:
        return Certificate.objects.kept_by(person)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        hidden = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name"))
        common = super().get_common_view_kwargs(**kwargs)
        return {**common, **hidden, "inspect_url_name": self.get_url_name("detail")}

    def get_urlpatterns(self) -> list[URLPattern]:
        screens = [("", "detail", CertificateDetail), ("revoke/", "revoke", RevokeView)]
        screens += [("reissue/", "reissue", ReissueView)]
        return super().get_urlpatterns() + [
            path(f"<int:pk>/{tail}", self.construct_view(view), name=name)
            for tail, name, view in screens
        ]
