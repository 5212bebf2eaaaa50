"""Forgets what tells of people in rosters, some time after they were decided."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from people.models import Person, RosterProposal, RosterProposalLine
from people.models.imports.proposal import RosterProposalLineQuerySet

_LINES_AT_ONCE = 2_000  # deleted in one transaction: on SQLite all others wait for it


def find_old_rosters(before: dt.datetime) -> QuerySet[RosterProposal]:
    """Return proposals with data that were decided, or never were, before the moment."""
    ends = Q(applied_at__lt=before) | Q(closed_at__lt=before) | Q(undone_at__lt=before)
    state = RosterProposal.State
    never = Q(state__in=(state.OPEN, state.NAMING, state.UNREADABLE))
    over = RosterProposal.objects.filter(ends | (never & Q(received_at__lt=before)))
    over = over.exclude(state__in=RosterProposal.WORKING_STATES)
    lines = RosterProposalLine.objects.filter(proposal=OuterRef("pk"))
    return over.filter(Q(content__isnull=False) | Exists(lines))


def forget_rosters(over: QuerySet[RosterProposal]) -> None:
    """Delete files and lines.

    What stays is that there was a file, its digest, the counts, and who did what and when.
    """
    for proposal in over:
        _empty_proposal(proposal)


def count_lines_about(person: Person) -> int:
    """Return how many lines of rosters tell of the person."""
    return _lines_about(person).count()


def erase_from_rosters(person: Person) -> None:
    """Take the person out of lines, and drop the files that name them, for nobody reads a part.

    What is still open is out of date: its file is gone.
    """
    lines = _lines_about(person)
    # A list: the lines lose by which they are found.
    pks = list(lines.values_list("proposal", flat=True).distinct())
    about = RosterProposal.objects.filter(pk__in=pks)
    about.filter(state=RosterProposal.State.OPEN).update(
        state=RosterProposal.State.STALE, closed_at=timezone.now()
    )
    about.exclude(state__in=RosterProposal.WORKING_STATES).update(content=None)
    lines.update(staff_number="", name="", stated={}, changes=[], notes=[], undo=None)


def _lines_about(person: Person) -> RosterProposalLineQuerySet:
    numbers = Q(staff_number=person.staff_number) if person.staff_number else Q()
    return RosterProposalLine.objects.filter(Q(person=person) | numbers)


def _empty_proposal(proposal: RosterProposal) -> None:
    lines = RosterProposalLine.objects.filter(proposal=proposal).order_by("pk")
    while pks := list(lines.values_list("pk", flat=True)[:_LINES_AT_ONCE]):
        RosterProposalLine.objects.filter(pk__in=pks).delete()
    proposal.content, proposal.heading, proposal.notes = None, None, []
    proposal.save(update_fields=["content", "heading", "notes"])
