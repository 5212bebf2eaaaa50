"""Gives a report to one worker, and keeps it with that worker as long as it lives."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.models import F, QuerySet
from django.utils import timezone

from reporting.models import ReportFile

# Who waits for a worker that was killed waits no longer. A worker that lives renews it many times,
# so that a slow database or a busy machine takes no report away from it.
_CLAIM_DURATION = dt.timedelta(seconds=60)
_RENEWED_EVERY = 10  # seconds


def claim_report(row: ReportFile) -> bool:
    """Take the report, and name its file; return False if another worker has it or drew it."""
    now, abandoned = timezone.now(), row.file.name
    # Nobody guesses the name: some storages serve files without asking who comes.
    name = f"reports/{now.year}/{secrets.token_urlsafe(24)}.pdf"
    # One UPDATE: of two workers only one finds the row unclaimed.
    claimed = ReportFile.objects.claimable(now).filter(pk=row.pk)
    if not claimed.update(tries=F("tries") + 1, claimed_until=now + _CLAIM_DURATION, file=name):
        return False
    row.file.name = name
    if abandoned:
        default_storage.delete(abandoned)
    return True


def find_claimed(row: ReportFile) -> QuerySet[ReportFile]:
    """Return the row while it is ours: whoever takes it over gives its file another name."""
    return ReportFile.objects.unfinished().filter(pk=row.pk, file=row.file.name)


@contextmanager
def keep_claim(row: ReportFile) -> Iterator[None]:
    """Renew the claim in the block, which is one long step and says nothing of how far it is.

    A thread does, so it ends with the process however that ends.
    """
    is_over = Event()
    thread = Thread(target=_renew_claim, args=(row, is_over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _renew_claim(row: ReportFile, is_over: Event) -> None:
    # No longer than a task may run: a worker of threads ends none that hangs.
    for _ in range(int(settings.CELERY_TASK_TIME_LIMIT / _RENEWED_EVERY)):
        if is_over.wait(_RENEWED_EVERY):
            return
        try:
            find_claimed(row).update(claimed_until=timezone.now() + _CLAIM_DURATION)
        except DatabaseError:
            # It may answer the next time, and whoever takes over meanwhile is noticed at the end.
            continue
        finally:
            # Of this thread: nobody else closes it.
            connection.close()
