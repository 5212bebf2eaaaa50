"""Lets a person begin a programme, leave it, renew it, and go on with what it asks now."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.models import Programme, ProgrammeEnrolment
from courses.progress.programme_progress import preview_programme
from courses.progress.programmes import (
    ProgrammeNotOffered,
    ProgrammeNotOpen,
    current_programme_enrolment,
    enrol_in_programme,
    leave_programme,
    take_newest_version,
)
from courses.progress.renewal import is_renewable
from courses.web.enrolment import renew_with_points
from courses.web.points import read_points_offer
from courses.web.programmes.pages import find_programme, has_changed
from people.models import Person
from people.web import resume_after_sign_in


@require_http_methods(["GET", "HEAD", "POST"])
@resume_after_sign_in(gettext_lazy("Sign in, and you take the programme."))
def begin_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the programme on POST, or come back to it; a GET shows it."""
    programme = get_object_or_404(Programme.objects.live(), slug=slug)
    if request.method != "POST":
        return redirect("courses:programme", slug)
    person = _take_person(request)
    # A completion that ends is renewed on a page of its own, which says what it takes.
    enrolment = current_programme_enrolment(person, programme) or _begin_or_renew(
        person, programme
    )
    if enrolment.completed_at:
        messages.success(request, _("You have done all that the programme asks. It is completed."))
    else:
        messages.success(request, _("You take the programme. Its courses are in My learning."))
    return redirect("courses:programme", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def renew_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a renewal takes; a POST begins it. Without one to make, show the programme."""
    programme = get_object_or_404(Programme.objects.live(), slug=slug)
    person = _take_person(request)
    current = current_programme_enrolment(person, programme)
    if current is None or current.ends_on is None or not is_renewable(current):
        return redirect("courses:programme", slug)
    if "by_points" in request.POST:
        renew_with_points(request, current)
        return redirect("courses:programme", slug)
    if request.method == "POST":
        _begin_or_renew(person, programme)
        messages.success(request, _("Your renewal has begun. What you completed before stays."))
        return redirect("courses:programme", slug)
    day = max(current.ends_on, timezone.localdate())
    context = {
        "programme": programme,
        "title": programme.title,
        "completed": current,
        "has_ended": current.ends_on <= timezone.localdate(),
        "progress": preview_programme(programme, person, day=day),
        "points": read_points_offer(current),
    }
    return render(request, "courses/programmes/renew.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def leave_programme_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether to leave the programme; a POST leaves it."""
    person = _take_person(request)
    programme = find_programme(slug, person)
    if programme is None:
        raise Http404
    enrolment = current_programme_enrolment(person, programme)
    if enrolment is None or enrolment.completed_at:
        return redirect("courses:programme", slug)
    if request.method != "POST":
        return render(request, "courses/programmes/leave.html", {"programme": programme})
    try:
        leave_programme(enrolment)
    except ProgrammeNotOpen:  # completed, or left in another tab, in the same moment
        return redirect("courses:programme", slug)
    messages.success(request, _("You have left the programme. Your courses stay as they are."))
    return redirect("courses:my_learning")


@require_POST
@never_cache
@login_required
def follow_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Go on with what the programme asks today instead of what it asked at the beginning."""
    person = _take_person(request)
    programme = get_object_or_404(Programme.objects.live(), slug=slug)
    enrolment = current_programme_enrolment(person, programme)
    if has_changed(enrolment, programme) and enrolment:
        try:
            take_newest_version(enrolment)
        except ProgrammeNotOpen:  # completed or left in another tab
            return redirect("courses:programme", slug)
        messages.success(request, _("You take the programme as it is now."))
    return redirect("courses:programme", slug)


def _take_person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user


def _begin_or_renew(person: Person, programme: Programme) -> ProgrammeEnrolment:
    try:
        return enrol_in_programme(person, programme, language=get_language() or "my")
    except ProgrammeNotOffered as error:  # taken off in the same moment
        raise Http404 from error
