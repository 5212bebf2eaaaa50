"""Shows my learning: the course to go on with, those under way, those completed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.models import Enrolment
from courses.progress.progress import Progress, get_progress_by_enrolment


@dataclass(frozen=True)
class _EnrolledCourse:
    """Holds an enrolment with its progress."""

    enrolment: Enrolment
    progress: Progress

    @property
    def can_go_on(self) -> bool:
        return self.enrolment.course.is_live and self.progress.next_step is not None


@require_safe
@login_required
def show_my_learning(request: HttpRequest) -> HttpResponse:
    """Show the person's enrolments, the last used first."""
    mine = Enrolment.objects.filter(person=request.user.pk, withdrawn_at=None)
    enrolments = list(mine.select_related("course").by_recent_use())
    progress = get_progress_by_enrolment(enrolments)
    courses = [_EnrolledCourse(one, progress[one.pk]) for one in enrolments]
    under_way = [one for one in courses if not one.enrolment.completed_at]
    # Not simply the newest: its course may have been taken off.
    going_on = next((one for one in under_way if one.can_go_on), None)
    context = {
        "going_on": going_on,
        "under_way": [one for one in under_way if one is not going_on],
        "completed": [one for one in courses if one.enrolment.completed_at],
    }
    return render(request, "courses/my_learning.html", context)
