"""Describes the answers of the API; every name comes in all its languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from people.models import Agency
from people.text.formatting import to_tenth
from reporting.changes import ChangeReason
from reporting.figures.coverage import Measure
from reporting.figures.targets import TargetState
from reporting.insights.planning import TargetOutlook
from reporting.insights.planning.what_if import Forecast, Outlook
from reporting.insights.trend.marks import Mark, MarkKind


class _LocalisedNamesField(serializers.DictField):
    """A name by language code."""

    child = serializers.CharField()


class _ToldOnceSerializer(serializers.Serializer):
    """Describes what many rows of an answer have in common, once for all of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: dict[Any, dict[str, Any]] = {}

    def to_representation(self, instance: Any) -> dict[str, Any]:
        if instance not in self._told:
            self._told[instance] = super().to_representation(instance)
        return self._told[instance]


class _PlainSerializer(serializers.Serializer):
    """Describes rows of plain attributes, which are read at once.

    The usual one asks of each step to each of a page's thousand values whether it is to be called.
    """

    def to_representation(self, instance: Any) -> dict[str, Any]:
        read = ((name, get(instance), write) for name, get, write in self._plain_fields)
        return {name: None if value is None else write(value) for name, value, write in read}

    @cached_property
    def _plain_fields(self) -> list[tuple[str, Callable[[Any], Any], Callable[[Any], Any]]]:
        fields = self.fields.items()
        return [(n, attrgetter(str(one.source)), one.to_representation) for n, one in fields]


class UnitSerializer(_ToldOnceSerializer):
    code = serializers.CharField()
    names = _LocalisedNamesField()


class SkillSerializer(_ToldOnceSerializer):
    code = serializers.CharField()
    names = _LocalisedNamesField()


class AgencySerializer(UnitSerializer):
    kind = serializers.ChoiceField(choices=Agency.Kind.choices)
    depth = serializers.IntegerField(help_text="1 for the root.")
    sector = serializers.CharField(allow_blank=True)
    township_pcode = serializers.CharField(allow_blank=True)
    setting = serializers.ChoiceField(choices=Agency.Setting.choices, allow_blank=True)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(
        allow_null=True, help_text="The first day it no longer exists."
    )


class _ShareField(serializers.FloatField):
    """Percent with one decimal."""

    def to_representation(self, value: float) -> float:  # type: ignore[override]
        return to_tenth(value)


class CoverageSerializer(_PlainSerializer):
    unit = UnitSerializer(source="cell.unit")
    skill = SkillSerializer(source="cell.skill")
    level = serializers.IntegerField(source="cell.level")
    day = serializers.DateField(source="cell.day")
    measure = serializers.ChoiceField(source="cell.measure", choices=Measure.choices)
    count = serializers.IntegerField(source="cell.count")
    posted = serializers.IntegerField(help_text="Persons posted in the unit on the day.")
    share = _ShareField(
        allow_null=True,
        help_text="Percent of those posted, where enough of them are known; of held now only.",
    )
    roster_on = serializers.DateField(
        source="match.roster_on", allow_null=True, help_text="Day of the newest staff roster."
    )
    percent_in_roster = _ShareField(
        source="match.share",
        allow_null=True,
        help_text="Of those posted, how many a staff roster of the last year names.",
    )
    kinds = serializers.DictField(
        child=serializers.IntegerField(),
        source="cell.kinds",
        help_text="The count by the strongest proof of each: it adds up to `count`.",
    )


class _AudienceSerializer(serializers.Serializer):
    """Of whom the target or curve is: all bounds empty is everybody."""

    positions = serializers.ListField(child=_LocalisedNamesField())
    grade_from = serializers.IntegerField(allow_null=True)
    grade_to = serializers.IntegerField(allow_null=True)


class _MilestoneSerializer(serializers.Serializer):
    on = serializers.DateField()
    value = serializers.IntegerField(help_text="People, or percent as the target is.")
    people = serializers.IntegerField(help_text="What that is on the day of the figure.")


class _ForecastSerializer(serializers.Serializer[Forecast]):
    """Where the paces of today lead by the due day."""

    low = serializers.IntegerField(help_text="By the slower pace.")
    high = serializers.IntegerField(help_text="By the faster pace.")
    outlook = serializers.ChoiceField(choices=Outlook.choices)


