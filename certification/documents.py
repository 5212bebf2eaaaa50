"""Serves what machines read: credentials, status lists, keys and the log, to anyone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from certification import identity, keys, log, merkle, status
from certification.codes import read_code
from certification.models import Certificate, LogEntry
from certification.throttling import limited

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
JSON_LD = "application/ld+json"
MOST_ENTRIES = 1000


def open_to_all(view: View[P]) -> View[P]:
    """Any site may read it; a missing key is told plainly as 503."""

    @require_GET
    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except keys.KeyMissing:
            response = JsonResponse({"error": "The issuer's key is not available."}, status=503)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@open_to_all
def credential(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The very bytes that are attached to the sealed file."""
    certificate = get_object_or_404(Certificate.objects.sealed(), uuid=uuid)
    return HttpResponse(certificate.credential, content_type=JSON_LD)


@open_to_all
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    if not status.has_list(number):
        raise Http404
    response = HttpResponse(status.current_list(number), content_type=JSON_LD)
    response["Cache-Control"] = "max-age=60"
    return response


@open_to_all
def did_document(request: HttpRequest) -> HttpResponse:
    return JsonResponse(identity.did_document(), content_type="application/did+json")


@open_to_all
def key_set(request: HttpRequest) -> HttpResponse:
    return JsonResponse(identity.key_set())


@open_to_all
def root_certificate(request: HttpRequest) -> HttpResponse:
    return HttpResponse(keys.root_pem(), content_type="application/x-pem-file")


@open_to_all
def revoked_seals(request: HttpRequest) -> HttpResponse:
    """The root's list of seals whose key is compromised (a CRL)."""
    return HttpResponse(keys.revocation_list(), content_type="application/pkix-crl")


@open_to_all
def log_head(request: HttpRequest) -> HttpResponse:
    return JsonResponse(log.tree_head())


@open_to_all
@limited("log", 120)
def log_entries(request: HttpRequest) -> HttpResponse:
    """Leaf hashes in order: ``?start=`` and ``?end=`` (not included), at most a thousand."""
    start = number_in(request, "start", 0)
    end = min(number_in(request, "end", start + MOST_ENTRIES), start + MOST_ENTRIES)
    rows = LogEntry.objects.filter(position__gte=start, position__lt=end)
    entries = [
        {"position": row.position, "leaf_hash": log.text_of(bytes(row.leaf_hash))} for row in rows
    ]
    return JsonResponse({"entries": entries})


@open_to_all
@limited("log", 120)
def log_proof(request: HttpRequest, code: str) -> HttpResponse:
    """The inclusion proof of a certificate."""
    rows = LogEntry.objects.select_related("certificate")
    entry = get_object_or_404(rows, certificate__code=read_code(code) or "")
    return JsonResponse(log.proof_of(entry))


@open_to_all
@limited("log", 120)
def log_consistency(request: HttpRequest) -> HttpResponse:
    """That the log of ``?first=`` entries is the beginning of the log of ``?second=``."""
    size = LogEntry.objects.count()
    second = min(number_in(request, "second", size), size)
    first = min(number_in(request, "first", second), second)
    path = merkle.consistency_proof(first, log.leaves(second))
    return JsonResponse(
        {"first": first, "second": second, "path": [log.text_of(node) for node in path]}
    )


def number_in(request: HttpRequest, name: str, default: int) -> int:
    """A number of the query; 404 for what is none."""
    text = request.GET.get(name, str(default))
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise Http404
    return int(text)
