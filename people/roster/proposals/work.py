"""Claims proposals for a worker, and finds those whose worker was lost."""

from __future__ import annotations

import datetime as dt
import time

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from people.models import RosterProposal
from people.queue import enqueue

# Longer than a file of ten thousand lines takes to be compared, and than any batch.
_LEASE = dt.timedelta(minutes=4)
# One that ended its worker so often is looked at by an operator, who finds it in the log.
MOST_TRIES = 5
TASK = "people.tasks.work_on_roster"


# SQLite has one writer, and whoever waits for it looks again after a tenth of a second at most.
_LET_OTHERS_WRITE = 0.12  # seconds between two transactions of a long row of them


class ClaimLost(Exception):
    """Another worker goes on with the proposal."""


def claim_proposal(pk: int, state: RosterProposal.State) -> RosterProposal | None:
    """Return the proposal for this worker alone; None if there is nothing to do."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    waiting = RosterProposal.objects.filter(free, pk=pk, state=state, tries__lt=MOST_TRIES)
    # One UPDATE: of two workers one finds it free. Counted before the work, which may kill.
    if not waiting.update(claimed_until=now + _LEASE, tries=F("tries") + 1):
        return None
    return RosterProposal.objects.select_related("unit", "by").get(pk=pk)


def extend_claim(proposal: RosterProposal) -> None:
    """Go on within the caller's transaction. Raise `ClaimLost`."""
    own = RosterProposal.objects.filter(
        pk=proposal.pk, state=proposal.state, claimed_until=proposal.claimed_until
    )
    proposal.claimed_until, proposal.tries = timezone.now() + _LEASE, 0
    if not own.update(claimed_until=proposal.claimed_until, tries=0):
        raise ClaimLost


def let_others_write() -> None:
    """Wait between two transactions, else the next one begins before anybody else can."""
    if connection.vendor == "sqlite":
        time.sleep(_LET_OTHERS_WRITE)


def requeue_stalled_proposals() -> None:
    """Queue proposals at which no worker is; one that was killed goes on where it was."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    waiting = RosterProposal.objects.at_work().filter(free, tries__lt=MOST_TRIES)
    for pk in waiting.values_list("pk", flat=True):
        enqueue(TASK, pk)
