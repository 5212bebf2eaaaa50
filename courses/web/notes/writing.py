"""Shows in a lesson the notes that its reader wrote, and takes new ones."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.models import LONGEST_NOTE, LessonVersion, ReflectionNote
from courses.progress.lesson_delivery import resolve_lesson
from courses.progress.outline import lesson_url
from courses.reflection import (
    NoteTooLong,
    fill_places,
    has_place,
    has_places,
    load_notes,
    save_note,
)
from courses.reflection.notes import name_state
from people.models import Person
from people.web import resume_after_sign_in


def load_own_notes(request: HttpRequest, version: LessonVersion) -> dict[UUID, ReflectionNote]:
    """Return the reader's notes in the lesson; asks nothing where it has no place for any."""
    if not has_places(version) or not isinstance(request.user, Person):
        return {}
    return load_notes(request.user, version.lesson)


def show_notes(
    request: HttpRequest, version: LessonVersion, notes: dict[UUID, ReflectionNote]
) -> SafeString:
    """Return the text of the lesson with a form at each question to oneself."""

    def write_form(block: UUID) -> str:
        context = _describe_form(version, block, notes.get(block))
        return render_to_string("courses/notes/form.html", context, request)

    return mark_safe(fill_places(version.html, write_form))  # noqa: S308 - published, so cleaned


def _describe_form(
    version: LessonVersion, block: UUID, note: ReflectionNote | None, **others: Any
) -> dict[str, Any]:
    return {
        "action": f"{lesson_url(version.lesson)}notes/{block}/",
        "block": block,
        "words": note.words if note else "",
        "seen": name_state(note),
        "note": note,
        "longest": LONGEST_NOTE,
        **others,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@resume_after_sign_in(gettext_lazy("Sign in, and your note is kept. Only you can read it."))
def keep_note(
    request: HttpRequest, course: str, module: str, lesson: str, block: UUID
) -> HttpResponse:
    """Keep what was written at a question of the lesson, and go back there."""
    language = get_language() or "my"
    shown = resolve_lesson(course, module, lesson, language=language)
    if shown is None or not has_place(shown.version.lesson, block):
        raise Http404
    back = f"{lesson_url(shown.version.lesson)}#note-{block}"
    if request.method != "POST":
        return redirect(back)
    return _save_posted_note(request, shown.version, block) or redirect(back)


def _save_posted_note(
    request: HttpRequest, version: LessonVersion, block: UUID
) -> HttpResponse | None:
    """Save the note and tell so; return the page that shows again what is too long."""
    assert isinstance(request.user, Person)  # noqa: S101 - others were sent to sign in
    words, seen = request.POST.get("words", ""), request.POST.get("seen", "")
    try:
        is_joined = save_note(request.user, version.lesson, block, words, seen=seen)
    except NoteTooLong:
        context = _describe_form(version, block, None, words=words, seen=seen, is_too_long=True)
        context |= {"lesson": version.lesson, "lesson_url": lesson_url(version.lesson)}
        return render(request, "courses/notes/too_long.html", context, status=422)
    if is_joined:
        told = _("You had changed this note elsewhere meanwhile. Both texts are kept: look at it.")
        messages.warning(request, told)
    else:
        saved = _("Your note is saved.") if words.strip() else _("Your note is deleted.")
        messages.success(request, saved)
    return None
