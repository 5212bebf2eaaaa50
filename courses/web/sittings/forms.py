"""Defines the forms of supervised tests: what is planned, and what is done in the room."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import MOST_ENTRY_MINUTES, ClassSession, Quiz, Sitting, Supervision
from courses.sittings import SittingPlan
from courses.sittings.running import MOST_EXTRA_MINUTES
from courses.web.sessions.forms import ClockField, TextField
from people.access import agencies_for
from people.models import Person, Role
from people.text import clean
from people.text.formatting import digits
from people.web.fields import DayField

_NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}
_FARTHEST_DAYS = 731
_MOST_NUMBERS = 200


class _QuizField(forms.ModelChoiceField):
    """Names a test with its course: those of several courses are called alike."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_title)


class SittingForm(forms.Form):
    """When and where; of a new sitting also which test."""

    quiz = _QuizField(Quiz.objects.none(), label=gettext_lazy("Test"))
    day = DayField(label=gettext_lazy("Day"))
    clock = ClockField(label=gettext_lazy("Time"))
    place = TextField(label=gettext_lazy("Place"), max_length=200, required=False)
    entry_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes in which one may begin"),
        min_value=1,
        max_value=MOST_ENTRY_MINUTES,
        initial=30,
        widget=forms.TextInput(attrs=_NUMERIC),
        help_text=gettext_lazy("From the moment you open it. Later you let each in yourself."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        by: Person,
        session: ClassSession | None = None,
        sitting: Sitting | None = None,
    ) -> None:
        super().__init__(data, initial=_describe(sitting, session))
        self.session = session
        if sitting:
            del self.fields["quiz"]
            return
        field = self.fields["quiz"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = list_supervised(by, session)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("day") and given.get("clock") is not None:
            moment = timezone.make_aware(dt.datetime.combine(given["day"], given["clock"]))
            now = timezone.now()
            # Of today too, for a room that sits already; of last week nobody opens a test.
            if not now - dt.timedelta(days=1) < moment < now + dt.timedelta(days=_FARTHEST_DAYS):
                self.add_error("day", _("Take today or a day within two years."))
            given["planned_at"] = moment
        return given

    def build_plan(self) -> SittingPlan:
        given = self.cleaned_data
        names = ("quiz", "planned_at", "place", "entry_minutes")
        return SittingPlan(session=self.session, **{name: given[name] for name in names})


def list_supervised(by: Person, session: ClassSession | None = None) -> Any:
    """Return the tests that ``by`` may open in a room."""
    quizzes = Quiz.objects.counted().exclude(supervision=Supervision.NEVER)
    if session:
        quizzes = quizzes.filter(course=session.course_id)
    else:
        offices = agencies_for(by, Role.Kind.TRAINER, Role.Kind.HR)
        quizzes = quizzes.filter(course__is_live=True, course__agency__in=offices)
    order = ("course", F("module__position").asc(nulls_last=True), "pk")
    return quizzes.select_related("course").order_by(*order)


def _describe(sitting: Sitting | None, session: ClassSession | None) -> dict[str, Any]:
    if sitting:
        names = ("place", "entry_minutes")
        moment = timezone.localtime(sitting.planned_at)
        known = {name: getattr(sitting, name) for name in names}
    elif session and session.ends_at:
        moment, known = timezone.localtime(session.ends_at), {"place": session.place}
    else:
        return {}
    return {"day": moment.date(), "clock": moment.time(), **known}


class MinutesForm(forms.Form):
    """More minutes for a room or a person, and why."""

    minutes = forms.IntegerField(
        label=gettext_lazy("More minutes"),
        min_value=1,
        max_value=MOST_EXTRA_MINUTES,
        widget=forms.TextInput(attrs=_NUMERIC),
    )
    reason = TextField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Such as: the power was cut."),
    )


class VoidForm(forms.Form):
    """Why an attempt counts for nothing, and whether the test may be begun once more."""

    reason = TextField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy(
            "In one sentence. The learner reads it, and it stays in the record."
        ),
    )
    again = forms.BooleanField(
        label=gettext_lazy("The person may take the test once more in this room"), required=False
    )

    def __init__(self, data: Any = None) -> None:
        # On one page with the form of minutes, which asks for a reason too.
        super().__init__(data, auto_id="void_%s")


class ReasonForm(forms.Form):
    reason = TextField(label=gettext_lazy("Reason"), max_length=300)


class NumbersForm(forms.Form):
    """Staff numbers of people who get a seat."""

    numbers = forms.CharField(
        label=gettext_lazy("Staff numbers"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line. People of your offices, or who take the course."),
    )

    def clean_numbers(self) -> list[str]:
        words = clean(self.cleaned_data["numbers"]).replace(",", " ").split()
        if not words:
            raise ValidationError(_("Write at least one staff number."))
        numbers = list(dict.fromkeys(words))
        if len(numbers) > _MOST_NUMBERS:
            told = _("Send at most %(most)s staff numbers at a time.")
            raise ValidationError(told % {"most": digits(_MOST_NUMBERS)})
        return numbers
