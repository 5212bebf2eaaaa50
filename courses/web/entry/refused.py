"""Leads whoever may not enrol to the page that says why."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from courses.entry import EntryRefused

_View = Callable[..., HttpResponse]


def explain_refused_entry(view: _View) -> _View:
    """Show the course, which says what is missing, in place of an enrolment that is refused."""

    @wraps(view)
    def lead_to_course(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except EntryRefused as refused:
            messages.warning(request, _("You cannot enrol in this course. See below why."))
            return redirect("courses:course", refused.course.slug)

    return lead_to_course
