"""Shows my learning: the course to go on with, those under way, those completed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.models import Course, Enrolment, Quiz
from courses.progress.progress import Progress, get_progress_by_enrolment
from courses.progress.renewal import is_renewable
from courses.quizzes.standing import AttemptStanding, load_standings


@dataclass(frozen=True)
class _EnrolledCourse:
    """Holds an enrolment with its progress, and the standing at the quiz that is next."""

    enrolment: Enrolment
    progress: Progress
    standing: AttemptStanding | None = None
    is_newest: bool = True  # of the person's enrolments in the course

    @property
    def is_renewable(self) -> bool:
        return self.is_newest and self.enrolment.course.is_live and is_renewable(self.enrolment)

    @property
    def can_go_on(self) -> bool:
        if not self.enrolment.course.is_live or self.progress.next_step is None:
            return False
        return self.standing is None or self.standing.is_open


@require_safe
@cache_control(private=True, no_store=True)
@login_required
def show_my_learning(request: HttpRequest) -> HttpResponse:
    """Show the person's enrolments, the last used first."""
    mine = Enrolment.objects.filter(person=request.user.pk, withdrawn_at=None)
    enrolments = list(mine.select_related("course").by_recent_use())
    courses = _load_courses(enrolments)
    under_way = [one for one in courses if not one.enrolment.completed_at]
    # Not simply the newest: its course may have been taken off.
    going_on = next((one for one in under_way if one.can_go_on), None)
    context = {
        "going_on": going_on,
        "under_way": [one for one in under_way if one is not going_on],
        "completed": [one for one in courses if one.enrolment.completed_at],
        "left": _list_left_courses(request),
    }
    return render(request, "courses/my_learning.html", context)


def _load_courses(enrolments: list[Enrolment]) -> list[_EnrolledCourse]:
    progress = get_progress_by_enrolment(enrolments)
    quizzes = {one.pk: _find_next_quiz(one, progress[one.pk]) for one in enrolments}
    pairs = [(quiz, one) for one in enrolments if (quiz := quizzes[one.pk])]
    by_enrolment = {key[1]: standing for key, standing in load_standings(pairs).items()}
    newest = {one.course_id: one for one in sorted(enrolments, key=lambda one: one.occasion)}
    return [
        _EnrolledCourse(
            one, progress[one.pk], by_enrolment.get(one.pk), newest[one.course_id] == one
        )
        for one in enrolments
    ]


def _list_left_courses(request: HttpRequest) -> list[Course]:
    """Return the courses that the person left and may come back to."""
    left = Enrolment.objects.left().filter(person=request.user.pk, course__is_live=True)
    return [one.course for one in left.select_related("course").order_by("-withdrawn_at")]


def _find_next_quiz(enrolment: Enrolment, progress: Progress) -> Quiz | None:
    step = None if enrolment.completed_at else progress.next_step
    return step.row if step and isinstance(step.row, Quiz) else None
