"""Shows my learning: what is due, the course to go on with, those under way, those completed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from django.contrib.auth.decorators import login_required
from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.assignments import Duty, list_duties
from courses.models import (
    Assignable,
    Course,
    Enrolment,
    FollowUp,
    ProgrammeEnrolment,
    Quiz,
    SessionSeat,
)
from courses.progress.outline import CourseStep
from courses.progress.programme_progress import (
    ProgrammeProgress,
    list_ending_programmes,
    list_open_programmes,
    list_own_programmes,
)
from courses.progress.progress import Progress, get_progress_by_enrolment
from courses.progress.renewal import is_renewable
from courses.quizzes.standing import AttemptStanding, load_standings
from courses.web.sessions.learner import list_own_seats, signed_in
from people.models import Person


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
class _DueLearning:
    """Holds what somebody is asked to complete, with what they have begun of it."""

    duty: Duty
    enrolled: _EnrolledCourse | None = None
    programme: ProgrammeProgress | None = None
    seat: SessionSeat | None = None

    @property
    def is_begun(self) -> bool:
        return self.enrolled is not None or self.programme is not None

    @property
    def next_url(self) -> str | None:
        """Return where they go on: the next step of the course, or the next course."""
        if self.enrolled and self.enrolled.next_step:
            return self.enrolled.next_step.url
        if self.programme and self.programme.next_step:
            return reverse("courses:course", args=[self.programme.next_step.course.slug])
        return None


@dataclass(frozen=True)
class _EndingLearning:
    """What was completed and counts no more from a day on, with the page that renews it."""

    title: str
    ends_on: dt.date
    url: str


@require_safe
@cache_control(private=True, no_store=True)
@login_required
def show_my_learning(request: HttpRequest) -> HttpResponse:
    """Show the person's enrolments, the last used first."""
    person = signed_in(request)
    mine = Enrolment.objects.filter(person=person)
    test_seats = person.sitting_seats.ahead()
    # Asked with them, so that most people have no query for it.
    mine = mine.annotate(has_test_seat=Exists(test_seats))
    enrolments = list(mine.select_related("course__picture", "follow_up").by_recent_use())
    may_have_test_seat = not enrolments or enrolments[0].has_test_seat
    courses = _load_courses([one for one in enrolments if not one.withdrawn_at])
    under_way = [one for one in courses if not one.enrolment.completed_at]
    # Not simply the newest: its course may have been taken off.
    going_on = next((one for one in under_way if one.next_step), None)
    completed = [one for one in courses if one.enrolment.completed_at]
    sessions, taken = list_own_seats(person), list_own_programmes(person)
    programmes = list_open_programmes(taken)
    context = {
        "due": _list_due(person, under_way, programmes, sessions),
        "asked": _list_asked(enrolments),
        "sessions": sessions,
        "test_seats": may_have_test_seat and test_seats.select_related("sitting__quiz__course"),
        "going_on": going_on,
        "under_way": [one for one in under_way if one is not going_on],
        "completed": completed,
        "certified": [
            *(one.enrolment for one in completed),
            *(one for one in taken if one.completed_at),
        ],
        "ending": _list_ending(completed, taken),
        "left": _list_left_courses(enrolments),
        "programmes": programmes,
    }
    return render(request, "courses/my_learning.html", context)


def _list_due(
    person: Person,
    courses: list[_EnrolledCourse],
    programmes: list[tuple[ProgrammeEnrolment, ProgrammeProgress]],
    seats: list[SessionSeat],
) -> list[_DueLearning]:
    """Return what is due, each beside what the person has begun of it: one query more."""
    begun: Mapping[Assignable, _EnrolledCourse] = {one.enrolment.course: one for one in courses}
    taken: Mapping[Assignable, ProgrammeProgress] = {
        enrolment.programme: progress for enrolment, progress in programmes
    }
    seated: Mapping[Assignable, SessionSeat] = {seat.session: seat for seat in seats}
    return [
        _DueLearning(duty, begun.get(what), taken.get(what), seated.get(what))
        for duty in list_duties(person)
        for what in (duty.what,)
    ]


def _list_asked(enrolments: Sequence[Enrolment]) -> list[FollowUp]:
    """Return what is asked about using courses at work and waits for an answer."""
    today = timezone.localdate()
    asked = [
        one.follow_up
        for one in enrolments
        if one.course.asks_feedback and hasattr(one, "follow_up")
    ]
    waiting = [row for row in asked if not row.answer and row.closes_on > today]
    return sorted(waiting, key=lambda row: (row.closes_on, row.pk))


def _list_ending(
    completed: list[_EnrolledCourse], programmes: list[ProgrammeEnrolment]
) -> list[_EndingLearning]:
    """Return what was completed and ends soon, or has ended, the first to end first."""
    courses = [
        _EndingLearning(one.enrolment.course.title, one.enrolment.ends_on, _name_renewal(one))
        for one in completed
        if one.is_renewable and one.enrolment.ends_on
    ]
    more = [
        _EndingLearning(
            one.programme.title,
            one.ends_on,
            reverse("courses:renew_programme", args=[one.programme.slug]),
        )
        for one in list_ending_programmes(programmes)
        if one.ends_on
    ]
    return sorted([*courses, *more], key=lambda one: one.ends_on)


def _name_renewal(one: _EnrolledCourse) -> str:
    return reverse("courses:renew", args=[one.enrolment.course.slug])


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


def _list_left_courses(enrolments: Sequence[Enrolment]) -> list[Course]:
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
