"""Shows the holder the page of an appeal, to write one and to read its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from certification.actions import requests
from certification.actions.revocation import AlreadyReplaced
from certification.facts.codes import parse_code
from certification.models import ActionRequest, Certificate
from certification.models.choices import AppealReason
from certification.web.decorators import negotiate_language
from people.models import Person
from people.web import limit_rate


class _AppealForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("What is wrong"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("Say what is wrong and how it should be. A registrar reads this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        revoked = certificate.revoked_at is not None
        offered = [
            (value, label)
            for value, label in AppealReason.choices
            if (value == AppealReason.REVOCATION) is revoked
        ]
        # `fields` holds any Field for mypy; this one is a ChoiceField.
        self.fields["reason"].choices = offered  # type: ignore[attr-defined]
        self.initial.setdefault("reason", offered[0][0])


@negotiate_language
@login_required
@limit_rate("appeal")
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Show and take the appeal of the holder; everybody else gets 404."""
    mine = Certificate.objects.filter(person=request.user.pk).select_related("superseded_by")
    certificate = get_object_or_404(mine, code=parse_code(code) or "")
    data = request.POST if request.method == "POST" else None
    form = _AppealForm(data, certificate=certificate)
    if form.is_valid() and _submit_appeal_form(request, certificate, form):
        return redirect("certification:appeal", code=certificate.code)
    return _render_appeal(request, certificate, form)


def _submit_appeal_form(request: HttpRequest, certificate: Certificate, form: _AppealForm) -> bool:
    """Submit the appeal; on refusal put the reason on the form and return False."""
    assert isinstance(request.user, Person)  # noqa: S101
    try:
        requests.submit_appeal(certificate, by=request.user, **form.cleaned_data)
    except requests.AlreadyRequested:
        form.add_error(None, _("Your appeal is with the registrar already."))
    except requests.TooManyAppeals:
        form.add_error(None, _("You have appealed several times of late. Please wait a month."))
    except AlreadyReplaced:
        form.add_error(None, _("This certificate has just been replaced by a new one."))
    else:
        messages.success(request, _("Your appeal has been handed in."))
        return True
    return False


def _render_appeal(
    request: HttpRequest, certificate: Certificate, form: _AppealForm
) -> HttpResponse:
    appeals = list(
        certificate.action_requests.filter(kind=ActionRequest.Kind.APPEAL).order_by("-asked_at")
    )
    context = {
        "certificate": certificate,
        "facts": certificate.facts,
        "appeals": appeals,
        "is_open": any(one.state == ActionRequest.State.WAITING for one in appeals),
        "successor": getattr(certificate, "superseded_by", None),
        "form": form,
    }
    return render(
        request, "certification/appeal.html", context, status=422 if form.errors else 200
    )
