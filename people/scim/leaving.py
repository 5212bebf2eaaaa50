"""Ends the service of whom an identity system has deactivated, at once and within its unit."""

from __future__ import annotations

import datetime as dt
import logging

from django.utils import timezone

from people.models import Person, Posting, ScimAccount, ScimToken
from people.postings import PersonOutOfReach, PostingOutOfOrder
from people.postings.leaving import AlreadyLeft, end_service_of

logger = logging.getLogger(__name__)


def find_person(account: ScimAccount) -> Person | None:
    """Return whom the account means: who its line was written for, else by the staff number."""
    if account.proposal:
        lines = account.proposal.lines.written().filter(staff_number=account.staff_number)
        if line := lines.select_related("person").first():
            return line.person
    return Person.objects.filter(staff_number=account.staff_number).first()


def find_own_posting(account: ScimAccount, person: Person) -> Posting | None:
    """Return the open posting of the person, if it is in the unit of the account or below."""
    open_ones = Posting.objects.filter(person=person, valid_to=None)
    return open_ones.filter(agency__path__startswith=account.unit.path).first()


def end_service_at_once(account: ScimAccount, token: ScimToken) -> None:
    """End the posting as the office would that gave the token; what it may not do is proposed.

    People of other offices are none of the system's, and it learns nothing of them.
    """
    person = find_person(account)
    posting = find_own_posting(account, person) if person else None
    if person is None or posting is None:
        return
    # Of somebody who began today the first day that is not served is tomorrow.
    day = max(timezone.localdate(), posting.valid_from + dt.timedelta(days=1))
    try:
        end_service_of(person, day=day, by=token.given_by)
    except (AlreadyLeft, PersonOutOfReach, PostingOutOfOrder):
        # It waits as a line of the next proposal: people.scim.proposing.
        logger.warning("Service could not be ended at once", extra={"person": person.pk})
