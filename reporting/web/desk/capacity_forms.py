"""Forms of capacity plans: a year, the quarters of a priority, and the answer from above."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.text import clean
from people.text.formatting import digits
from plan.capacity import QuarterPlan
from plan.models import MOST_MONEY, MOST_PEOPLE, QUARTERS, CapacityPriority

_LONGEST_ANSWER = 300


class YearForm(forms.Form):
    """For which year a plan is begun: this one or the next."""

    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = timezone.localdate().year
        years = [(year, digits(year)) for year in (this, this + 1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]


class PriorityForm(forms.Form):
    """How important a need is, with seats and money by quarter."""

    importance = forms.TypedChoiceField(
        label=gettext_lazy("Importance"),
        coerce=int,
        choices=CapacityPriority.Importance.choices,
        initial=CapacityPriority.Importance.MIDDLE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for quarter in QUARTERS:
            number = {"number": digits(quarter)}
            self.fields[f"seats_{quarter}"] = _count_field(
                _("Seats, quarter %(number)s") % number, MOST_PEOPLE
            )
            self.fields[f"budget_{quarter}"] = _count_field(
                _("Budget in kyat, quarter %(number)s") % number, MOST_MONEY
            )

    @property
    def quarters(self) -> list[QuarterPlan]:
        asked = self.cleaned_data
        return [
            QuarterPlan(one, asked[f"seats_{one}"] or 0, asked[f"budget_{one}"] or 0)
            for one in QUARTERS
        ]


def _count_field(label: str, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


def read_quarters(priority: CapacityPriority) -> dict[str, int]:
    """Return what the form of the priority begins with."""
    values = {"importance": priority.importance}
    for row in priority.quarters.all():
        values |= {f"seats_{row.quarter}": row.seats, f"budget_{row.quarter}": row.budget}
    return values


class AnswerForm(forms.Form):
    """What the office above says to a plan."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=_LONGEST_ANSWER,
        # Of several lines: Enter in one would press the first button, which approves.
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The office reads it beside the decision."),
    )

    def clean_answer(self) -> str:
        answer: str = clean(self.cleaned_data["answer"])
        # Who gets a plan back has to change it: they are told what.
        if not answer and "approve" not in self.data:
            raise forms.ValidationError(_("Say why."))
        return answer
