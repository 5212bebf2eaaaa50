"""Hands people a copy of their data: asked for on a page, made in the worker, gone after days.

Only writer of `DataRequest` and its files.
"""

from __future__ import annotations

import datetime as dt
import secrets
import tempfile

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from people.messaging import notify_person
from people.models import DataRequest, Person
from people.privacy.export import write_archive
from people.queue import CLAIM_DURATION, enqueue_on_commit, keep_claim, sweep_rows

_TASK = "people.tasks.write_own_data"
_MOST_AT_ONCE = 10  # of one sweep


@transaction.atomic
def ask_for_data(person: Person, *, language: str) -> DataRequest:
    """Return the request that waits, made now unless there is one; the worker writes the copy."""
    # Locked: of two requests at once the second finds that of the first.
    Person.objects.select_for_update().get(pk=person.pk)
    row, _is_new = DataRequest.objects.unfinished().get_or_create(
        person=person, defaults={"language": language, "asked_at": timezone.now()}
    )
    if row.has_failed:
        row.tries, row.claimed_until = 0, None
        row.save(update_fields=["tries", "claimed_until"])
    enqueue_on_commit(_TASK, row.pk)
    return row


def find_newest_request(person: Person) -> DataRequest | None:
    return DataRequest.objects.filter(person=person).first()


def get_end(row: DataRequest) -> dt.datetime | None:
    """Return when the copy is deleted."""
    days = dt.timedelta(days=settings.RETENTION_DAYS["own-data"])
    return row.done_at + days if row.done_at else None


def write_own_data(row: DataRequest) -> bool:
    """Write the copy and tell the person; return False if another worker does or did."""
    if not _claim_request(row):
        return False
    row.refresh_from_db()
    # Whoever takes it over gives its file another name.
    ours = DataRequest.objects.unfinished().filter(pk=row.pk, file=row.file.name)
    # An unnamed file on the disk vanishes with its process, and spares memory.
    with keep_claim(ours), tempfile.TemporaryFile(dir=settings.VAR_DIR) as file:
        write_archive(row.person, file, language=row.language, tell=_Progress(row).tell)
        file.seek(0)
        default_storage.save(str(row.file), File(file))
    if not (is_ours := _finish_request(row, ours)):
        default_storage.delete(str(row.file))
    return is_ours


class _Progress:
    """Writes down how far the copy of a row is."""

    def __init__(self, row: DataRequest) -> None:
        self.rows = DataRequest.objects.filter(pk=row.pk)

    def tell(self, percent: int) -> None:
        self.rows.update(percent=percent)


def _claim_request(row: DataRequest) -> bool:
    now, abandoned = timezone.now(), row.file.name
    # Nobody guesses the name: some storages serve files without asking who comes.
    name = f"own-data/{now.year}/{secrets.token_urlsafe(24)}.zip"
    # One UPDATE: of two workers only one finds the row unclaimed.
    claimable = DataRequest.objects.claimable(now).filter(pk=row.pk)
    claimed = claimable.update(
        tries=F("tries") + 1, claimed_until=now + CLAIM_DURATION, file=name, percent=0
    )
    if claimed and abandoned:
        default_storage.delete(abandoned)
    return bool(claimed)


@transaction.atomic
def _finish_request(row: DataRequest, ours: QuerySet[DataRequest]) -> bool:
    if not ours.update(done_at=timezone.now(), percent=100):
        return False
    notify_person(row.person, "people/own_data", subject=str(row.pk), facts={})
    return True


def write_waiting_data() -> int:
    """Write copies whose task was lost or whose worker died; return how many."""
    waiting = DataRequest.objects.claimable(timezone.now())[:_MOST_AT_ONCE]
    # An outage: a full or absent storage, which the next try may find.
    return sum(sweep_rows(waiting, write_own_data, outages=(OSError,)).results)


def delete_copies(rows: QuerySet[DataRequest]) -> int:
    """Delete the requests, each after its file."""
    return len(sweep_rows(rows, _delete_copy).results)


def _delete_copy(row: DataRequest) -> None:
    if row.file.name:
        default_storage.delete(row.file.name)
    row.delete()
