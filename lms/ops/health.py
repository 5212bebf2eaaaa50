"""Answers monitoring: alive, ready, metrics."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from ipaddress import ip_address

from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils.module_loading import import_string
from django_prometheus.exports import ExportToDjangoView

log = logging.getLogger(__name__)


def _check_database() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return []


def _check_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name} is not applied" for migration, _ in pending]


def _check_broker() -> list[str]:
    # One retry and two seconds: a load balancer asks often and does not wait long.
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
    return []


def _check_storage() -> list[str]:
    """Write, read and delete a small file where certificates are stored."""
    token = secrets.token_bytes(16)
    name = default_storage.save(f"health/{token.hex()}", ContentFile(token))
    try:
        with default_storage.open(name) as stored:
            return [] if stored.read() == token else ["a stored file came back changed"]
    finally:
        default_storage.delete(name)


def _collect_checks() -> dict[str, Callable[[], Iterable[str]]]:
    own = {
        "database": _check_database,
        "migrations": _check_migrations,
        "broker": _check_broker,
        "storage": _check_storage,
    }
    return own | {name: import_string(path) for name, path in settings.READINESS_CHECKS.items()}


def _run_check(name: str, check: Callable[[], Iterable[str]]) -> list[str]:
    """Return what the check finds wrong. Only the log gets the details: /readyz is public."""
    try:
        found = list(check())
    except Exception as error:  # a part that is down may fail in any way; /readyz must answer
        found = [repr(error)]
    for problem in found:
        log.error("not ready: %s: %s", name, problem)
    return found


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200, or 503 with the names of the parts that fail."""
    failing = [name for name, check in _collect_checks().items() if _run_check(name, check)]
    body = {"ready": not failing, "failing": failing}
    return JsonResponse(body, status=503 if failing else 200)


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer Prometheus metrics to this machine or with the token, and 404 to others."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    # A proxy on this machine asks from the loopback address too, but names whom it asks for.
    local = ip_address(request.META["REMOTE_ADDR"] or "0.0.0.0").is_loopback  # noqa: S104
    forwarded = "X-Forwarded-For" in request.headers
    if (local and not forwarded) or (token and secrets.compare_digest(given, token)):
        return ExportToDjangoView(request)
    return HttpResponseNotFound()
