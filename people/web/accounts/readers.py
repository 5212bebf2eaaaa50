"""Shows a person who can see their data, and who looked at it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.history import list_viewers
from people.history.looks import Viewer
from people.models import Posting
from people.roles.readers import list_readers
from people.web.accounts.contacts import signed_in_person


@never_cache
@require_safe
@login_required
def show_readers(request: HttpRequest) -> HttpResponse:
    """Show by which roles others see the signed-in person's data, and who did within a year."""
    person = signed_in_person(request)
    viewers = list_viewers(person)
    context = {
        "readers": list_readers(person),
        "viewers": _find_offices(viewers),
    }
    return render(request, "people/readers.html", context)


def _find_offices(viewers: list[Viewer]) -> list[tuple[Viewer, str]]:
    """Return each viewer with the name of the office where they serve today."""
    people = [viewer.person for viewer in viewers]
    postings = Posting.objects.on(timezone.localdate()).filter(person__in=people)
    offices = {one.person_id: one.agency.name for one in postings.select_related("agency")}
    return [(viewer, offices.get(viewer.person.pk, "")) for viewer in viewers]
