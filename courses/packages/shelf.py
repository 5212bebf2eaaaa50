"""Takes packages of trainers: the only writer of `Package`; versions begin here."""

from __future__ import annotations

import hashlib

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from courses.models import Package, PackageVersion
from people.access import agencies_for
from people.models import Agency, Person, Role
from people.queue import enqueue_on_commit

TASK = "courses.tasks.unpack_package"
_LONGEST_NAME = 150


class ForeignAgency(Exception):
    """The person is no trainer of the agency."""


def create_package(agency: Agency, title: str, *, by: Person) -> Package:
    """Return the package of the agency by its title, made unless there is one."""
    if not agencies_for(by, Role.Kind.TRAINER).filter(pk=agency.pk).exists():
        raise ForeignAgency
    made = {"made_by": by, "made_at": timezone.now()}
    return Package.objects.get_or_create(agency=agency, title=title, defaults=made)[0]


def add_version(package: Package, content: File, *, by: Person) -> PackageVersion:
    """Return the version of the file; the worker unpacks it. The same file again is the same."""
    digest = hashlib.file_digest(content.open("rb"), "sha256").hexdigest()
    there = package.versions.filter(digest=digest).first()
    if there:
        return there
    content.seek(0)
    # Before the transaction: SQLite has one writer, and a copy of 200 MB takes seconds.
    stored = default_storage.save(f"package-uploads/{digest[:2]}/{digest}.zip", content)
    version = _record_version(package, digest, content, stored, by=by)
    if version.upload.name != stored:
        default_storage.delete(stored)  # somebody brought the same file at the same time
    return version


@transaction.atomic
def _record_version(
    package: Package, digest: str, content: File, stored: str, *, by: Person
) -> PackageVersion:
    # Locked: of two files at once each gets a number of its own.
    Package.objects.select_for_update().get(pk=package.pk)
    last = package.versions.aggregate(last=Max("number"))["last"] or 0
    facts = {"number": last + 1, "name": (content.name or "")[-_LONGEST_NAME:]}
    facts |= {"bytes": content.size, "upload": stored}
    facts |= {"brought_by": by, "brought_at": timezone.now()}
    version, is_new = package.versions.get_or_create(digest=digest, defaults=facts)
    if is_new:
        enqueue_on_commit(TASK, version.pk)
    return version
