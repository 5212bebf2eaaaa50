"""Shows a package to its learner, and takes what its frame tells over the bridge."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.models import Enrolment, PackageRecord, PackageVersion
from courses.packages import (
    find_version,
    is_offered,
    load_reports,
    save_report,
)
from courses.packages.records import (
    EnrolmentEnded,
    PackagePart,
    RecordChanged,
    sum_up_parts,
)
from courses.packages.reports import MOST_BYTES, ReportRefused
from courses.progress import enrol_person
from courses.progress.lesson_delivery import LessonView, resolve_lesson
from courses.progress.outline import lesson_url
from courses.web.entry.refused import explain_refused_entry
from courses.web.packages.frame import allow_frame, build_frame_facts, choose_part
from people.models import Person
from people.text.formatting import official_datetime
from people.web import parse_primary_key, resume_after_sign_in

# Beside the data itself: three numbers, and letters that JSON writes as six signs.
_LARGEST_POST = MOST_BYTES * 6 + 1_000


@dataclass(frozen=True)
class _OpenedPackage:
    """A package of a lesson for whoever opens it; ``enrolment`` is None for whoever has none."""

    lesson: LessonView
    version: PackageVersion
    parts: list[PackagePart]

    @property
    def enrolment(self) -> Enrolment | None:
        return self.lesson.enrolment

    def find_part(self, number: str) -> PackagePart:
        return choose_part(self.parts, number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resume_after_sign_in(gettext_lazy("Sign in, and what you do in the exercise is kept."))
@explain_refused_entry
def show_package(
    request: HttpRequest, course: str, module: str, lesson: str, package: int
) -> HttpResponse:
    """Show the page around the package; a POST enrols, so that what is done is kept."""
    opened = _open_package(request, (course, module, lesson), package)
    if request.method == "POST":
        return _enrol_in_course(request, opened)
    part = opened.find_part(request.GET.get("part", ""))
    if not part.is_open:
        # Whoever comes to a closed one, by an old link, goes on where it is open.
        part = opened.find_part("")
    response = render(request, "courses/packages/package.html", _page_context(opened, part))
    return allow_frame(response)


def _open_package(
    request: HttpRequest,
    address: tuple[str, str, str],
    package: int,
    *,
    opened: int | None = None,
) -> _OpenedPackage:
    person = request.user if isinstance(request.user, Person) else None
    language = get_language() or "my"
    lesson = resolve_lesson(*address, language=language, person=person)
    if lesson is None or not is_offered():
        raise Http404
    version = find_version(lesson.version, package, lesson.enrolment, opened=opened)
    if version is None:
        raise Http404
    return _OpenedPackage(lesson, version, load_reports(version, lesson.enrolment))


def _enrol_in_course(request: HttpRequest, opened: _OpenedPackage) -> HttpResponse:
    assert isinstance(request.user, Person)  # noqa: S101 - others were sent to sign in
    lesson = opened.lesson.version
    if opened.enrolment is None:
        enrol_person(request.user, lesson.lesson.module.course, language=lesson.language)
    return redirect(request.path)


def _page_context(opened: _OpenedPackage, part: PackagePart) -> dict[str, Any]:
    lesson = opened.lesson.version.lesson
    return {
        "course": lesson.module.course,
        "lesson": lesson,
        "lesson_url": lesson_url(lesson),
        "version": opened.version,
        "parts": opened.parts,
        "whole": sum_up_parts(opened.parts),
        "part": part,
        "is_kept": opened.enrolment is not None,
        "facts": build_frame_facts(opened.version, part, opened.enrolment),
    }


@never_cache
@require_POST
def save_package(
    request: HttpRequest, course: str, module: str, lesson: str, package: int
) -> HttpResponse:
    """Keep what the package tells; the answer is JSON with words for the learner."""
    if not request.user.is_authenticated:
        return _tell(_("You are signed out. Sign in in another window; it is kept here."), 401)
    sent = _read_posted(request)
    if sent is None:
        return _tell(_("What the exercise sent cannot be kept."), 400)
    opened = _open_package(request, (course, module, lesson), package, opened=sent["version"])
    enrolment = opened.enrolment
    if enrolment is None or sent["enrolment"] != enrolment.pk:
        # Left open by somebody else, or the course was left meanwhile.
        return _tell(_("This page is of somebody else, or of a course that was left."), 404)
    if sent["version"] != opened.version.pk:
        return _tell(_("This exercise has a newer version. Open it again."), 410)
    return _save_posted(opened, enrolment, sent)


def _read_posted(request: HttpRequest) -> dict[str, Any] | None:
    """Return what was posted if it has the form of a save."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > _LARGEST_POST:
        return None
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    numbers = ("enrolment", "version", "part", "base")
    is_whole = isinstance(sent, dict) and all(_is_id(sent.get(name)) for name in numbers)
    return sent if is_whole else None


def _is_id(value: Any) -> bool:
    return type(value) is int and parse_primary_key(str(value)) is not None


def _save_posted(
    opened: _OpenedPackage, enrolment: Enrolment, sent: dict[str, Any]
) -> HttpResponse:
    part = opened.find_part(str(sent["part"]))
    try:
        record = save_report(
            enrolment,
            opened.lesson.version,
            part,
            opened.version,
            sent.get("data"),
            base=sent["base"],
        )
    except ReportRefused:
        return _tell(_("What the exercise sent cannot be kept: it is too large."), 400)
    except EnrolmentEnded:
        return _tell(_("You left this course. Enrol again to go on."), 404)
    except RecordChanged as changed:
        return _tell_changed(changed.record)
    return _tell(_("Saved."), 200, revision=record.revision, reported=_describe(record))


def _tell_changed(record: PackageRecord) -> HttpResponse:
    words = _("Another window or device has saved this exercise: %(when)s.")
    told = words % {"when": official_datetime(record.saved_at)}
    return _tell(told, 409, revision=record.revision)


def _describe(record: PackageRecord) -> str:
    """Return what the package reports, in words that say who says so."""
    words = _("Reported by the exercise: %(status)s") % {"status": record.get_status_display()}
    if record.score is None:
        return words
    return f"{words} · " + _("%(score)s percent") % {"score": record.score}


def _tell(message: str, status: int, **facts: Any) -> JsonResponse:
    return JsonResponse({"message": message, **facts}, status=status)
