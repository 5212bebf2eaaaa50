"""Forms of clauses and targets, which keep what they said before they change."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cms.models.skills import LevelSelect, SkillSelect
from cms.office.base.fields import OfficeForm
from people.access import agencies_for
from people.imports.cells import InvalidValue
from people.models import Role
from people.text.formatting import lazy_digits
from people.text.languages import in_language
from plan.models import MOST_PEOPLE, Clause, Skill
from plan.past import find_day_fault, keep_past
from plan.positions import list_positions, position_key
from plan.targets import read_milestones, write_milestones

_MOST_PEOPLE = lazy_digits(f"{MOST_PEOPLE:,}")


class DatedForm(OfficeForm):
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


class TargetForm(DatedForm):
    """Edits a target of an agency within the secretariat's reach."""

    positions = forms.MultipleChoiceField(
        label=_("Only these positions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everybody, as far as the grades go."),
    )
    milestones = forms.CharField(
        label=_("Milestones"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Days before the due day, each with people or percent: 2026-06-30: 400"),
    )

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
        self._offer_positions()
        self.initial["milestones"] = write_milestones(self.instance.milestone_days)

    def _offer_positions(self) -> None:
        """Offer the positions that somebody has, and those that the target names already."""
        own = {position_key(names): names for names in self.instance.positions}
        self._positions = list_positions() | own
        named = sorted((in_language(names), key) for key, names in self._positions.items())
        self.fields["positions"].choices = [(key, name) for name, key in named]
        self.initial["positions"] = sorted(own)

    # Two audiences are two targets, and of what no field asks Django compares nothing.
    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"audience_key"}

    def clean_positions(self) -> list[dict[str, str]]:
        return [self._positions[key] for key in sorted(self.cleaned_data["positions"])]

    def clean_milestones(self) -> list[list[Any]]:
        try:
            found = read_milestones(self.cleaned_data["milestones"])
        except InvalidValue as wrong:
            raise forms.ValidationError(str(wrong.message)) from wrong
        return [[one.on.isoformat(), one.value] for one in found]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        values = [cleaned.get(name, self.errors.get(name)) for name in ("headcount", "percent")]
        if values == [None, None]:
            self.add_error("headcount", _("Say how many people, or how many percent."))
        skill, level = cleaned.get("skill"), cleaned.get("level")
        # Levels belong to frameworks, so no constraint of the database can compare the two.
        if skill and level and not skill.framework.levels.filter(number=level).exists():
            self.add_error("level", _("The framework of the skill has no such level."))
        return cleaned


def _describe_clause(clause: Clause) -> str:
    return f"{clause.plan.code} · {clause.code} · {clause}"
