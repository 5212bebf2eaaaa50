"""Forms of role profiles: whom one asks, which skills, and from which day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter

from people.models import Agency
from people.text import fold
from people.text.languages import in_language
from people.web.fields import (
    PERIOD_STATES,
    DayField,
    LastDayField,
    PeriodFilterSet,
    is_over_today,
)
from plan.levels import list_level_choices
from plan.models import MOST_PEOPLE, RoleProfile, Skill
from plan.positions import list_positions
from plan.profiles import Refused, Requirement
from plan.skill_choices import NOTHING_CHOSEN, list_skill_choices

_MOST_REQUIREMENTS, _EMPTY_LINES = 12, 2
REFUSALS = {
    Refused.NOT_YOURS: _("Positions of this unit are not yours to describe."),
    Refused.DAYS: _("The first day is today or later, and while this version holds."),
    Refused.TAKEN: _("This position has a profile here already. Make a new version of that one."),
    Refused.EMPTY: _("Choose at least one skill."),
}


class FirstDayForm(forms.Form):
    """From which day a version asks what stands in it."""

    first = DayField(label=_("First day"), help_text=_("Days before keep what was asked then."))

    def refuse(self, why: Refused) -> None:
        """Say at the field that is wrong why the profile is not written."""
        field = {Refused.DAYS: "first", Refused.TAKEN: "position"}.get(why)
        self.add_error(field if field in self.fields else None, REFUSALS[why])


class ProfilePlaceForm(FirstDayForm):
    """Whom a new profile asks: a position, everywhere in the unit or in units of one kind."""

    position = forms.ChoiceField(label=_("Position"))
    unit_kind = forms.ChoiceField(
        label=_("In units of the kind"),
        choices=[("", _("All kinds")), *Agency.Kind.choices],
        required=False,
        help_text=_("Of the unit above and those below it."),
    )
    field_order = ("position", "unit_kind", "first")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.positions = list_positions()
        field = self.fields["position"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        named = sorted((in_language(names), key) for key, names in self.positions.items())
        field.choices = [*NOTHING_CHOSEN, *((key, name) for name, key in named)]

    @property
    def names(self) -> dict[str, str]:
        """Return the names of the position that was chosen."""
        return self.positions[self.cleaned_data["position"]]


class EndProfileForm(forms.Form):
    """The last day of a profile."""

    last = LastDayField(
        label=_("Last day"), required=False, help_text=_("Empty: it ends at once.")
    )

    @property
    def day(self) -> dt.date:
        """Return the first day without the profile."""
        return self.cleaned_data["last"] or timezone.localdate()


class RequirementForm(forms.Form):
    """One skill that is asked; a line without a skill asks nothing."""

    skill = forms.ModelChoiceField(
        Skill.objects.offered(), label=_("Skill"), required=False, widget=forms.Select
    )
    level = forms.TypedChoiceField(label=_("Level"), coerce=int, required=False, empty_value=None)
    minimum = forms.IntegerField(
        label=_("At least"),
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        skill, level = cleaned.get("skill"), cleaned.get("level")
        if skill and not level and "level" not in self.errors:
            self.add_error("level", _("Choose a level."))
        # Levels belong to frameworks, so no constraint of the database can compare the two.
        if skill and level and not skill.framework.levels.filter(number=level).exists():
            self.add_error("level", _("The framework of the skill has no such level."))
        return cleaned


class _RequirementForms(forms.BaseFormSet[RequirementForm]):
    """All lines of a profile; the lists to choose from are read once for them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        skills, levels = list_skill_choices(), [*NOTHING_CHOSEN, *list_level_choices()]
        for form in self.forms:
            form.fields["skill"].choices = skills  # type: ignore[attr-defined]
            form.fields["level"].choices = levels  # type: ignore[attr-defined]

    def clean(self) -> None:
        seen: set[Skill] = set()
        for form in self.forms:
            skill = getattr(form, "cleaned_data", {}).get("skill")
            if skill in seen:
                form.add_error("skill", _("This skill stands above already."))
            elif skill:
                seen.add(skill)

    def read(self) -> list[Requirement]:
        """Return what is asked; lines without a skill are left out."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("skill")]
        return [Requirement(**line) for line in filled]


def build_requirement_forms(data: Any, profile: RoleProfile | None) -> Any:
    """Return the lines of the profile with a few empty ones below."""
    known = list(profile.requirements.values("skill", "level", "minimum")) if profile else []
    empty = min(_EMPTY_LINES if known else _EMPTY_LINES + 1, _MOST_REQUIREMENTS - len(known))
    forms_of = forms.formset_factory(
        RequirementForm,
        formset=_RequirementForms,
        extra=empty,
        max_num=_MOST_REQUIREMENTS,
        absolute_max=_MOST_REQUIREMENTS,
    )
    return forms_of(data, initial=known, prefix="asks")


class ProfileFilter(PeriodFilterSet):
    """Narrows profiles by words of the position, and by whether they hold."""

    q = CharFilter(
        method="by_position",
        label=_("Search positions"),
        widget=forms.TextInput(attrs={"type": "search"}),
        max_length=100,
    )
    state = ChoiceFilter(
        method="by_state",
        label=_("State"),
        empty_label=_("Holds today or later"),
        choices=PERIOD_STATES,
    )

    class Meta:
        model = RoleProfile
        fields: list[str] = []

    @property
    def qs(self) -> QuerySet[RoleProfile]:
        found = super().qs
        asked = self.form.cleaned_data.get("state") if self.form.is_valid() else ""
        return found if asked else found.exclude(is_over_today())

    def by_position(
        self, profiles: QuerySet[RoleProfile], name: str, words: str
    ) -> QuerySet[RoleProfile]:
        wanted = fold(words)
        known = profiles.order_by().values_list("pk", "position")
        return profiles.filter(
            pk__in=[
                pk for pk, names in known if any(wanted in fold(one) for one in names.values())
            ]
        )
