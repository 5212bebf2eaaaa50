"""Answers monitoring: alive, ready, metrics."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from ipaddress import ip_address

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils.module_loading import import_string
from django_prometheus.exports import ExportToDjangoView
from prometheus_client import Gauge

from lms.ops.heartbeats import find_silence, measure_silence
from people.queue import broker_for_requests

log = logging.getLogger(__name__)
_silence = Gauge(
    "pyinnya_silence_seconds",
    "Time since the part of the service last told that it lives",
    ["part"],
    multiprocess_mode="mostrecent",
)


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
    with broker_for_requests() as broker:
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
        "worker": lambda: find_silence("worker"),
        "scheduler": lambda: find_silence("scheduler"),
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
    """Answer 200, or 503 with the names of the parts that fail.

    ``?exclude=`` leaves a part out: to take this machine off the net because a worker is away
    would turn a delay into an outage.
    """
    left_out = request.GET.getlist("exclude")
    checks = {name: check for name, check in _collect_checks().items() if name not in left_out}
    failing = [name for name, check in checks.items() if _run_check(name, check)]
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
        _set_gauges()
        return ExportToDjangoView(request)
    return HttpResponseNotFound()


def _set_gauges() -> None:
    """Read the heartbeats anew; without a database the figures of processes still stand."""
    with suppress(DatabaseError):
        for part, seconds in measure_silence().items():
            _silence.labels(part).set(seconds)
