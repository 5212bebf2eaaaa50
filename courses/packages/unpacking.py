"""Unpacks packages in the worker: each version becomes ready, or is refused with a reason."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db.models import F
from django.utils import timezone

from courses.models import PackageState, PackageVersion
from courses.packages.archive import PackageArchive
from courses.packages.formats import PackageDescription, describe_package
from courses.packages.refusals import PackageRefused
from courses.packages.stored_files import delete_files, store_file
from people.queue import CLAIM_DURATION, keep_claim, sweep_rows

_MOST_AT_ONCE = 5  # of one sweep
_MOST_NAMED = 20  # files that were left out


def unpack_version(version: PackageVersion) -> bool:
    """Unpack the version; return False if another worker does or did."""
    if not _claim_version(version):
        return False
    version.refresh_from_db()
    # Each claim is another try.
    waiting = PackageVersion.objects.filter(pk=version.pk, state=PackageState.WAITING)
    with keep_claim(waiting.filter(tries=version.tries)):
        _unpack_claimed(version)
    return True


def _unpack_claimed(version: PackageVersion) -> None:
    archive: PackageArchive | None = None
    try:
        if version.tries > PackageVersion.MOST_TRIES:
            raise PackageRefused("broken")
        with default_storage.open(str(version.upload), "rb") as stream:
            archive = PackageArchive(stream)
            description = describe_package(archive)
            _store_files(version, archive)
    except PackageRefused as refused:
        _write_outcome(
            version, state=PackageState.REFUSED, refusal=refused.reason, detail=refused.detail
        )
        # What is ready keeps its original, to be taken along; of what is refused nothing stays.
        _delete_upload(version)
        if archive:
            _delete_files(version, archive)
    else:
        _write_outcome(version, state=PackageState.READY, **_read_facts(archive, description))


def _claim_version(version: PackageVersion) -> bool:
    now = timezone.now()
    # One UPDATE: of two workers only one finds the row unclaimed.
    claimable = PackageVersion.objects.claimable(now).filter(pk=version.pk)
    return bool(
        claimable.update(tries=F("tries") + 1, claimed_until=now + CLAIM_DURATION, percent=0)
    )


def _store_files(version: PackageVersion, archive: PackageArchive) -> None:
    done, total, told = 0, max(archive.size, 1), 0
    for path in archive.paths:
        size = archive.size_of(path)
        store_file(version.digest, path, archive.read_pieces(path), size=size)
        done += size
        if done * 100 // total >= told + 10:
            told = done * 100 // total
            PackageVersion.objects.filter(pk=version.pk).update(percent=told)


def _delete_files(version: PackageVersion, archive: PackageArchive) -> None:
    """Delete what was stored before the damage was found."""
    same = PackageVersion.objects.filter(digest=version.digest).exclude(pk=version.pk)
    # The same file in another package: what it plays, or is storing just now, stays.
    if not same.exclude(state=PackageState.REFUSED).exists():
        delete_files(version.digest, archive.paths)


def _read_facts(archive: PackageArchive, description: PackageDescription) -> dict[str, object]:
    return {
        "kind": description.kind,
        "parts": description.parts,
        "warnings": description.warnings,
        "files": len(archive.paths),
        "unpacked_bytes": archive.size,
        "left_out": [path[:200] for path in archive.left_out[:_MOST_NAMED]],
        "percent": 100,
    }


def _write_outcome(version: PackageVersion, **facts: object) -> None:
    waiting = PackageVersion.objects.filter(pk=version.pk, state=PackageState.WAITING)
    waiting.update(claimed_until=None, **facts)
    version.refresh_from_db()


def _delete_upload(version: PackageVersion) -> None:
    upload = str(version.upload)
    PackageVersion.objects.filter(pk=version.pk).update(upload="")
    # After the row: a worker killed in between leaves a file, and no row without one.
    default_storage.delete(upload)
    version.refresh_from_db()


def unpack_waiting() -> int:
    """Unpack versions whose task was lost or whose worker died; return how many."""
    waiting = PackageVersion.objects.claimable(timezone.now()).order_by("pk")[:_MOST_AT_ONCE]
    # An outage: a full or absent storage, which the next try may find.
    return sum(sweep_rows(waiting, unpack_version, outages=(OSError,)).results)
