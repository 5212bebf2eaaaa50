"""Prepares this machine before serving: database, keys, static files, demo data. Done once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lms.static_files import NOT_SERVED


def has_pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def static_files_key() -> str:
    """A digest of what collectstatic would copy: our files and the installed packages."""
    digest = hashlib.sha256()
    for path in sorted(Path(settings.BASE_DIR, "static").rglob("*")):
        if path.is_file():
            digest.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    for distribution in sorted(f"{d.name}{d.version}" for d in metadata.distributions()):
        digest.update(distribution.encode())
    return digest.hexdigest()


def collect_static_files() -> None:
    """Copy and hash the static files, unless nothing has changed since."""
    stamp, key = Path(str(settings.STATIC_ROOT)) / ".key", static_files_key()
    if stamp.exists() and stamp.read_text() == key:
        return
    options = {"interactive": False, "clear": True, "verbosity": 0}
    call_command("collectstatic", ignore_patterns=NOT_SERVED, **options)
    stamp.write_text(key)


def make_queue_folders() -> None:
    """The file-system broker expects its folders to be there."""
    for folder in settings.CELERY_BROKER_TRANSPORT_OPTIONS.values():
        if isinstance(folder, str):
            Path(folder).mkdir(parents=True, exist_ok=True)


def prepare_database() -> None:
    make_queue_folders()
    if has_pending_migrations():
        call_command("migrate", verbosity=0)


def prepare_demo() -> None:
    """Demo keys and demo data; both commands leave alone what is there already."""
    call_command("keys", "make", "--demo")
    call_command("seed_demo")


def steps() -> list[tuple[str, Callable[[], None]]]:
    """What to do in order, each with the words that tell a person what is happening."""
    always = [("Database", prepare_database), ("Static files", collect_static_files)]
    return [*always, ("Demo keys and data", prepare_demo)] if settings.LMS_DEMO else always
