"""A migrated template database, made once per set of migrations, copied for every process."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

FOLDER = Path(settings.VAR_DIR) / "test"


def list_sources() -> list[str]:
    """A line for all installed distributions, and one for each migration file, with digests."""
    installed = sorted(f"{d.name}{d.version}" for d in metadata.distributions())
    files = sorted(Path(settings.BASE_DIR).glob("*/migrations/*.py"))
    named = [("installed", "".join(installed).encode())]
    named += [(f"{path.parent.parent.name}/{path.name}", path.read_bytes()) for path in files]
    return [f"{hashlib.sha256(content).hexdigest()} {name}" for name, content in named]


def key_of(sources: list[str]) -> str:
    return hashlib.sha256("\n".join(sources).encode()).hexdigest()[:16]


def find_earlier(folder: Path, sources: list[str]) -> Path | None:
    """The template of most of today's migrations and no other: it needs only what came since."""
    known = {path: set(path.read_text().split("\n")) for path in folder.glob("*.sources")}
    fitting = [path for path, lines in known.items() if lines <= set(sources)]
    newest = max(fitting, key=lambda path: len(known[path]), default=None)
    return newest.with_suffix(".sqlite3") if newest else None


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Point the default connection at another database of the same server."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def migrate(name: str) -> None:
    with connected_to(name):
        call_command("migrate", verbosity=0)
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA journal_mode=DELETE")


def sqlite_copy(folder: Path, sources: list[str], worker: str) -> str:
    template = folder / f"{key_of(sources)}.sqlite3"
    copy = folder / f"test-{worker}-{os.getpid()}.sqlite3"
    if not template.exists():
        fresh = template.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        if earlier := find_earlier(folder, sources):
            shutil.copy(earlier, fresh)
        migrate(str(fresh))
        fresh.rename(template)
        template.with_suffix(".sources").write_text("\n".join(sources))
    shutil.copy(template, copy)
    return str(copy)


def postgresql_copy(key: str, worker: str) -> str:
    template, copy = f"template_{key}", f"test_{worker}_{os.getpid()}"
    with connected_to("postgres"), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        exists = cursor.fetchone()
        if not exists:
            cursor.execute(f'CREATE DATABASE "{template}-new"')
    if not exists:
        migrate(f"{template}-new")
    with connected_to("postgres"), connection.cursor() as cursor:
        if not exists:
            cursor.execute(f'ALTER DATABASE "{template}-new" RENAME TO "{template}"')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
    return copy


def drop(name: str) -> None:
    if connection.vendor == "sqlite":
        for path in Path(name).parent.glob(f"{Path(name).name}*"):
            path.unlink(missing_ok=True)
        return
    with connected_to("postgres"), connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def copy_template(worker: str) -> str:
    """A migrated database with nothing in it, of this process; returns its name."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Before it is migrated: a file that is changed meanwhile is not what the template is of.
        sources = list_sources()
        if connection.vendor == "sqlite":
            return sqlite_copy(FOLDER, sources, worker)
        return postgresql_copy(key_of(sources), worker)


@contextmanager
def copied_database(worker: str) -> Iterator[str]:
    """A private migrated database for this process; yields its name."""
    name = copy_template(worker)
    with connected_to(name):
        try:
            yield name
        finally:
            connection.close()
            drop(name)


@contextmanager
def written_database(worker: str, write: Callable[[], Any]) -> Iterator[tuple[str, Any]]:
    """A private database with what ``write`` makes for good; yields its name and what was made."""
    name = copy_template(worker)
    try:
        with connected_to(name):
            made = write()
        yield name, made
    finally:
        drop(name)


@contextmanager
def standing(blocker, write: Callable[[], Any]) -> Iterator[Any]:
    """What ``write`` makes, for all tests inside; each takes back only what it adds itself."""
    with blocker.unblock(), transaction.atomic():
        made = write()
        with blocker.block():
            yield made
        transaction.set_rollback(True)


if __name__ == "__main__":  # so that the first tests need not wait for it
    django.setup()
    drop(copy_template("first"))
