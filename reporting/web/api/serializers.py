"""Describes the answers of the API; every name comes in all its languages."""

from __future__ import annotations

from rest_framework import serializers

from people.models import Agency
from plan.models import Skill
from reporting.figures.coverage import Measure
from reporting.figures.targets import TargetState


class _LocalisedNamesField(serializers.DictField):
    """A name by language code."""

    child = serializers.CharField()


class UnitSerializer(serializers.Serializer[Agency]):
    code = serializers.CharField()
    names = _LocalisedNamesField()


class SkillSerializer(serializers.Serializer[Skill]):
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


class CoverageSerializer(serializers.Serializer):
    unit = UnitSerializer(source="cell.unit")
    skill = SkillSerializer(source="cell.skill")
    level = serializers.IntegerField(source="cell.level")
    day = serializers.DateField(source="cell.day")
    measure = serializers.ChoiceField(source="cell.measure", choices=Measure.choices)
    count = serializers.IntegerField(source="cell.count")
    posted = serializers.IntegerField(help_text="Persons posted in the unit on the day.")
    share = serializers.FloatField(
        allow_null=True,
        help_text="Percent of those posted, where enough of them are known; of held now only.",
    )
    roster_on = serializers.DateField(
        source="match.roster_on", allow_null=True, help_text="Day of the newest staff roster."
    )
    percent_in_roster = serializers.FloatField(
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
    """Of whom the target is: all bounds empty is everybody."""

    positions = serializers.ListField(child=_LocalisedNamesField())
    grade_from = serializers.IntegerField(allow_null=True)
    grade_to = serializers.IntegerField(allow_null=True)


class _MilestoneSerializer(serializers.Serializer):
    on = serializers.DateField()
    value = serializers.IntegerField(help_text="People, or percent as the target is.")
    people = serializers.IntegerField(help_text="What that is on the day of the figure.")


class TargetSerializer(serializers.Serializer):
    unit = UnitSerializer(source="target.agency")
    skill = SkillSerializer(source="target.skill")
    level = serializers.IntegerField(source="target.level")
    day = serializers.DateField()
    measure = serializers.ChoiceField(choices=Measure.choices)
    with_below = serializers.BooleanField(
        source="target.with_below", help_text="Whether the units below count too."
    )
    held = serializers.IntegerField()
    target = serializers.IntegerField(
        source="asked", help_text="People; of a percent what it is on the day."
    )
    percent = serializers.IntegerField(source="target.percent", allow_null=True)
    audience = _AudienceSerializer(source="target.audience")
    posted = serializers.IntegerField(
        allow_null=True,
        help_text="People of the audience; null for a target in people that is of everybody.",
    )
    milestones = _MilestoneSerializer(many=True)
    gap = serializers.IntegerField()
    state = serializers.ChoiceField(choices=TargetState.choices)
    needed_a_month = serializers.FloatField(source="needed", allow_null=True)
    lately_a_month = serializers.FloatField(source="lately", help_text="Over the last 90 days.")
    longer_a_month = serializers.FloatField(source="longer", help_text="Over the last 180 days.")
    due_on = serializers.DateField(source="target.due_on")
    baseline = serializers.IntegerField(source="target.baseline")
    baseline_on = serializers.DateField(source="target.baseline_on")
    plan = serializers.CharField(source="target.phase.plan.code")
    phase = serializers.IntegerField(source="target.phase.number")
    clause = serializers.CharField(source="target.clause.code")
    # The public name. DRF moves declared fields aside, so its own `source` attribute stays.
    source = serializers.CharField(  # type: ignore[assignment]
        source="target.source", allow_blank=True
    )
    is_sample = serializers.BooleanField(source="target.is_sample")
