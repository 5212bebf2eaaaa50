"""Lists essays that wait for the viewer's marks, the oldest first, and those that were marked."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.models import Course, Essay, EssayMark
from courses.web.sessions.learner import signed_in
from people.access import has_role
from people.models import Person, Role
from people.web import parse_primary_key

_ESSAYS_PER_PAGE = 30


@never_cache
@require_safe
@login_required
def list_essays(request: HttpRequest) -> HttpResponse:
    """Show what waits, or with ``?marked=1`` what is decided; nobody is named here."""
    viewer = admit_marker(request)
    is_marked = "marked" in request.GET
    rows = _list_marked(viewer) if is_marked else list_waiting(viewer)
    # Asked before they are narrowed: the list of courses stays.
    courses = _count_by_course(rows)
    course = parse_primary_key(request.GET.get("course", ""))
    if course:
        rows = rows.filter(quiz__course=course)
    related = rows.select_related("quiz__course", "attempt_item__attempt")
    page = Paginator(related, _ESSAYS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "is_marked": is_marked, "courses": courses, "course": course}
    return render(request, "courses/essays/queue.html", context)


def admit_marker(request: HttpRequest) -> Person:
    """Return the signed-in trainer. Raise `PermissionDenied`."""
    person = signed_in(request)
    if not has_role(person, Role.Kind.TRAINER):
        raise PermissionDenied
    return person


def list_waiting(viewer: Person) -> QuerySet[Any]:
    """Return what the viewer may mark, the oldest first, with who is at it now."""
    marks = EssayMark.objects.filter(essay=OuterRef("pk"))
    others = marks.held(timezone.now()).exclude(marker=viewer)
    return (
        Essay.objects.markable_by(viewer)
        .by_age()
        .annotate(
            is_held=Exists(others),
            has_draft=Exists(marks.filter(marker=viewer, given_at=None)),
            is_seen_once=Exists(marks.given()),
        )
    )


def _list_marked(viewer: Person) -> QuerySet[Essay]:
    rows = Essay.objects.visible_to(viewer).filter(decided_at__isnull=False)
    return rows.order_by("-decided_at", "-pk")


def _count_by_course(rows: QuerySet[Any]) -> list[tuple[Course, int]]:
    counted = rows.order_by().values_list("quiz__course").annotate(n=Count("pk"))
    counts = {row[0]: row[-1] for row in counted}
    found = Course.objects.filter(pk__in=counts).defer("search_text").order_by("pk")
    return [(one, counts[one.pk]) for one in found]
