"""Forms of the year: what is prescribed to whom, exemptions, corrections, another cut-off day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.hours.years import LearningYear
from courses.models import (
    GIVEN_REASONS,
    Course,
    Programme,
    YearlyObligation,
    YearState,
)
from courses.models.hours import HIGHEST_GRADE, LOWEST_GRADE
from courses.obligations.prescribing import PostLevel, YearContent
from courses.web.assignments.forms import ReasonField
from courses.web.hours.forms import build_number_field
from people.models import Agency, Person
from people.text.formatting import digits
from people.text.languages import in_language
from people.web.fields import DayField, RowBoxesField
from people.web.office.audiences import list_owners


class _TitledBoxesField(RowBoxesField):
    """Offers published courses or programmes in the order of their titles."""

    def offer_rows(self, rows: Any) -> None:
        self.queryset = rows
        titles = sorted(
            (in_language(titles), pk) for pk, titles in rows.values_list("pk", "titles")
        )
        self.choices = [(pk, title) for title, pk in titles]


class _PrescribingAgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return f"{agency.name} ({agency.code})"


class YearContentForm(forms.Form):
    """What a year asks, and until which day."""

    cut_off_on = DayField(
        label=_("Cut-off day"),
        help_text=_("The last day that counts. On the day after it each person's year is frozen."),
    )
    asks_hours = forms.BooleanField(
        label=_("The learning hours that the office asks of the year"), required=False
    )
    courses = _TitledBoxesField(Course.objects.none(), label=_("Courses"), required=False)
    programmes = _TitledBoxesField(Programme.objects.none(), label=_("Programmes"), required=False)

    def __init__(self, *args: Any, year: LearningYear | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._year = year
        for name, rows in (("courses", Course.objects), ("programmes", Programme.objects)):
            field = self.fields[name]
            assert isinstance(field, _TitledBoxesField)  # noqa: S101
            field.offer_rows(rows.live())
        if not Programme.objects.live().exists():
            del self.fields["programmes"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        year = self._year or self._read_year(cleaned)
        day = cleaned.get("cut_off_on")
        if year and day:
            self._check_cut_off(year, day)
        if not any(cleaned.get(name) for name in ("courses", "programmes", "asks_hours")):
            self.add_error(None, _("Choose a course, a programme or the hours."))
        return cleaned

    def _read_year(self, cleaned: dict[str, Any]) -> LearningYear | None:
        number = cleaned.get("year")
        return LearningYear(number) if number else None

    def _check_cut_off(self, year: LearningYear, day: dt.date) -> None:
        if not year.first_day <= day <= year.last_day:
            self.add_error("cut_off_on", _("Take a day of that year."))
        elif day < timezone.localdate():
            self.add_error("cut_off_on", _("Take a day from today on."))

    @property
    def content(self) -> YearContent:
        """Return what was filled in, of a form that is valid."""
        given = self.cleaned_data
        return YearContent(
            given["cut_off_on"],
            courses=list(given["courses"]),
            programmes=list(given.get("programmes") or ()),
            asks_hours=given["asks_hours"],
        )


class YearlyObligationForm(YearContentForm):
    """A year that an office prescribes to a level of post."""

    agency = _PrescribingAgencyField(
        Agency.objects.none(), label=_("Office that asks for it"), empty_label=None
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    lowest_grade = build_number_field(_("Lowest grade"), most=30, least=1, required=False)
    highest_grade = build_number_field(
        _("Highest grade"),
        most=30,
        least=1,
        required=False,
        help_text=_("Without grades it is asked of everybody."),
    )
    unit_kind = forms.ChoiceField(
        label=_("Kind of unit"),
        required=False,
        choices=[("", _("All kinds")), *Agency.Kind.choices],
    )
    position = forms.CharField(
        label=_("Position"),
        required=False,
        max_length=100,
        help_text=_("Words of its name. Empty: all positions."),
    )

    field_order = (
        *("agency", "year", "cut_off_on", "lowest_grade", "highest_grade", "unit_kind"),
        *("position", "asks_hours", "courses", "programmes"),
    )

    def __init__(self, *args: Any, by: Person, unit: Agency | None = None) -> None:
        owners = list_owners(by)
        current = LearningYear.current()
        initial = {
            "agency": unit if unit in owners else owners.first(),
            "year": current.number,
            "cut_off_on": current.last_day,
        }
        super().__init__(*args, initial=initial)
        agency, year = self.fields["agency"], self.fields["year"]
        assert isinstance(agency, forms.ModelChoiceField)  # noqa: S101
        assert isinstance(year, forms.TypedChoiceField)  # noqa: S101
        agency.queryset = owners
        numbers = (current.number, current.next_year.number)
        year.choices = [(one, digits(one)) for one in numbers]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        low = cleaned["lowest_grade"] = cleaned.get("lowest_grade") or LOWEST_GRADE
        high = cleaned["highest_grade"] = cleaned.get("highest_grade") or HIGHEST_GRADE
        if low > high:
            self.add_error("highest_grade", _("The highest grade is below the lowest one."))
        return cleaned

    @property
    def level(self) -> PostLevel:
        names = ("lowest_grade", "highest_grade", "unit_kind", "position")
        return PostLevel(**{name: self.cleaned_data[name] for name in names})

    @property
    def learning_year(self) -> LearningYear:
        return LearningYear(self.cleaned_data["year"])


def describe_content(obligation: YearlyObligation) -> dict[str, Any]:
    """Return what the form of a content says of the obligation at first."""
    return {
        "cut_off_on": obligation.cut_off_on,
        "asks_hours": obligation.asks_hours,
        "courses": list(obligation.courses.all()),
        "programmes": list(obligation.programmes.all()),
    }


class ReopenForm(forms.Form):
    """Until when a closed year runs on, and why."""

    cut_off_on = DayField(label=_("New cut-off day"))
    reason = ReasonField(label=_("Reason"), help_text=_("In one sentence. It stays on record."))


class ExemptionForm(forms.Form):
    """Why somebody is let off a year."""

    exempt_reason = forms.ChoiceField(
        label=_("Reason"), choices=[(one.value, one.label) for one in GIVEN_REASONS]
    )
    note = ReasonField(
        label=_("Note"), required=False, help_text=_("The person reads it. Name no illness.")
    )


class CorrectionForm(forms.Form):
    """What a frozen year should say, and why."""

    state = forms.ChoiceField(label=_("It should say"), choices=YearState.choices)
    reason = ReasonField(
        label=_("Reason"),
        help_text=_("In one sentence, with where it can be seen. A second manager decides."),
    )
