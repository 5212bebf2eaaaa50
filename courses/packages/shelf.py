"""Keeps packages of trainers: the only writer of `Package`; versions begin here.

A package that was removed can be brought back for some weeks; then it is deleted with its files,
unless a learner's record rests on it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from courses.models import (
    LessonPackage,
    LessonVersion,
    Package,
    PackageRecord,
    PackageState,
    PackageVersion,
)
from courses.packages.stored_files import delete_all_files
from people.access import agencies_for
from people.models import Agency, Person, Role
from people.queue import enqueue_on_commit, sweep_rows

TASK = "courses.tasks.unpack_package"
KEPT_REMOVED = dt.timedelta(days=30)
_LONGEST_NAME = 150


class ForeignAgency(Exception):
    """The person is no trainer of the agency."""


class PackageInUse(Exception):
    """A published lesson shows the package."""


class TitleTaken(Exception):
    """Another package of the agency has the title."""


@dataclass(frozen=True)
class PackageUse:
    """A lesson that shows a package as it is read now, in one language."""

    version: LessonVersion
    shown: PackageVersion


def create_package(agency: Agency, title: str, *, by: Person) -> Package:
    """Return the package of the agency by its title, made unless there is one."""
    _require_trainer(agency, by)
    made = {"made_by": by, "made_at": timezone.now()}
    on_shelf = Package.objects.on_shelf()
    return on_shelf.get_or_create(agency=agency, title=title, defaults=made)[0]


def _require_trainer(agency: Agency, by: Person) -> None:
    if not agencies_for(by, Role.Kind.TRAINER).filter(pk=agency.pk).exists():
        raise ForeignAgency


def add_version(package: Package, content: File, *, by: Person) -> PackageVersion:
    """Return the version of the file; the worker unpacks it. The same file again is the same."""
    digest = hashlib.file_digest(content.open("rb"), "sha256").hexdigest()
    there = package.versions.filter(digest=digest).first()
    if there and (there.upload or there.state == PackageState.REFUSED):
        return there
    content.seek(0)
    # Before the transaction: SQLite has one writer, and a copy of 200 MB takes seconds.
    stored = default_storage.save(f"package-uploads/{digest[:2]}/{digest}.zip", content)
    if there:
        # Unpacked when originals were not kept: from now on there is one.
        PackageVersion.objects.filter(pk=there.pk).update(upload=stored)
        return there
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


def rename_package(package: Package, title: str, titles: Mapping[str, str], *, by: Person) -> None:
    """Give the package its name, and what learners read by language. Raise `TitleTaken`."""
    _require_trainer(package.agency, by)
    told = {code: words for code, words in titles.items() if words}
    try:
        with transaction.atomic():
            Package.objects.filter(pk=package.pk).update(title=title, titles=told)
    except IntegrityError as error:
        raise TitleTaken from error


def set_version_aside(version: PackageVersion, *, by: Person) -> bool:
    """Have lessons published from now on show the version before; return whether that changed."""
    _require_trainer(version.package.agency, by)
    rows = PackageVersion.objects.in_use().filter(pk=version.pk)
    return bool(rows.update(set_aside_at=timezone.now()))


def use_version_again(version: PackageVersion, *, by: Person) -> bool:
    """Undo `set_version_aside`."""
    _require_trainer(version.package.agency, by)
    rows = PackageVersion.objects.filter(pk=version.pk, set_aside_at__isnull=False)
    return bool(rows.update(set_aside_at=None))


def list_uses(package: Package) -> list[PackageUse]:
    """Return the lessons that show the package as they are read now; one query."""
    rows = LessonPackage.objects.current().filter(package_version__package=package)
    rows = rows.select_related("lesson_version__lesson__module__course", "package_version")
    ordered = rows.order_by("lesson_version__lesson", "lesson_version__language", "pk")
    return [PackageUse(row.lesson_version, row.package_version) for row in ordered]


def count_records(package: Package) -> int:
    """Return how many enrolments have something recorded of the package."""
    rows = PackageRecord.objects.filter(version__package=package)
    return rows.values("enrolment").distinct().count()


@transaction.atomic
def remove_package(package: Package, *, by: Person) -> None:
    """Take the package off the shelf. Raise `PackageInUse` while a published lesson shows it."""
    _require_trainer(package.agency, by)
    locked = Package.objects.select_for_update().get(pk=package.pk)
    if list_uses(locked):
        raise PackageInUse
    Package.objects.on_shelf().filter(pk=locked.pk).update(removed_at=timezone.now())


def restore_package(package: Package, *, by: Person) -> None:
    """Put the package back on the shelf. Raise `TitleTaken` if another one has its title now."""
    _require_trainer(package.agency, by)
    try:
        with transaction.atomic():
            Package.objects.filter(pk=package.pk).update(removed_at=None)
    except IntegrityError as error:
        raise TitleTaken from error


def delete_removed_packages() -> int:
    """Delete packages that were removed weeks ago and that no record needs; return how many."""
    removed = Package.objects.filter(removed_at__lte=timezone.now() - KEPT_REMOVED)
    kept = PackageRecord.objects.values("version__package")
    rows = removed.exclude(pk__in=kept).order_by("pk")
    return sum(sweep_rows(rows, _delete_package, outages=(OSError,)).results)


def _delete_package(package: Package) -> bool:
    files: list[tuple[str, str]] = []
    with transaction.atomic():
        locked = Package.objects.select_for_update().filter(pk=package.pk).first()
        # Looked at again under the lock: somebody may have brought it back, or published a lesson
        # that was taken back before.
        if locked is None or locked.removed_at is None or list_uses(locked):
            return False
        versions = locked.versions.all()
        files = list(versions.values_list("digest", "upload"))
        LessonPackage.objects.filter(package_version__in=versions).delete()
        versions.delete()
        locked.delete()
    for digest, upload in files:
        if upload:
            default_storage.delete(upload)
        # The same file in another package is one on the disk.
        if not PackageVersion.objects.filter(digest=digest).exists():
            delete_all_files(digest)
    return True
