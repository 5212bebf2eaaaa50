"""Forms of learning hours: what somebody learnt by themselves, and what an office asks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.hours.years import LearningYear
from courses.models.hours import HIGHEST_GRADE, LOWEST_GRADE, HoursKind
from people.text import clean
from people.text.formatting import number
from people.web.fields import DayField

_MOST_HOURS, _QUARTERS = 12, (0, 15, 30, 45)  # a day of study, and parts of an hour
_STATED_KINDS = [kind for kind in HoursKind if kind != HoursKind.ONLINE]


def build_number_field(label: Any, *, most: int, **options: Any) -> forms.IntegerField:
    """Return a field for a whole number in either digits."""
    # Not of type number: a browser refuses Burmese digits there.
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    low = options.pop("least", 0)
    return forms.IntegerField(label=label, min_value=low, max_value=most, widget=widget, **options)


class StudyForm(forms.Form):
    """What was learnt outside of this site, on which day and how long."""

    subject = forms.CharField(label=gettext_lazy("What you learnt"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("How you learnt"),
        choices=[(kind.value, kind.label) for kind in reversed(_STATED_KINDS)],
    )
    day = DayField(label=gettext_lazy("On which day"))
    hours = build_number_field(gettext_lazy("Hours"), most=_MOST_HOURS)
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("and minutes"),
        # Written when a form is made: digits are those of its reader.
        choices=lambda: [(one, number(one)) for one in _QUARTERS],
        coerce=int,
        initial=0,
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the office"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Who taught, or where it can be seen."),
    )

    def clean_subject(self) -> str:
        subject = clean(self.cleaned_data["subject"])
        if not subject:
            raise forms.ValidationError(_("Say what you learnt."))
        return subject

    def clean_day(self) -> dt.date:
        """Refuse days to come, and those of years that are long closed."""
        day: dt.date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day < LearningYear.current().year_before.first_day:
            raise forms.ValidationError(_("This is too long ago: state hours within a year."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "hours" in given and "minutes" in given and not self._sum_minutes(given):
            self.add_error("hours", _("Say how long it took."))
        return given

    def _sum_minutes(self, given: dict[str, Any]) -> int:
        return int(given["hours"]) * 60 + int(given["minutes"])

    @property
    def told(self) -> dict[str, Any]:
        """Return what was filled in, as `state_study` takes it."""
        given = self.cleaned_data
        words = {name: given[name] for name in ("subject", "kind", "day", "note")}
        return words | {"minutes": self._sum_minutes(given)}


class HoursForm(forms.Form):
    """How many hours a year an office asks of its people."""

    hours = build_number_field(
        gettext_lazy("Hours a year"),
        most=500,
        help_text=gettext_lazy("Nought: none are asked."),
    )
    since = build_number_field(gettext_lazy("From the year"), most=2100, least=2015)
    lowest_grade = build_number_field(
        gettext_lazy("Lowest grade"), most=30, least=1, required=False
    )
    highest_grade = build_number_field(
        gettext_lazy("Highest grade"),
        most=30,
        least=1,
        required=False,
        help_text=gettext_lazy("Without grades it is asked of everybody."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        # Left empty, they are the ends of the range.
        low = given["lowest_grade"] = given.get("lowest_grade") or LOWEST_GRADE
        high = given["highest_grade"] = given.get("highest_grade") or HIGHEST_GRADE
        if low > high:
            self.add_error("highest_grade", _("The highest grade is below the lowest one."))
        return given
