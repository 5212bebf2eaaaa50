"""Leads from a former address to the one of today, in the same language."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from courses.catalogue.addresses import find_moved_course

_CourseView = Callable[[HttpRequest, str], HttpResponse]


def redirect_moved(request: HttpRequest, address: str | None) -> HttpResponse:
    """Return the way to the address with the query that came; 404 without another address."""
    if address is None or address == request.path:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    # Not for good: another course may have the address one day, and browsers never forget. What
    # was posted goes along: a lesson may move while somebody reads it.
    return HttpResponseRedirect(
        f"{address}?{query}" if query else address, preserve_request=request.method == "POST"
    )


def follow_moved_course(view: _CourseView) -> _CourseView:
    """Lead on from a former address of a course, to the same page of it."""

    @wraps(view)
    def respond(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            return view(request, slug)
        except Http404:
            moved = find_moved_course(slug)
            match = request.resolver_match
            if moved is None or match is None:
                raise
            return redirect_moved(request, reverse(match.view_name, args=[moved.slug]))

    return respond
