"""Gives views the question that a request asks, and the person who asks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people.models import Person
from reporting.query.parameters import (
    NoReportingRole,
    ReportQuery,
    UnitOutOfReach,
    read_report_query,
)
from reporting.web.answers import refuse_question
from reporting.web.choices import tell_unknown

_View = Callable[..., HttpResponseBase]
_STILL_TO_COME = _("This day is still to come. Ask for today or an earlier day.")


def with_report_query(view: _View) -> _View:
    """Pass the view the `ReportQuery`; answer people without a role and units out of reach."""
    return require_safe(_pass_query(view))


def with_posted_query(view: _View) -> _View:
    """Do the same for a view that writes: what is asked stands in its address too."""
    return require_POST(_pass_query(view))


def _pass_query(view: _View) -> _View:
    # never_cache: figures are for one person's roles, which may end today.
    @never_cache
    @login_required
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            report_query = read_report_query(request)
        except NoReportingRole:
            return render(request, "reporting/no_role.html", status=403)
        except UnitOutOfReach as error:
            raise Http404 from error
        return view(request, report_query, **kwargs)

    return answer


def with_choices(**choices: Collection[str]) -> Callable[[_View], _View]:
    """Tell of values in the address that a part of the question, by its name, cannot have.

    Beneath the decorators above: the page shows the usual one beside the error, a file is refused.
    """

    def wrap(view: _View) -> _View:
        @wraps(view)
        def answer(
            request: HttpRequest, report_query: ReportQuery, **kwargs: Any
        ) -> HttpResponseBase:
            for name, values in choices.items():
                tell_unknown(report_query, name, request.GET.get(name, ""), values)
            return view(request, report_query, **kwargs)

        return answer

    return wrap


def with_valid_query(view: _View) -> _View:
    """Answer a wrong question with what is wrong: for files, which would be kept as the answer.

    Beneath the decorators above.
    """

    @wraps(view)
    def answer(request: HttpRequest, report_query: ReportQuery, **kwargs: Any) -> HttpResponseBase:
        if not report_query.is_valid:
            return refuse_question(request, report_query.form)
        return view(request, report_query, **kwargs)

    return answer


def with_day_until_today(view: _View) -> _View:
    """Ask of today where a day to come is asked for, and keep that day for the page to tell.

    Beneath the decorators above: forecasts begin today, and nobody is followed any further.
    """

    @wraps(view)
    def answer(request: HttpRequest, report_query: ReportQuery, **kwargs: Any) -> HttpResponseBase:
        if report_query.scope.is_ahead:
            # Units are called today what they are called on a day to come.
            scope = replace(report_query.scope, day=timezone.localdate())
            left = report_query.scope.day
            report_query = replace(report_query, scope=scope, left_day=left)
        return view(request, report_query, **kwargs)

    return answer


def with_no_day_to_come(view: _View) -> _View:
    """Tell of a day to come as a wrong part: what is served or done would be that of today.

    Beneath the decorators above, for the files and acts of pages that tell of today instead.
    """

    @with_day_until_today
    @wraps(view)
    def answer(request: HttpRequest, report_query: ReportQuery, **kwargs: Any) -> HttpResponseBase:
        if report_query.left_day:
            report_query.form.add_error("day", _STILL_TO_COME)
        return view(request, report_query, **kwargs)

    return answer


def get_viewer(request: HttpRequest) -> Person:
    """Return the signed-in person, in a view that asks for one."""
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user
