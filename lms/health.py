"""Tells machines whether the service lives, whether it is ready, and how it fares."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from ipaddress import ip_address

import structlog
from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils.module_loading import import_string
from django_prometheus.exports import ExportToDjangoView

log = structlog.get_logger(__name__)


def check_database() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return []


def check_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name} is not applied" for migration, _ in pending]


def check_broker() -> list[str]:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
    return []


def check_storage() -> list[str]:
    """Write, read and delete a small file where certificates are stored."""
    token = secrets.token_bytes(16)
    name = default_storage.save(f"health/{token.hex()}", ContentFile(token))
    try:
        with default_storage.open(name) as stored:
            return [] if stored.read() == token else ["a stored file came back changed"]
    finally:
        default_storage.delete(name)


def checks() -> dict[str, Callable[[], Iterable[str]]]:
    ours = {
        "database": check_database,
        "migrations": check_migrations,
        "broker": check_broker,
        "storage": check_storage,
    }
    return ours | {name: import_string(path) for name, path in settings.READINESS_CHECKS.items()}


def problems_of(name: str, check: Callable[[], Iterable[str]]) -> list[str]:
    """What the check finds wrong; details go to the log, for they may tell too much."""
    try:
        found = list(check())
    except Exception as error:  # a part that is down may fail in any way
        found = [repr(error)]
    for problem in found:
        log.error("not ready", part=name, problem=problem)
    return found


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """200, or 503 with the names of the parts that fail."""
    failing = [name for name, check in checks().items() if problems_of(name, check)]
    body = {"ready": not failing, "failing": failing}
    return JsonResponse(body, status=503 if failing else 200)


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics for the machine itself, or with the token; to others it is not there."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    local = ip_address(request.META["REMOTE_ADDR"] or "0.0.0.0").is_loopback  # noqa: S104
    forwarded = "X-Forwarded-For" in request.headers
    if (local and not forwarded) or (token and secrets.compare_digest(given, token)):
        return ExportToDjangoView(request)
    return HttpResponseNotFound()
