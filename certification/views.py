"""Shows verdicts and hands out files: the pages that people see."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from certification import keys, log
from certification.codes import read_code
from certification.models import Certificate
from certification.negotiating import negotiated
from certification.throttling import limited
from certification.verifying import LARGEST_FILE, Status, Verdict, verify_code, verify_file
from people.access import has_role
from people.models import Person, Role


class VerifyForm(forms.Form):
    """One of three: a code, a file, or the text of a credential."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        help_text=_(
            "Twelve letters and digits beside the square. Spaces and dashes do not matter."
        ),
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    file = forms.FileField(
        label=_("The certificate as a file"),
        help_text=_("The PDF, or its credential as JSON, up to 5 MB. It is not kept."),
        required=False,
    )
    credential = forms.CharField(
        label=_("The text of a credential"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        text = self.cleaned_data["code"].rpartition("/verify/")[2].strip()
        code = read_code(text)
        if text and code is None:
            raise ValidationError(
                _("A code has twelve letters and digits. Please compare it with the paper.")
            )
        return code or ""

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > LARGEST_FILE:
            raise ValidationError(
                _("The file is larger than 5 MB, so it is no certificate of ours.")
            )
        return file

    def clean(self) -> None:
        if not self.errors and not any(self.cleaned_data.values()):
            raise ValidationError(_("Please type the code or choose a file."))


@csrf_exempt  # it changes nothing, and a verifier may come with cookies switched off
@negotiated
@limited("verify", 60)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The form; a code leads to its own page, a file is answered at once."""
    data = request.POST if request.method == "POST" else request.GET
    asked = request.method == "POST" or "code" in data
    form = VerifyForm(data if asked else None, request.FILES or None)
    if not asked or not form.is_valid():
        status = 422 if asked else 200
        return render(request, "certification/verify.html", {"form": form}, status=status)
    if form.cleaned_data["code"]:
        return redirect("certification:verdict", code=form.cleaned_data["code"])
    file = form.cleaned_data["file"]
    content = file.read() if file else form.cleaned_data["credential"].encode()
    return show(request, verify_file(content), status=200)


@negotiated
@limited("verify", 60)
@require_GET
def verdict(request: HttpRequest, code: str) -> HttpResponse:
    """The verdict on a code; 404 for an unknown one, which looks like any other."""
    found = verify_code(code)
    return show(request, found, status=404 if found.status is Status.UNKNOWN else 200, code=code)


def show(request: HttpRequest, found: Verdict, *, status: int, code: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "verdict": found,
        "certificate": found.certificate,
        "facts": found.facts,
    }
    context |= {"code": code, "contact": settings.ISSUER.get("email", "")}
    response = render(request, "certification/verdict.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def pdf(request: HttpRequest, code: str) -> HttpResponseBase:
    """The stored file, for the holder, a registrar, or whoever was given the secret link."""
    certificate = Certificate.objects.sealed().filter(code=code).first()
    allowed = certificate and may_open(request, certificate)
    if not allowed and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if certificate is None or not allowed:
        raise Http404
    name = f"certificate-{certificate.code}.pdf"
    response = FileResponse(certificate.pdf.open(), filename=name, content_type="application/pdf")
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{certificate.pdf_digest}"'
    return response


def may_open(request: HttpRequest, certificate: Certificate) -> bool:
    person, key = request.user, request.GET.get("key", "")
    holds_link = signing.Signer(salt="certificate").signature(certificate.code) == key
    is_holder = isinstance(person, Person) and person.pk == certificate.person_id
    return holds_link or is_holder or has_role(person, Role.Kind.REGISTRAR)


def secret_link(certificate: Certificate) -> str:
    """An address that opens the file without an account."""
    key = signing.Signer(salt="certificate").signature(certificate.code)
    return f"{reverse('certification:pdf', args=[certificate.code])}?key={key}"


@negotiated
@require_GET
def public_log(request: HttpRequest) -> HttpResponse:
    """What the log is, and its signed head."""
    try:
        context: dict[str, Any] = {"head": log.tree_head(), "fingerprint": keys.root_fingerprint()}
    except keys.KeyMissing:
        context = {"head": None, "fingerprint": ""}
    return render(request, "certification/log.html", context)
