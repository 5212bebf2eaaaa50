"""Shows two units, two days or two phases side by side, and serves the table as a file."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Agency
from plan.levels import load_level_names
from reporting.figures.coverage import KindCount, coverage_over, sort_kinds
from reporting.figures.subtree import Subtree, UnitContext
from reporting.insights.compare import ComparedBy, Comparison, compare_sides
from reporting.insights.compare.sides import Side, list_neighbours
from reporting.output import describe_report
from reporting.output.charts import build_comparison_sheet, describe_sides
from reporting.query.parameters import ReportQuery
from reporting.query.units import UnitRelatives, load_relatives
from reporting.web.answers import refuse_question, render_answer, unit_trail
from reporting.web.charts.compare_forms import CompareForm, UnitsForm, read_compare_form
from reporting.web.decorators import with_choices, with_report_query
from reporting.web.files import serve_sheets
from reporting.web.forms import build_question_form


@with_report_query
@with_choices(by=ComparedBy.values)
def show_comparison(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show the sentence, the pictures and the table; without a second side the choice of one."""
    scope = report_query.scope
    unit_context = UnitContext.of(scope.unit, scope.day)
    form = read_compare_form(request, scope)
    comparison = _compare(form)
    relatives = load_relatives(scope, unit_context.places)
    context = {
        "form": form,
        "asked": _build_compared_question(form, unit_context),
        "kinds": ComparedBy,
        "comparison": comparison,
        "consisting": _count_side_kinds(comparison),
        "suggested": _suggest_units(form, relatives, unit_context),
        "trail": unit_trail(scope, relatives, page=_("Compare")),
        "query": form.write_query(),
        "swapped": form.write_query(is_swapped=True),
    }
    is_wrong = form.is_bound and not form.is_valid()
    template = "reporting/compare.html"
    return render_answer(request, template, report_query, context, is_wrong=is_wrong)


@with_report_query
@with_choices(by=ComparedBy.values)
def export_comparison(
    request: HttpRequest, report_query: ReportQuery, suffix: str
) -> HttpResponseBase:
    """Serve the rows of the page as a file."""
    scope = report_query.scope
    form = read_compare_form(request, scope)
    comparison = _compare(form) if report_query.is_valid else None
    if comparison is None:
        return refuse_question(request, form if report_query.is_valid else report_query.form)
    address = reverse("reporting:compare") + form.write_query()
    about = describe_sides(comparison)
    about += describe_report(scope, load_level_names(), address=address)
    sheet = build_comparison_sheet(comparison)
    return serve_sheets([sheet], about, suffix, name=_name_comparison_file(comparison))


def _compare(form: CompareForm) -> Comparison | None:
    """Return the comparison, or None as long as one side is missing."""
    sides = form.pair_sides() if form.is_valid() else None
    return compare_sides(sides) if sides else None


def _count_side_kinds(comparison: Comparison | None) -> list[tuple[Side, list[KindCount]]]:
    """Return of what the figure of the page's skill consists on each side: three queries."""
    sides = (comparison.first, comparison.second) if comparison else ()
    shown = [side for side in sides if side.scope.skill and not side.is_ahead]
    if not shown:
        return []
    scope, days = shown[0].scope, sorted({side.scope.day for side in shown})
    assert scope.skill is not None  # noqa: S101 – of those shown each has one
    subtree = Subtree.of([side.scope.unit for side in shown], since=days[0])
    figures = coverage_over(
        *(subtree, [(scope.skill, scope.level)]),
        days=days,
        measure=scope.measure,
        by_kind=True,
    )
    found = {(one.unit.pk, one.day): sort_kinds(one) for one in figures}
    return [(side, found[side.scope.unit.pk, side.scope.day]) for side in shown]


def _build_compared_question(form: CompareForm, context: UnitContext) -> forms.Form:
    question = build_question_form(form.scope, context.names)
    if form.by == ComparedBy.DAYS:
        question.fields["day"].label = _("Second day")
        # Beside the first one, which stands above.
        question.order_fields(["day"])
    return question


def _suggest_units(
    form: CompareForm, relatives: UnitRelatives, context: UnitContext
) -> list[Agency]:
    """Return what words found, else, as long as no unit is chosen, those beside and below."""
    if not isinstance(form, UnitsForm) or form.pair_sides():
        return []
    if form.found:
        return form.found
    return [*list_neighbours(form.scope, context.places), *relatives.open_below]


def _name_comparison_file(comparison: Comparison) -> str:
    first, second = comparison.first.scope, comparison.second.scope
    units = dict.fromkeys((first.unit.code, second.unit.code))
    days = dict.fromkeys((first.day.isoformat(), second.day.isoformat()))
    return "-".join(["compare", *units, f"level-{first.level}", first.measure.value, *days])
