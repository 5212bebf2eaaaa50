"""Answers a question by a page that says where it stands, or by what is wrong with it."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from people.files import refuse_file
from reporting.query.parameters import ReportQuery
from reporting.query.scope import Scope
from reporting.query.units import UnitRelatives


def render_answer(
    request: HttpRequest,
    template: str,
    report_query: ReportQuery,
    context: dict[str, Any],
    *,
    is_wrong: bool = False,
) -> HttpResponse:
    """Return the page, which has the question and the way back to the figures of its unit.

    With 400 where a part of the question is wrong: figures of a default are no answer.
    """
    scope = report_query.scope
    shared = {"scope": scope, "question": report_query, "back": _link_figures(scope)}
    status = 400 if is_wrong or not report_query.is_valid else 200
    return render(request, template, shared | context, status=status)


def refuse_question(request: HttpRequest, form: Form) -> HttpResponse:
    """Return what says which part is wrong: a file of a default would be kept as the answer."""
    told = form.errors.items()
    wrong = [
        f"{form[name].label} – {one}" for name, all_ in told if name in form.fields for one in all_
    ]
    words = "\n".join([gettext("This file could not be made"), *form.non_field_errors(), *wrong])
    page = "reporting/wrong_question.html"
    return refuse_file(request, words, page, {"form": form}, status=400)


def unit_trail(
    scope: Scope, relatives: UnitRelatives, *, page: str | None = None
) -> list[tuple[str, str]]:
    """Return the breadcrumbs, as (name, address), down to the scope's unit or to a page of it."""
    above = [(unit.name, _link_figures(scope, unit=unit.code)) for unit in relatives.above]
    if page is None:
        return [*above, (scope.unit.name, "")]
    return [*above, (scope.unit.name, _link_figures(scope)), (page, "")]


def _link_figures(scope: Scope, **changes: object) -> str:
    return reverse("reporting:insights") + scope.query(**changes)
