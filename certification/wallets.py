"""Hands out certificates for wallets and other systems: as tokens, and whole transcripts."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from certification.documents import open_to_all
from certification.models import Certificate
from certification.throttling import limited
from certification.tokens import write_token


@open_to_all
@limited("credential", 120)
def token(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The credential as VC-JWT, for anyone who has its number, like the JSON."""
    certificate = get_object_or_404(Certificate.objects.sealed(), uuid=uuid)
    response = HttpResponse(write_token(certificate), content_type="application/vc+jwt")
    response["Content-Disposition"] = f'attachment; filename="openbadge-{certificate.code}.jwt"'
    return response
