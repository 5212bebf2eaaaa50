"""Takes a registrar's requests to act on one certificate, or to seal it again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.log_actions import log

from certification.actions import REFUSALS, requests, require_active
from certification.models import ActionRequest
from certification.sealing import retry_sealing
from cms.access.row_policy import current_person
from cms.office.certificates import forms
from cms.office.certificates.detail import CertificatePageMixin


class _RequestActionView(CertificatePageMixin, FormView):
    """Takes a request for one kind of action; where that is impossible, says why."""

    permission_required = "change"
    template_name = "cms/office/request_action.html"
    form_class: type[forms.ActionForm] = forms.ActionForm
    done: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Without the right to change it, the ordinary refusal follows, which tells nothing of it.
        if self.refusal and self.user_has_permission(self.permission_required):
            messages.error(request, self.refusal)
            return self.back()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def refusal(self) -> Any:
        if not self.may_act:
            return REFUSALS[requests.OwnCertificate]
        try:
            require_active(self.object, self.form_class.kind)
        except tuple(REFUSALS) as refused:
            return REFUSALS[type(refused)]
        return ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "certificate": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = self.form_class.kind
        waits = requests.requires_dual_control(kind)
        return super().get_context_data(kind=kind, waits=waits, **kwargs)

    def form_valid(self, form: forms.ActionForm) -> HttpResponse:
        # Somebody else may have acted since the form was opened, so it is refused here as well.
        try:
            action = requests.request_action(
                self.object,
                form.kind,
                by=current_person(self.request),
                reason=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
                changes=form.changes(),
            )
        except tuple(REFUSALS) as refused:
            form.add_error(None, REFUSALS[type(refused)])
            return self.form_invalid(form)
        return self.told(action)

    def told(self, action: ActionRequest) -> HttpResponse:
        # The history of the certificate holds what was done; a waiting request has its own page.
        if action.state == ActionRequest.State.WAITING:
            messages.success(self.request, _("Another registrar has to approve this now."))
            return self.back()
        data = {"reason": action.reason}
        log(self.object, f"certificate.{action.kind}", user=self.request.user, data=data)
        messages.success(self.request, self.done)
        return redirect("certificates:detail", (action.result or self.object).pk)


class _RevokeView(_RequestActionView):
    page_title = gettext_lazy("Revoke the certificate")
    form_class = forms.RevokeForm
    done = gettext_lazy("The certificate is revoked.")


class _RestoreView(_RequestActionView):
    page_title = gettext_lazy("Undo the revocation")
    form_class = forms.RestoreForm
    done = gettext_lazy("The certificate is valid again.")


class _ReplaceView(_RequestActionView):
    page_title = gettext_lazy("Replace by a new one")
    form_class = forms.ReplaceForm
    done = gettext_lazy("A new certificate is issued; the old one points to it.")


class _CorrectView(_RequestActionView):
    page_title = gettext_lazy("Correct and issue anew")
    form_class = forms.CorrectForm
    done = gettext_lazy("A new certificate is issued; the old one points to it.")


class _RetrySealView(CertificatePageMixin, View):
    """Queues the sealing again, without a second person: the certificate stays as it is."""

    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if retry_sealing(self.object):
            messages.success(request, _("The seal is tried again, usually within a minute."))
        else:
            messages.info(request, _("The certificate has its seal already."))
        return self.back()


ACTION_SCREENS: dict[str, tuple[str, type]] = {
    "seal": ("<int:pk>/seal/", _RetrySealView),
    "revoke": ("<int:pk>/revoke/", _RevokeView),
    "restore": ("<int:pk>/restore/", _RestoreView),
    "replace": ("<int:pk>/replace/", _ReplaceView),
    "correct": ("<int:pk>/correct/", _CorrectView),
}