class TargetSerializer(serializers.Serializer[TargetOutlook]):
    id = serializers.IntegerField(source="row.target.pk", help_text="Asks for its curve.")
    unit = UnitSerializer(source="row.target.agency")
    skill = SkillSerializer(source="row.target.skill")
    level = serializers.IntegerField(source="row.target.level")
    day = serializers.DateField(source="row.day")
    measure = serializers.ChoiceField(source="row.measure", choices=Measure.choices)
    with_below = serializers.BooleanField(
        source="row.target.with_below", help_text="Whether the units below count too."
    )
    held = serializers.IntegerField(source="row.held")
    target = serializers.IntegerField(
        source="row.asked", help_text="People; of a percent what it is on the day."
    )
    percent = serializers.IntegerField(source="row.target.percent", allow_null=True)
    audience = _AudienceSerializer(source="row.target.audience")
    posted = serializers.IntegerField(
        source="row.posted",
        allow_null=True,
        help_text="People of the audience; null for a target in people that is of everybody.",
    )
    milestones = _MilestoneSerializer(source="row.milestones", many=True)
    gap = serializers.IntegerField(source="row.gap")
    state = serializers.ChoiceField(
        source="row.told_state",
        choices=TargetState.choices,
        allow_null=True,
        help_text="Null on a day to come where a pace until then would decide it.",
    )
    needed_a_month = serializers.FloatField(source="paced.needed", allow_null=True)
    lately_a_month = serializers.FloatField(
        source="paced.lately", allow_null=True, help_text="Over the last 90 days; null ahead."
    )
    longer_a_month = serializers.FloatField(
        source="paced.longer", allow_null=True, help_text="Over the last 180 days; null ahead."
    )
    due_on = serializers.DateField(source="row.target.due_on")
    baseline = serializers.IntegerField(source="row.target.baseline")
    baseline_on = serializers.DateField(source="row.target.baseline_on")
    plan = serializers.CharField(source="row.target.phase.plan.code")
    phase = serializers.IntegerField(source="row.target.phase.number")
    clause = serializers.CharField(source="row.target.clause.code")
    # The public name. DRF moves declared fields aside, so its own `source` attribute stays.
    source = serializers.CharField(  # type: ignore[assignment]
        source="row.target.source", allow_blank=True
    )
    is_sample = serializers.BooleanField(source="row.target.is_sample")
    in_training = serializers.IntegerField(help_text="Without it, and taking a course for it.")
    lacking = serializers.IntegerField(
        allow_null=True,
        help_text="Of those it is about, who is without it; null where it counts who was trained.",
    )
    forecast = _ForecastSerializer(
        allow_null=True,
        help_text="Null once it is reached or overdue, and on a day to come.",
    )


class _TrendMarkSerializer(serializers.Serializer[Mark]):
    kind = serializers.ChoiceField(choices=MarkKind.choices)
    people = serializers.IntegerField()


class _QuestionSerializer(serializers.Serializer):
    """What rows of one figure are about."""

    unit = UnitSerializer(source="scope.unit")
    skill = SkillSerializer(source="scope.skill")
    level = serializers.IntegerField(source="scope.level")
    measure = serializers.ChoiceField(source="scope.measure", choices=Measure.choices)


class TrendPointSerializer(_QuestionSerializer):
    """A day of a curve."""

    day = serializers.DateField(source="line.day")
    count = serializers.IntegerField(
        source="line.count", allow_null=True, help_text="Null on days that only a target names."
    )
    target = serializers.IntegerField(
        source="line.asked", allow_null=True, help_text="What was asked on that day."
    )
    plan = serializers.CharField(source="line.phase.plan.code", allow_null=True, default=None)
    phase = serializers.IntegerField(source="line.phase.number", allow_null=True, default=None)
    marks = _TrendMarkSerializer(source="line.marks", many=True)
    with_below = serializers.BooleanField(
        source="trend.with_below", help_text="Whether the units below count too."
    )
    audience = _AudienceSerializer(
        source="line.audience", help_text="Whom the target was about on that day."
    )


class ChangeStep(TextChoices):
    """Names the rows of a change that are no reason: its two ends."""

    BEFORE = "before", _("On the first day")
    AFTER = "after", _("On the last day")


class ChangeStepSerializer(_QuestionSerializer):
    """An end of a change, or what was won or lost between its ends."""

    since = serializers.DateField(source="days.since")
    until = serializers.DateField(source="days.until")
    step = serializers.ChoiceField(choices=[*ChangeStep.choices, *ChangeReason.choices])
    people = serializers.IntegerField(help_text="Below zero where they were lost.")
