"""Hands out courses as books, where their trainers allow it: to read without a network."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.exports import (
    ExportContents,
    NothingToExport,
    ask_for_export,
    describe_losses,
    find_export,
    gather_contents,
    open_export,
)
from courses.models import Course, CourseExport, ExportFormat
from courses.web.moved import follow_moved_course
from people.files import respond_with_file


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@follow_moved_course
def show_book(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the book is and how far it is made; a POST has it made."""
    contents = _gather_book(slug)
    if request.method == "POST":
        ask_for_export(contents, ExportFormat.EPUB)
        return redirect(request.path)
    book = find_export(contents, ExportFormat.EPUB)
    context: dict[str, Any] = {
        "course": contents.course,
        "book": book,
        "lesson_count": len(contents.versions),
        "losses": describe_losses(book.losses) if book and book.is_ready else [],
    }
    return render(request, "courses/packages/book.html", context)


@never_cache
@require_safe
def download_book(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Hand out the book of what is published now; without one, the page says what to do."""
    contents = _gather_book(slug)
    book = find_export(contents, ExportFormat.EPUB)
    answer = send_export(request, book) if book else None
    return answer or redirect("courses:book", contents.course.slug)


def send_export(request: HttpRequest, export: CourseExport) -> HttpResponseBase | None:
    """Return the answer that hands out the file of a course, or None while there is none."""
    stream = open_export(export)
    if stream is None:
        return None
    return respond_with_file(
        request,
        stream,
        size=export.bytes,
        content_type=export.content_type,
        name=export.file_name,
        etag=export.digest,
    )


def _gather_book(slug: str) -> ExportContents:
    allowed = Course.objects.live().filter(allows_download=True).select_related("agency")
    course = get_object_or_404(allowed, slug=slug)
    try:
        return gather_contents(course, get_language() or "my")
    except NothingToExport as nothing:
        raise Http404 from nothing
