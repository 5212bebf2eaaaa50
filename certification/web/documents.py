"""Serves credentials, status lists, keys and the offline kit to any machine that asks."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response

from certification.credentials import did
from certification.credentials import status_list as status_lists
from certification.keys.active import read_crl, read_root_pem
from certification.models import Certificate
from certification.verification.offline_kit.archive import get_offline_kit
from certification.web.decorators import public_endpoint
from people.web import limit_rate

JSON_LD_TYPE = "application/ld+json"


@public_endpoint
def serve_credential(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Serve the very bytes that are attached to the sealed file."""
    certificate = get_object_or_404(Certificate.objects.sealed(), uuid=uuid)
    if gone := refuse_erased(certificate):
        return gone
    return HttpResponse(certificate.credential, content_type=JSON_LD_TYPE)


def refuse_erased(certificate: Certificate) -> HttpResponse | None:
    """Answer 410 for a credential that was erased with the data of its holder."""
    if not certificate.is_erased:
        return None
    return JsonResponse({"error": "The holder had their data erased."}, status=410)


@public_endpoint
def serve_status_list(request: HttpRequest, number: int) -> HttpResponse:
    if not status_lists.status_list_exists(number):
        raise Http404
    response = HttpResponse(status_lists.get_status_list(number), content_type=JSON_LD_TYPE)
    response["Cache-Control"] = "max-age=60"  # a revocation is seen within a minute
    return response


@public_endpoint
def serve_did_document(request: HttpRequest) -> HttpResponse:
    return JsonResponse(did.build_did_document(), content_type="application/did+json")


@public_endpoint
def serve_key_set(request: HttpRequest) -> HttpResponse:
    return JsonResponse(did.build_jwk_set())


@public_endpoint
@limit_rate("kit")
def serve_offline_kit(request: HttpRequest) -> HttpResponse:
    """Serve the kit for checking without a network, as one zip."""
    kit = get_offline_kit()
    headers = {
        "Content-Disposition": 'attachment; filename="certificate-kit.zip"',
        "Cache-Control": "public, max-age=300",  # the largest public file: proxies may keep it
        "ETag": f'"{kit.digest}"',
    }
    response = HttpResponse(kit.content, content_type="application/zip", headers=headers)
    answer = get_conditional_response(request, etag=headers["ETag"], response=response)
    # django-stubs types it as HttpResponseBase; what is not modified is an HttpResponse, too.
    return answer  # type: ignore[return-value]


@public_endpoint
def serve_root_certificate(request: HttpRequest) -> HttpResponse:
    return HttpResponse(read_root_pem(), content_type="application/x-pem-file")


@public_endpoint
def serve_crl(request: HttpRequest) -> HttpResponse:
    """Serve the root's list (CRL) of seals whose key is compromised."""
    return HttpResponse(read_crl(), content_type="application/pkix-crl")
