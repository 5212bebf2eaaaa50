"""Shows my learning: what is due, the course to go on with, those under way, those completed."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.assignments import Duty, list_duties
from courses.models import Course, Enrolment, Quiz
from courses.progress.outline import CourseStep
from courses.progress.programme_progress import list_open_programmes
from courses.progress.progress import Progress, get_progress_by_enrolment
from courses.progress.renewal import is_renewable
from courses.quizzes.standing import AttemptStanding, load_standings
from courses.web.sessions.learner import list_own_seats, signed_in


@dataclass(frozen=True)
class _EnrolledCourse:
    """Holds an enrolment with its progress, and the standings at the quizzes to be passed."""

    enrolment: Enrolment
    progress: Progress
    standings: dict[int, AttemptStanding]  # by the id of the quiz
    is_newest: bool = True  # of the person's enrolments in the course

    @property
    def is_renewable(self) -> bool:
        return self.is_newest and self.enrolment.course.is_live and is_renewable(self.enrolment)

    @property
    def next_step(self) -> CourseStep | None:
        """Return the next step that can be done: no quiz that is closed, nor what waits for it."""
        left = self.progress.left if self.enrolment.course.is_live else []
        is_final_locked = bool(self.progress.before_final)
        can_be_done = (one for one in left if not (one.is_final and is_final_locked))
        return next((one for one in can_be_done if self._is_open(one)), None)

    def _is_open(self, step: CourseStep) -> bool:
        return not isinstance(step.row, Quiz) or self.standings[step.row.pk].is_open


@dataclass(frozen=True)
class _DueCourse:
    """Holds a course that somebody is asked to complete, with their enrolment if they began."""

    duty: Duty
    enrolled: _EnrolledCourse | None

    @property
    def next_step(self) -> CourseStep | None:
        return self.enrolled.next_step if self.enrolled else None


@require_safe
@cache_control(private=True, no_store=True)
@login_required
def show_my_learning(request: HttpRequest) -> HttpResponse:
    """Show the person's enrolments, the last used first."""
    person = signed_in(request)
    mine = Enrolment.objects.filter(person=person)
    enrolments = list(mine.select_related("course").by_recent_use())
    courses = _load_courses([one for one in enrolments if not one.withdrawn_at])
    under_way = [one for one in courses if not one.enrolment.completed_at]
    # Not simply the newest: its course may have been taken off.
    going_on = next((one for one in under_way if one.next_step), None)
    begun = {one.enrolment.course_id: one for one in under_way}
    duties = list_duties(person)
    context = {
        "due": [_DueCourse(duty, begun.get(duty.course.pk)) for duty in duties],
        "sessions": list_own_seats(person),
        "going_on": going_on,
        "under_way": [one for one in under_way if one is not going_on],
        "completed": [one for one in courses if one.enrolment.completed_at],
        "left": _list_left_courses(enrolments),
        "programmes": list_open_programmes(person.pk),
    }
    return render(request, "courses/my_learning.html", context)


def _load_courses(enrolments: list[Enrolment]) -> list[_EnrolledCourse]:
    progress = get_progress_by_enrolment(enrolments)
    pairs = [
        (quiz, one) for one in enrolments for quiz in _list_open_quizzes(one, progress[one.pk])
    ]
    standings = load_standings(pairs)
    newest = {one.course_id: one for one in sorted(enrolments, key=lambda one: one.occasion)}
    return [
        _EnrolledCourse(
            one,
            progress[one.pk],
            {quiz.pk: standings[quiz.pk, one.pk] for quiz, whose in pairs if whose is one},
            newest[one.course_id] == one,
        )
        for one in enrolments
    ]


def _list_left_courses(enrolments: list[Enrolment]) -> list[Course]:
    """Return the courses that the person left and may come back to, the last left first."""
    # A renewal that was left needs nobody while what was completed before counts (again).
    counts = {one.course_id for one in enrolments if one.completed_at and not is_renewable(one)}
    left = [
        (one.withdrawn_at, one.course)
        for one in enrolments
        if one.is_left and one.course_id not in counts
    ]
    left.sort(key=itemgetter(0), reverse=True)
    return [course for _at, course in left if course.is_live]


def _list_open_quizzes(enrolment: Enrolment, progress: Progress) -> list[Quiz]:
    """Return the quizzes that the person has still to pass."""
    left = () if enrolment.completed_at else progress.left
    return [step.row for step in left if isinstance(step.row, Quiz)]
