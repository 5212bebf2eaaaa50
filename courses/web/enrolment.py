"""Lets a person enrol in a course, leave it and come back, and renew a completion that ends."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.models import Course, Enrolment, ProgrammeEnrolment
from courses.progress.enrolment import (
    NothingToLeave,
    current_enrolment,
    enrol_person,
    leave_course,
)
from courses.progress.progress import get_progress
from courses.progress.renewal import is_renewable, spares_lessons
from courses.progress.renewal_points import TooFewPoints, renew_by_points
from courses.quizzes.opening import find_first_test
from courses.web.entry.refused import explain_refused_entry
from courses.web.moved import follow_moved_course
from courses.web.points import read_points_offer
from people.models import Person
from people.web import resume_after_sign_in


@require_http_methods(["GET", "HEAD", "POST"])
@follow_moved_course
@resume_after_sign_in(gettext_lazy("Sign in, and you are enrolled."))
@explain_refused_entry
def enrol_in_course(request: HttpRequest, slug: str) -> HttpResponse:
    """Enrol on POST; a GET shows the course."""
    course = get_object_or_404(Course.objects.live(), slug=slug)
    if request.method != "POST":
        return redirect("courses:course", slug)
    person = _require_person(request)
    # A completion that ends is renewed on a page of its own, which says what it takes.
    enrolment = current_enrolment(person, course) or _enrol(person, course)
    messages.success(request, _("You are enrolled. Your progress is kept in My learning."))
    return _lead_on(enrolment)


@require_http_methods(["GET", "HEAD", "POST"])
@follow_moved_course
@never_cache
@login_required
def renew_course(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a renewal takes; a POST begins it. Without one to make, show the course."""
    course = get_object_or_404(Course.objects.live(), slug=slug)
    person = _require_person(request)
    current = current_enrolment(person, course)
    if current is None or not is_renewable(current):
        return redirect("courses:course", slug)
    if "by_points" in request.POST:
        renew_with_points(request, current)
        return redirect("courses:course", slug)
    if request.method == "POST":
        enrolment = _enrol(person, course)
        messages.success(request, _("Your renewal has begun. What you completed before stays."))
        return _lead_on(enrolment)
    context = {
        "course": course,
        "title": course.title,
        "completed": current,
        "has_ended": current.ends_on and current.ends_on <= timezone.localdate(),
        "spares_lessons": spares_lessons(current),
        "points": read_points_offer(current),
    }
    return render(request, "courses/renew.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@follow_moved_course
@never_cache
@login_required
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether to leave the course; a POST leaves it."""
    course = get_object_or_404(Course.objects.live(), slug=slug)
    enrolment = current_enrolment(_require_person(request), course)
    if enrolment is None or enrolment.completed_at:
        return redirect("courses:course", slug)
    if request.method != "POST":
        return render(request, "courses/leave.html", {"course": course})
    try:
        leave_course(enrolment)
    except NothingToLeave:  # completed, or left in another tab, in the same moment
        return redirect("courses:course", slug)
    messages.success(request, _("You have left the course. What you have done is kept."))
    return redirect("courses:my_learning")


def renew_with_points(request: HttpRequest, current: Enrolment | ProgrammeEnrolment) -> None:
    """Renew at once by points, and say what became of it."""
    try:
        renew_by_points(current, language=get_language() or "my")
    except TooFewPoints:
        messages.warning(request, _("This cannot be renewed by points now."))
    else:
        messages.success(request, _("Renewed. Your new certificate will be here in a moment."))


def _require_person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user


def _enrol(person: Person, course: Course) -> Enrolment:
    return enrol_person(person, course, language=get_language() or "my")


def _lead_on(enrolment: Enrolment) -> HttpResponse:
    """Return the way to the first test, which may be skipped, else to the next step."""
    if first_test := find_first_test(enrolment):
        return redirect("courses:quiz", first_test.key)
    step = get_progress(enrolment).next_step
    return redirect(step.url) if step else redirect("courses:course", enrolment.course.slug)
