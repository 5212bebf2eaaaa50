"""Shows lessons to anybody, and marks them done for people with an account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.catalogue.addresses import find_moved_lesson
from courses.models import Enrolment, LessonVersion
from courses.progress.completion import complete_lesson, visit_lesson
from courses.progress.enrolment import enrol_person
from courses.progress.lesson_delivery import LessonView, measure_version, resolve_lesson
from courses.progress.outline import lesson_url
from courses.progress.progress import get_progress
from courses.web.caching.conditional import (
    build_page_etag,
    not_modified_response,
    set_etag,
)
from courses.web.entry.refused import explain_refused_entry
from courses.web.moved import redirect_moved
from courses.web.notes.writing import load_own_notes, show_notes
from people.models import Person
from people.web import parse_primary_key, resume_after_sign_in


@require_http_methods(["GET", "HEAD", "POST"])
@resume_after_sign_in(gettext_lazy("Sign in, and this lesson is marked done."))
@explain_refused_entry
def show_lesson(request: HttpRequest, course: str, module: str, lesson: str) -> HttpResponse:
    """Show the lesson; a POST marks it done."""
    person = request.user if request.user.is_authenticated else None
    language = get_language() or "my"
    lesson_view = resolve_lesson(course, module, lesson, language=language, person=person)
    if lesson_view is None:
        return redirect_moved(request, _find_moved_address(course, module, lesson))
    if request.method == "POST":
        return _mark_lesson_done(request, lesson_view)
    return _render_lesson(request, lesson_view)


def _find_moved_address(course: str, module: str, lesson: str) -> str | None:
    moved = find_moved_lesson(course, module, lesson)
    return lesson_url(moved) if moved else None


def _render_lesson(request: HttpRequest, lesson_view: LessonView) -> HttpResponse:
    version, lessons = lesson_view.version, lesson_view.lessons
    _record_visit(lesson_view)  # before the 304: an unchanged page is also a visit
    notes = load_own_notes(request, version)
    written = [(note.pk, note.written_at) for note in notes.values()]
    tag = build_page_etag(request, version.digest, _lesson_facts(lessons), written)
    early = not_modified_response(request, tag)
    if early is not None:
        return early
    context = _lesson_context(version, lessons) | {"html": show_notes(request, version, notes)}
    response = render(request, "courses/lesson.html", context)
    return set_etag(response, tag)


def _lesson_facts(lessons: list[Any]) -> list[Any]:
    return [
        (one.pk, one.slug, one.titles, one.minutes, one.is_optional, one.done) for one in lessons
    ]


def _lesson_context(version: LessonVersion, lessons: list[Any]) -> dict[str, Any]:
    place = next(i for i, one in enumerate(lessons) if one.pk == version.lesson_id)
    module = version.lesson.module
    return {
        "version": version,
        "lesson": lessons[place],
        "course": module.course,
        "module": module,
        "number": place + 1,
        "total": len(lessons),
        "size": measure_version(version),
        "previous": lesson_url(lessons[place - 1]) if place else "",
        "next": lesson_url(lessons[place + 1]) if place + 1 < len(lessons) else "",
        "is_other_language": version.language != get_language(),
    }


def _record_visit(lesson_view: LessonView) -> None:
    if lesson_view.enrolment:
        visit_lesson(lesson_view.enrolment, lesson_view.version.lesson)


def _mark_lesson_done(request: HttpRequest, lesson_view: LessonView) -> HttpResponse:
    version, enrolment = lesson_view.version, lesson_view.enrolment
    course = version.lesson.module.course
    if enrolment is None:
        assert isinstance(request.user, Person)  # noqa: S101
        enrolment = enrol_person(request.user, course, language=version.language)
    was_complete = bool(enrolment.completed_at)
    enrolment = complete_lesson(enrolment, _find_posted_version(request, version))
    if enrolment.completed_at and not was_complete:
        return _congratulate_learner(request, enrolment)
    step = get_progress(enrolment).next_after(version.lesson)
    return redirect(step.url) if step else redirect("courses:course", course.slug)


def _congratulate_learner(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    if enrolment.is_certified:
        told = _(
            "You have completed this course. Your certificate will be on this page in a moment."
        )
    else:
        told = _("You have completed this course. It gives no certificate.")
    messages.success(request, told)
    return redirect("courses:my_learning")


def _find_posted_version(request: HttpRequest, shown: LessonVersion) -> LessonVersion:
    """Return the version the reader had open, also when a newer one came out meanwhile."""
    key = parse_primary_key(request.POST.get("version", ""))
    if key is None:
        return shown
    versions = LessonVersion.objects.filter(lesson=shown.lesson_id)
    return versions.select_related("lesson__module").filter(pk=key).first() or shown
