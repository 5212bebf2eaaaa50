"""Shows the people of a unit by the skills that are asked of them, and who is closest to one."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people.bulk import list_kinds
from people.files import SheetRow
from people.history import record_looks
from people.models import Agency
from people.web.office import UnitChoice, begin_act_on, choose_unit, require_reader
from reporting.insights.skill_table import (
    LackingOrder,
    SkillColumn,
    SkillTable,
    read_skill_table,
)
from reporting.output import describe_unit
from reporting.output.skill_table import build_skill_sheet
from reporting.web.answers import refuse_question
from reporting.web.files import serve_sheets

_PEOPLE_PER_PAGE = 25


class LackingForm(forms.Form):
    """Which skill the listed people lack, and whether the closest stand first."""

    lacks = forms.ChoiceField(label=gettext_lazy("Who lacks"), required=False)
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=LackingOrder.choices,
        help_text=gettext_lazy(
            "Closest are those in training with the fewest lessons left; of one skill only."
        ),
    )

    def __init__(self, table: SkillTable, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        columns = [(column.key, column.label) for column in table.columns]
        posts = [(post.key, post.label) for post in table.posts]
        everyone = ("", _("Nothing: show everyone"))
        targets = [(target.key, target.label) for target in table.targets]
        groups = [(_("What role profiles ask"), posts)] if posts else []
        groups += [(_("What targets ask of some"), targets)] if targets else []
        self.fields["lacks"].choices = [everyone, *columns, *groups]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Ask for the skill, of which alone somebody is close."""
        asked = self.cleaned_data
        if asked.get("order") and asked.get("lacks") == "":
            self.add_error("lacks", _("Choose the skill that the listed people are closest to."))


@dataclass(frozen=True)
class _Asked:
    """What an address asks for: the table of a unit, who is listed and in which order."""

    place: UnitChoice
    table: SkillTable
    form: LackingForm
    lacking: SkillColumn | None
    order: LackingOrder


@never_cache
@require_safe
@login_required
def show_skill_table(request: HttpRequest) -> HttpResponse:
    """Show a page of the people, with what each holds and misses."""
    asked = _read_asked(request)
    table, lacking = asked.table, asked.lacking
    found = table.find_postings(lacking, order=asked.order)
    page = Paginator(found, _PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    rows = table.build_rows(page.object_list, lacking)
    record_looks(table.viewer, [row.person.pk for row in rows])
    context = {
        "table": table,
        "rows": rows,
        "page": page,
        "lacking": lacking,
        "order": asked.order.value,
        "form": asked.form,
        "day": table.day,
        "kinds": list_kinds(table.viewer),
        **vars(asked.place),
    }
    status = 200 if asked.form.is_valid() else 400
    return render(request, "reporting/skill_table.html", context, status=status)


@never_cache
@require_safe
@login_required
def export_skill_table(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """Serve everybody whom the page of the same query lists."""
    asked = _read_asked(request)
    if not asked.form.is_valid():
        # A file of everybody would be kept as the answer to a question that was not understood.
        return refuse_question(request, asked.form)
    address = f"{reverse('reporting:skill_table')}?{request.GET.urlencode()}"
    table, lacking = asked.table, asked.lacking
    sheet = build_skill_sheet(table, lacking, order=asked.order)
    about = describe_unit(
        table.viewer,
        table.unit,
        table.day,
        subject=_describe_listed(asked),
        rule=_(
            "Targets ask a skill of everybody, role profiles of who has the position. A skill is "
            "held by evidence that counts: own statements do not."
        ),
        address=address,
    )
    lacks = f"-lacking-{lacking.skill.code}-level-{lacking.level}" if lacking else ""
    lacks += "-in-training" if asked.order == LackingOrder.TRAINING else ""
    name = f"skills-{table.unit.code}{lacks}-{table.day}"
    return serve_sheets([sheet], about, suffix, name=name)


def _describe_listed(asked: _Asked) -> list[SheetRow]:
    """Return the lines of a file about who is listed."""
    if asked.lacking is None:
        return []
    return [[_("Who lacks"), asked.lacking.label], [_("Order"), str(asked.order.label)]]


@require_POST
@login_required
def act_on_listed_people(request: HttpRequest) -> HttpResponseBase:
    """Take people of the table to the page that asks once more before an act on them."""
    asked = _read_asked(request)
    back = f"{reverse('reporting:skill_table')}?{request.GET.urlencode()}"
    if not asked.form.is_valid():
        return redirect(back)
    found = asked.table.find_postings(asked.lacking, order=asked.order)
    return begin_act_on(request, asked.table.viewer, found, back=back)


def _read_asked(request: HttpRequest) -> _Asked:
    """Return what is asked. Raise `PermissionDenied`, and 404 for units of others."""
    viewer = require_reader(request)
    place = choose_unit(request, Agency.objects.visible_to(viewer), needs_one=True)
    if place.unit is None:
        raise PermissionDenied
    table = read_skill_table(viewer, place.unit, day=timezone.localdate())
    form = LackingForm(table, request.GET)
    lacks = form.cleaned_data.get("lacks", "") if form.is_valid() else ""
    lacking = table.find_column(lacks)
    order = form.cleaned_data["order"] if lacking else LackingOrder.NAME
    return _Asked(place, table, form, lacking, LackingOrder(order))
