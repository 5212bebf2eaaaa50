"""Shows on one page what waits for whoever works in an office, whatever app it is of."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.access import has_global_access
from people.accounts.slips import slips_to_approve
from people.dual_control import asked_by_same_authority
from people.models import ErasureRequest, NameRequest, Person, Role, RosterProposal
from people.web.accounts.contacts import signed_in_person
from people.web.navigation import forget_waiting
from people.web.pending import PendingWork, list_work, register_work


@never_cache
@require_safe
@login_required
def show_requests(request: HttpRequest) -> HttpResponse:
    """Show each desk of the person with the number that waits there."""
    desks = list_work(signed_in_person(request))
    if not desks:
        raise PermissionDenied
    # The number in the menu is the one that is read here.
    forget_waiting(request)
    return render(request, "people/office/requests.html", {"desks": desks})


def _find_rosters(person: Person) -> QuerySet[Any]:
    waiting = RosterProposal.objects.visible_to(person).filter(state=RosterProposal.State.OPEN)
    # Nobody approves alone what they brought themselves.
    own = asked_by_same_authority(person, asker="by", at="received_at")
    return waiting.exclude(own)


def _find_erasures(person: Person) -> QuerySet[Any] | None:
    if not has_global_access(person):
        return None
    return ErasureRequest.objects.visible_to(person).undecided()


register_work(
    PendingWork(
        key="rosters",
        order=15,
        label=_("Rosters to be approved"),
        empty=_("No roster waits"),
        address="people:office_rosters",
        find=_find_rosters,
        roles=(Role.Kind.HR,),
    )
)
register_work(
    PendingWork(
        key="names",
        order=20,
        label=_("Names to be put right"),
        empty=_("No name waits"),
        address="people:name_requests",
        find=lambda person: NameRequest.objects.managed_by(person).waiting(),
        roles=(Role.Kind.HR,),
    )
)
register_work(
    PendingWork(
        key="slips",
        order=30,
        label=_("Slips that wait for a second person"),
        empty=_("No slip waits"),
        address="people:slips",
        find=slips_to_approve,
        roles=(Role.Kind.HR,),
    )
)


register_work(
    PendingWork(
        key="erasures",
        order=35,
        label=_("Requests to erase data"),
        empty=_("No request to erase data waits"),
        address="people:erasures",
        find=_find_erasures,
    )
)
