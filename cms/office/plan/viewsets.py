"""Lists and edits the plan: frameworks, skills, levels, plans, phases, clauses, targets."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from cms.office.base.columns import CountColumn, DayColumn, YesColumn
from cms.office.base.viewsets import GuardedViewSet, NationalViewSet
from cms.office.plan.forms import DatedForm, TargetForm
from people.access import agencies_for
from people.models import Person, Role
from plan.levels import name_level_of
from plan.models import Clause, Framework, Level, Phase, Plan, Skill, Target

_NAME_SEARCH_FIELDS = ["code", "names__my", "names__en"]
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


class ClauseViewSet(NationalViewSet):
    model = Clause
    form_base = DatedForm
    name = "clauses"
    icon = "form"
    form_fields = ["plan", "code", "names"]
    list_display = ["name", _CODE_COLUMN, Column("plan", label=_("Plan"))]
    search_fields = _NAME_SEARCH_FIELDS

    def writable(self, person: Person) -> QuerySet[Clause]:
        return Clause.objects.select_related("plan")


def _level_name(target: Target) -> str:
    return name_level_of(target.skill, target.level)


class _ValueColumn(Column):
    """How much a target asks: people, or percent of them."""

    cell_template_name = "cms/office/target_value_cell.html"


class TargetViewSet(GuardedViewSet):
    model = Target
    form_base = TargetForm
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
        "percent",
        "positions",
        "grade_from",
        "grade_to",
        "due_on",
        "milestones",
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
        _ValueColumn("value", label=_("People"), accessor=lambda target: target),
        Column("audience", label=_("Whom it is about")),
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
