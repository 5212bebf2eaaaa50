"""Prepares this machine before serving: database, static files, demo keys and data.

Every step checks what is done already, so that a second start is quick.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from lms.storage.static import NOT_SERVED


def _has_pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class OutdatedDatabase(CommandError):
    """The database was made by migrations that are no longer part of the code."""


def _require_known_migrations() -> None:
    """Raise OutdatedDatabase before migrating what no migration can bring to date (0005)."""
    loader = MigrationExecutor(connection).loader
    unknown = sorted(
        f"{app}.{name}"
        for app, name in set(loader.applied_migrations) - set(loader.disk_migrations)
        if app in loader.migrated_apps
    )
    if unknown:
        raise OutdatedDatabase(
            f"The database was made by an older version ({', '.join(unknown[:3])}, ...) and cannot"
            " be brought to date. Nothing is released yet: make reset, then start again."
        )


def _digest_static_sources() -> str:
    """Return a digest of what collectstatic would copy: our files and the installed packages."""
    digest = hashlib.sha256()
    for path in sorted(Path(settings.BASE_DIR, "static").rglob("*")):
        if path.is_file():
            digest.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    for distribution in sorted(f"{d.name}{d.version}" for d in metadata.distributions()):
        digest.update(distribution.encode())
    return digest.hexdigest()


def _collect_static_files() -> None:
    """Copy and hash the static files, unless their sources are those of the last time."""
    stamp, key = Path(str(settings.STATIC_ROOT)) / ".key", _digest_static_sources()
    if stamp.exists() and stamp.read_text() == key:
        return
    options = {"interactive": False, "clear": True, "verbosity": 0}
    call_command("collectstatic", ignore_patterns=NOT_SERVED, **options)
    stamp.write_text(key)  # last, so that an interrupted run is done again


def _make_queue_folders() -> None:
    """Create the folders that the file-system broker expects to be there."""
    for folder in settings.CELERY_BROKER_TRANSPORT_OPTIONS.values():
        if isinstance(folder, str):
            Path(folder).mkdir(parents=True, exist_ok=True)


def _prepare_database() -> None:
    _make_queue_folders()
    _require_known_migrations()
    if _has_pending_migrations():
        call_command("migrate", verbosity=0)


def _require_contexts() -> None:
    """Raise CommandError where no certificate could be sealed: the demo seals its first ones."""
    problems = import_string(settings.READINESS_CHECKS["contexts"])()
    if problems:
        raise CommandError(
            f"{'; '.join(problems)}. Run scripts/setup.sh, or only:"
            f" node scripts/contexts.mjs {settings.VAR_DIR}/contexts"
        )


def _prepare_demo() -> None:
    """Make demo keys and demo data; both commands keep what exists."""
    call_command("keys", "make", "--demo")
    call_command("seed_demo")


def list_steps() -> list[tuple[str, Callable[[], None]]]:
    """Return what to do, in order, each step with the words that announce it."""
    # Keys and seed write to tables, so the database comes first.
    always = [("Database", _prepare_database), ("Static files", _collect_static_files)]
    if not settings.LMS_DEMO:
        return always
    first = ("Contexts of credentials", _require_contexts)
    return [first, *always, ("Demo keys and data", _prepare_demo)]
