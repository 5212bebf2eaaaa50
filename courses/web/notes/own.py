"""Shows each person their own notes, and no others."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.models import ReflectionNote
from courses.progress.outline import lesson_url
from courses.reflection import delete_note, list_notes
from people.models import Person
from people.web import parse_primary_key


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_own_notes(request: HttpRequest) -> HttpResponse:
    """Show all notes of the person; a POST deletes one."""
    assert isinstance(request.user, Person)  # noqa: S101
    if request.method == "POST":
        key = parse_primary_key(request.POST.get("note", ""))
        if key is not None and delete_note(request.user, key):
            messages.success(request, _("Your note is deleted."))
        return redirect("courses:own_notes")
    notes = [
        {"note": note, "url": lesson_url(note.lesson) if _is_open(note) else ""}
        for note in list_notes(request.user)
    ]
    return render(request, "courses/notes/own.html", {"notes": notes})


def _is_open(note: ReflectionNote) -> bool:
    lesson = note.lesson
    return lesson.is_live and lesson.module.is_live and lesson.module.course.is_live
