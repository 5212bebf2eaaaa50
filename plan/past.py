"""Keeps what targets and clauses said before they change; nothing else writes their past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.planning import insert_rows
from people.text.formatting import official_date
from plan.models import DatedModel

# Rows in one statement; databases limit its parameters.
_BATCH_SIZE = 500


def keep_past(model: type[DatedModel], keys: Sequence[int], since: dt.date) -> None:
    """Keep what the recorded rows say for the days before ``since``.

    Called in the transaction that changes them afterwards. What is changed twice for one day
    keeps what held before the first time.
    """
    # Any: the relation stands in the models that keep a past, not in the one they share.
    rows: Any = model._default_manager
    past: Any = model._meta.get_field("past").related_model  # type: ignore[misc]
    for start in range(0, len(keys), _BATCH_SIZE):
        recorded = rows.filter(pk__in=keys[start : start + _BATCH_SIZE])
        # Locked: of two changes at once each must keep what the other one wrote.
        locked = recorded.select_for_update().exclude(past__until__gte=since)
        insert_rows(
            [
                past(current=row, until=since, **{n: getattr(row, n) for n in row.KEPT_FIELDS})
                for row in locked
            ]
        )


def find_day_fault(row: DatedModel, since: dt.date) -> Any:
    """Return why the row cannot change from that day on, or None."""
    # What is to come would be read today: the row itself says what holds now.
    if since > timezone.localdate():
        return _("A change counts from today or from an earlier day.")
    last = row.past.order_by("-until").values_list("until", flat=True).first()
    if last and since < last:
        message = _("It was changed from {day} on already. Choose that day or a later one.")
        return format_lazy(message, day=official_date(last))
    return None
