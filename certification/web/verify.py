"""Shows verdicts and the log to people, and serves sealed files to those who may open them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from certification.facts.codes import format_code, parse_code
from certification.facts.issuer import site_url
from certification.keys.active import root_fingerprint
from certification.keys.storage import KeyUnavailable
from certification.models import Certificate, Checkpoint
from certification.transparency import log
from certification.verification.effective_state import list_distrusted_seals
from certification.verification.files import verify_file
from certification.verification.verdicts import Verdict, VerdictStatus, verify_code
from certification.web.decorators import negotiate_language, require_signing_keys
from certification.web.forms import CodeForm, FileForm
from certification.web.holder.sharing import is_valid_share_key
from people.models import Person
from people.web import FORM_METHODS, limit_rate


@csrf_exempt  # it changes nothing, and a verifier may come with cookies switched off
@negotiate_language
@limit_rate("verify", exempt=FORM_METHODS)
@require_signing_keys
@require_http_methods(["GET", "HEAD", "POST"])
def verify_certificate(request: HttpRequest) -> HttpResponse:
    """Show the two forms; a code leads to its own page, a file is answered at once."""
    data = request.POST if request.method == "POST" else request.GET
    by_code = CodeForm(data if "code" in data else None)
    is_file = request.method == "POST" and not by_code.is_bound
    by_file = FileForm(request.POST, request.FILES) if is_file else FileForm()
    if by_code.is_valid():
        return redirect("certification:verdict", code=by_code.cleaned_data["code"])
    if by_file.is_valid():
        return _render_verdict(request, verify_file(by_file.content()), status=200)
    status = 422 if by_code.is_bound or by_file.is_bound else 200
    context = {
        **_build_base_context(),
        "by_code": by_code,
        "by_file": by_file,
        "lost_seals": " ".join(list_distrusted_seals()),
    }
    return render(request, "certification/verify.html", context, status=status)


@negotiate_language
@limit_rate("verify")
@require_signing_keys
@require_safe
def show_verdict(request: HttpRequest, code: str) -> HttpResponse:
    """Show the verdict on a code; 404 for an unknown one, with a page like any other."""
    found = verify_code(code)
    status = 404 if found.status is VerdictStatus.UNKNOWN else 200
    # Only a parsed code is repeated: a crafted link must not put its words on our page.
    return _render_verdict(request, found, status=status, code=parse_code(code) or "")


def _render_verdict(
    request: HttpRequest, found: Verdict, *, status: int, code: str = ""
) -> HttpResponse:
    here = reverse("certification:verify")
    if code:
        here = reverse("certification:verdict", args=[code])
    context: dict[str, Any] = {
        **_build_base_context(),
        "verdict": found,
        "certificate": found.certificate,
        "facts": found.facts,
        "code": format_code(code),
        "address": f"{site_url()}{here}",
        "contact": settings.ISSUER.get("email", ""),
    }
    response = render(request, "certification/verdict.html", context, status=status)
    response["Cache-Control"] = "no-store"  # a verdict may change at any moment
    return response


def _build_base_context() -> dict[str, Any]:
    # Link previews show this, so it must hold nothing about any person.
    return {"site": site_url()}


@require_signing_keys  # it answers 503 too when the storage of files cannot be reached (OSError)
@require_safe
def serve_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Serve the stored file to its holder, a registrar, or anyone with the share link."""
    certificate = _find_downloadable(code)
    allowed = certificate and _may_open_document(request, certificate)
    if not allowed and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if certificate is None or not allowed:
        raise Http404
    tag = f'"{certificate.pdf_digest}"'
    return get_conditional_response(request, etag=tag) or _build_pdf_response(certificate, tag)


def _build_pdf_response(certificate: Certificate, tag: str) -> HttpResponse:
    """Return the whole file, which is small, with an ETag that spares a second download."""
    headers = {
        "Content-Disposition": f'inline; filename="certificate-{certificate.code}.pdf"',
        "Cache-Control": "private, no-cache",
        "ETag": tag,
        "X-Robots-Tag": "noindex",  # a link that a holder shares is no publication
    }
    with certificate.pdf.open() as file:
        return HttpResponse(file.read(), content_type="application/pdf", headers=headers)


def _find_downloadable(code: str) -> Certificate | None:
    """Return the certificate with the columns needed to decide and to send, or None."""
    fields = ("code", "person", "pdf", "pdf_digest", "share_key")
    try:
        rows = Certificate.objects.sealed().filter(credential_digest="")
        return rows.only(*fields).get(code=parse_code(code))
    except Certificate.DoesNotExist:
        return None


def _may_open_document(request: HttpRequest, certificate: Certificate) -> bool:
    person, key = request.user, request.GET.get("key", "")
    if is_valid_share_key(certificate, key):
        return True
    if not isinstance(person, Person):
        return False
    is_holder = person.pk == certificate.person_id
    return is_holder or Certificate.objects.managed_by(person).filter(pk=certificate.pk).exists()


@negotiate_language
@require_safe
def show_log(request: HttpRequest) -> HttpResponse:
    """Explain the log; show its signed head and its last checkpoint."""
    try:
        context: dict[str, Any] = {
            "head": log.sign_tree_head(),
            "fingerprint": root_fingerprint(),
        }
    except (KeyUnavailable, OSError):  # the page still explains what the log is
        context = {"head": None, "fingerprint": ""}
    context["checkpoint"] = Checkpoint.objects.last()
    return render(request, "certification/log.html", context)
