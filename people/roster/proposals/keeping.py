"""Forgets what tells of people in rosters, some time after they were decided."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from people.models import RosterProposal, RosterProposalLine

_LINES_AT_ONCE = 2_000  # deleted in one transaction: on SQLite all others wait for it


def forget_rosters(at: dt.datetime | None = None) -> None:
    """Empty proposals that were decided, or never were, a year ago.

    What stays is that there was a file, its digest, the counts, and who did what and when.
    """
    before = (at or timezone.now()) - dt.timedelta(days=settings.RETENTION_DAYS["rosters"])
    ends = Q(applied_at__lte=before) | Q(closed_at__lte=before) | Q(undone_at__lte=before)
    never = Q(state__in=(RosterProposal.State.OPEN, RosterProposal.State.UNREADABLE))
    over = RosterProposal.objects.filter(ends | (never & Q(received_at__lte=before)))
    over = over.exclude(state__in=RosterProposal.WORKING_STATES)
    for proposal in over.filter(Q(content__isnull=False) | Q(lines__isnull=False)).distinct():
        _empty(proposal)


def _empty(proposal: RosterProposal) -> None:
    lines = RosterProposalLine.objects.filter(proposal=proposal).order_by("pk")
    while pks := list(lines.values_list("pk", flat=True)[:_LINES_AT_ONCE]):
        RosterProposalLine.objects.filter(pk__in=pks).delete()
    proposal.content, proposal.notes = None, []
    proposal.save(update_fields=["content", "notes"])
