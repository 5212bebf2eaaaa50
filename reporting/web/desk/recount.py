"""Shows whoever runs the service whether figures are what the facts say."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.models import Person
from people.web import PendingWork, register_work
from people.web.office import require_reader
from reporting.models import RecountResult, StalePerson


@never_cache
@require_safe
@login_required
def show_recount(request: HttpRequest) -> HttpResponse:
    """Show what the last recount found, and what to do where figures differ."""
    if not require_reader(request).is_superuser:
        raise PermissionDenied
    context = {"last": RecountResult.objects.first(), "stale": StalePerson.objects.count()}
    return render(request, "reporting/recount.html", context)


def offer_alarm() -> None:
    """Tell whoever runs the service that figures differ, until a recount finds none."""
    register_work(
        PendingWork(
            key="figures",
            order=95,
            label=gettext_lazy("Figures that differ from the facts"),
            empty=gettext_lazy("All figures are what the facts say"),
            address="reporting:recount",
            find=_find_wrong,
        )
    )


def _find_wrong(person: Person) -> QuerySet[RecountResult] | None:
    # Nobody else can count again, and a figure is not told to be wrong before somebody looked.
    if not person.is_superuser:
        return None
    return RecountResult.objects.exclude(people=0, units=0)
