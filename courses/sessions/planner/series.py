"""Writes a series: all its sessions or none, once for each form; takes it back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from courses.models import ClassSession, SessionPart, SessionSeries
from courses.sessions.access import require_runner
from courses.sessions.planner.patterns import MOST_RUNS
from courses.sessions.refusals import SessionRefusal, SessionRefused
from courses.sessions.scheduling import SessionPlan, create_session, open_session
from people.models import Person


@transaction.atomic
def plan_series(
    plans: Sequence[SessionPlan],
    *,
    key: uuid.UUID,
    by: Person,
    opens: bool = True,
    at: dt.datetime | None = None,
) -> SessionSeries:
    """Return the series with a session for each plan; ``key`` again returns the first one.

    All are of one office. Raise `SessionRefused`, and nothing is written.
    """
    at = at or timezone.now()
    if not 0 < len(plans) <= MOST_RUNS:
        raise SessionRefused(SessionRefusal.RUNS)
    agency = plans[0].agency
    require_runner(by, agency)
    # Unique: of two clicks at once the second waits here for the first, and finds its series.
    series, is_new = SessionSeries.objects.get_or_create(
        key=key,
        defaults={"agency": agency, "titles": plans[0].titles, "made_by": by, "made_at": at},
    )
    if not is_new:
        if series.made_by_id != by.pk:
            raise SessionRefused(SessionRefusal.NOT_YOURS)
        return series
    for plan in plans:
        session = create_session(plan, by=by, at=at, series=series)
        if opens:
            open_session(session, by=by, at=at)
    return series


@transaction.atomic
def undo_series(
    series: SessionSeries, *, by: Person, at: dt.datetime | None = None
) -> tuple[int, int]:
    """Delete the sessions in which nobody ever had a place; return how many went and stayed.

    What was cancelled, finished or assigned, or has a test, stays too. Raise `SessionRefused`.
    """
    locked = SessionSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    require_runner(by, locked.agency)
    # The locks under which people join, in the order of keys: who joins now is seen, or waits
    # and finds no session any more.
    rows = locked.sessions.select_for_update(of=("self",)).order_by("pk")
    known = [one.pk for one in rows]
    gone = list(locked.sessions.untouched().values_list("pk", flat=True))
    SessionPart.objects.filter(session__in=gone).delete()
    ClassSession.objects.filter(pk__in=gone).delete()
    if len(gone) == len(known) and locked.undone_at is None:
        locked.undone_by, locked.undone_at = by, at or timezone.now()
        locked.save(update_fields=["undone_by", "undone_at"])
    return len(gone), len(known) - len(gone)
