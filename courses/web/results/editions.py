"""Lets a trainer take back an edition of a course that was no change that matters."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from courses.editions import EditionInUse, withdraw_edition
from courses.models import CourseEdition
from courses.results import list_taught
from people.access import has_role
from people.models import Person, Role


@require_POST
@never_cache
@login_required
def take_edition_back(request: HttpRequest, pk: int, edition: int) -> HttpResponse:
    """Take the newest edition back, unless somebody has completed it."""
    viewer = request.user
    assert isinstance(viewer, Person)  # noqa: S101
    if not has_role(viewer, Role.Kind.TRAINER):
        raise PermissionDenied
    # Security: a course of others and one that does not exist get the same answer.
    course = get_object_or_404(list_taught(viewer), pk=pk)
    row = get_object_or_404(CourseEdition, pk=edition, course=course)
    try:
        withdraw_edition(row, by=viewer)
    except EditionInUse:
        told = _("It stays: somebody has completed this edition, or there is another one since.")
        messages.error(request, told)
    else:
        messages.success(request, _("Taken back. Completions end when they did before."))
    return redirect("courses:results", pk)
