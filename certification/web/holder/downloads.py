"""Serves certificates to wallets and other systems: VC-JWT, and transcripts as CLR 2.0."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certification.credentials.clr import NoCurrentCertificate, write_clr, write_clr_jwt
from certification.credentials.jwt import write_jwt
from certification.facts.issuer import site_url
from certification.keys.storage import KeyUnavailable
from certification.models import Certificate
from certification.web.decorators import negotiate_language, public_endpoint
from certification.web.documents import JSON_LD_TYPE, refuse_erased
from certification.web.holder.transcript import build_transcript
from people.models import Person
from people.web import limit_rate


@public_endpoint
@limit_rate("credential")
def download_credential_jwt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Serve the credential as VC-JWT to anyone who has its UUID, like the JSON."""
    certificate = get_object_or_404(Certificate.objects.sealed(), uuid=uuid)
    if gone := refuse_erased(certificate):
        return gone
    response = HttpResponse(write_jwt(certificate), content_type="application/vc+jwt")
    response["Content-Disposition"] = f'attachment; filename="openbadge-{certificate.code}.jwt"'
    return response


@negotiate_language
@login_required
@require_safe
def show_transcript(request: HttpRequest) -> HttpResponse:
    """Show all that the person signed in holds, on one page to read and to print."""
    found = build_transcript(_get_holder(request), day=timezone.localdate())
    context = {"transcript": found, "verify_url": f"{site_url()}{reverse('certification:verify')}"}
    response = render(request, "certification/transcript.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def download_clr(request: HttpRequest) -> HttpResponse:
    """Serve the transcript as one signed Comprehensive Learner Record 2.0."""
    return _build_clr_response(request, write_clr, "json", JSON_LD_TYPE)


@login_required
@require_safe
def download_clr_jwt(request: HttpRequest) -> HttpResponse:
    return _build_clr_response(request, write_clr_jwt, "jwt", "application/vc+jwt")


def _build_clr_response(
    request: HttpRequest, write: Callable[..., str], ending: str, kind: str
) -> HttpResponse:
    try:
        content = write(_get_holder(request), at=timezone.now())
    except NoCurrentCertificate as nothing:
        raise Http404 from nothing
    except KeyUnavailable:
        return HttpResponse(_("The key that signs is not available now."), status=503)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="transcript.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _get_holder(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user
