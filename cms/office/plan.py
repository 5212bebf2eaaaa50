"""Lists and edits the plan: frameworks, skills, levels, plans, phases, clauses, targets."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminDateInput

from cms.models.skill_widgets import LevelSelect, SkillSelect
from cms.office.base.columns import CountColumn, DayColumn, YesColumn
from cms.office.base.fields import OfficeForm
from cms.office.base.viewsets import GuardedViewSet, NationalViewSet
from people.access import agencies_for
from people.models import Person, Role
from people.text.formatting import lazy_digits
from plan.levels import name_level_of
from plan.models import MOST_PEOPLE, Clause, Framework, Level, Phase, Plan, Skill, Target
from plan.past import find_day_fault, keep_past

_NAME_SEARCH_FIELDS = ["code", "names__my", "names__en"]
_MOST_PEOPLE = lazy_digits(f"{MOST_PEOPLE:,}")
_CODE_COLUMN = Column("code", label=_("Code"), width="20%")


class FrameworkViewSet(NationalViewSet):
    model = Framework
    name = "frameworks"
    icon = "list-ul"
    form_fields = ["code", "names", "source", "url"]
    list_display = ["name", _CODE_COLUMN]
    search_fields = _NAME_SEARCH_FIELDS


class SkillViewSet(NationalViewSet):
    model = Skill
    name = "skills"
    icon = "tasks"
    form_fields = ["framework", "code", "names", "area", "url", "retired_on"]
    list_display = [
        "name",
        _CODE_COLUMN,
        Column("framework", label=_("Framework")),
        Column("area", label=_("Area")),
        DayColumn("retired_on", label=_("Retired on")),
    ]
    list_filter = ["framework"]
    search_fields = _NAME_SEARCH_FIELDS

    # These only add what the list shows of other rows; who may change them is in ``rights``.
    def writable(self, person: Person) -> QuerySet[Skill]:
        return Skill.objects.select_related("framework", "area")


class LevelViewSet(NationalViewSet):
    model = Level
    name = "levels"
    icon = "order"
    form_fields = ["framework", "number", "names"]
    list_display = [
        "name",
        CountColumn("number", label=_("Number")),
        Column("framework", label=_("Framework")),
    ]
    list_filter = ["framework"]

    def writable(self, person: Person) -> QuerySet[Level]:
        return Level.objects.select_related("framework")


def _plan_state(plan: Plan) -> str:
    return str(plan.state_on(timezone.localdate()).label)


class PlanViewSet(NationalViewSet):
    model = Plan
    name = "plans"
    icon = "doc-full"
    form_fields = ["code", "names", "source", "in_force_on", "closed_on", "is_leading"]
    list_display = [
        "name",
        _CODE_COLUMN,
        Column("state", label=_("State"), accessor=_plan_state),
        YesColumn("is_leading", label=_("Leading")),
    ]


class PhaseViewSet(NationalViewSet):
    model = Phase
    name = "phases"
    icon = "calendar-alt"
    form_fields = ["plan", "number", "names", "starts_on", "ends_on"]
    list_display = [
        "name",
        Column("plan", label=_("Plan")),
        DayColumn("starts_on", label=_("Starts on")),
        DayColumn("ends_on", label=_("Ends on")),
    ]

    def writable(self, person: Person) -> QuerySet[Phase]:
        return Phase.objects.select_related("plan")


class _DatedForm(OfficeForm):
    """Edits a row that keeps its past, or corrects it for all days."""

    counts_from = forms.DateField(
        label=_("The change counts from"),
        required=False,
        widget=AdminDateInput,
        initial=timezone.localdate,
        help_text=_("Days before keep what was. Empty: a mistake, corrected for all days."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["counts_from"]

    def clean_counts_from(self) -> dt.date | None:
        since: dt.date | None = self.cleaned_data["counts_from"]
        if since and (fault := find_day_fault(self.instance, since)):
            raise forms.ValidationError(fault)
        return since

    def save(self, commit: bool = True) -> Any:
        since = self.cleaned_data.get("counts_from")
        if since and set(self.instance.KEPT_FIELDS) & set(self.changed_data):
            keep_past(type(self.instance), [self.instance.pk], since)
        return super().save(commit)


class ClauseViewSet(NationalViewSet):
    model = Clause
    form_base = _DatedForm
    name = "clauses"
    icon = "form"
    form_fields = ["plan", "code", "names"]
    list_display = ["name", _CODE_COLUMN, Column("plan", label=_("Plan"))]
    search_fields = _NAME_SEARCH_FIELDS

    def writable(self, person: Person) -> QuerySet[Clause]:
        return Clause.objects.select_related("plan")


class _TargetForm(_DatedForm):
    """Edits a target of an agency within the secretariat's reach."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_for(self.for_user, Role.Kind.SECRETARIAT)
        for name in ("phase", "clause"):
            self.fields[name].queryset = self.fields[name].queryset.select_related("plan")
        self.fields["phase"].label_from_instance = lambda phase: f"{phase.plan.code} · {phase}"
        self.fields["clause"].label_from_instance = _describe_clause
        self.fields["skill"].queryset = Skill.objects.competences()
        self.fields["skill"].widget = SkillSelect()
        self.fields["level"].widget = LevelSelect()
        told = format_lazy(_("A target is for 1 to {most} people."), most=_MOST_PEOPLE)
        self.fields["headcount"].error_messages |= dict.fromkeys(("min_value", "max_value"), told)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        skill, level = cleaned.get("skill"), cleaned.get("level")
        # Levels belong to frameworks, so no constraint of the database can compare the two.
        if skill and level and not skill.framework.levels.filter(number=level).exists():
            self.add_error("level", _("The framework of the skill has no such level."))
        return cleaned


def _describe_clause(clause: Clause) -> str:
    return f"{clause.plan.code} · {clause.code} · {clause}"


def _level_name(target: Target) -> str:
    return name_level_of(target.skill, target.level)


class TargetViewSet(GuardedViewSet):
    model = Target
    form_base = _TargetForm
    name = "targets"
    icon = "view"
    rights = {action: [Role.Kind.SECRETARIAT] for action in ("view", "add", "change", "delete")}
    form_fields = [
        "phase",
        "clause",
        "agency",
        "skill",
        "level",
        "measure",
        "with_below",
        "headcount",
        "due_on",
        "baseline",
        "baseline_on",
        "source",
        "is_sample",
    ]
    list_display = [
        "agency",
        Column("skill", label=_("Skill")),
        Column("level_name", label=_("Level"), accessor=_level_name),
        Column("measure", label=_("Measure"), accessor="get_measure_display"),
        CountColumn("headcount", label=_("People")),
        DayColumn("due_on", label=_("Due on")),
        Column("phase", label=_("Phase")),
        YesColumn("is_sample", label=_("Sample figure")),
    ]
    list_filter = ["phase", "clause"]
    search_fields = ["agency__code", "agency__names__my", "agency__names__en", "skill__code"]

    def writable(self, person: Person) -> QuerySet[Target]:
        mine = agencies_for(person, Role.Kind.SECRETARIAT)
        rows = Target.objects.filter(agency__in=mine)
        return rows.select_related("agency", "skill", "phase", "clause").prefetch_related(
            "skill__framework__levels"
        )
