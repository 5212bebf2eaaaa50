"""Defines the forms of the planner: the pattern of a series, and each of its runs."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import cycle, islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.models import MOST_SEATS, ClassSession
from courses.sessions import SessionPlan
from courses.sessions.planner import RunPattern, list_parts
from courses.sessions.planner.patterns import MOST_DAYS, MOST_RUNS
from courses.sessions.refusals import SessionRefusal
from courses.sessions.scheduling import FARTHEST
from courses.web.sessions.forms import ClockField, SessionForm, TextField
from people.models import Person
from people.text import clean
from people.web.fields import DayField

_ONE_DAY = dt.timedelta(days=1)
_MOST_LEFT_OUT = 366
_LONGEST_PLACE = 200
# Days of a holiday: "2026-04-13 – 2026-04-17", with any dash between spaces, or "to".
_BETWEEN_DAYS = re.compile(r"\s+(?:-|–|—|to)\s+|\s*\.\.\s*")


def _number(label: Any, most: int, *, initial: int, help_text: Any = "") -> forms.IntegerField:
    # Not of type number: a browser refuses Burmese digits there.
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        initial=initial,
        widget=widget,
        help_text=help_text,
    )


class _LinesField(forms.CharField):
    """Takes some words a line; its value is a list."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return [line for one in (value or "").splitlines() if (line := clean(one))]

    def clean(self, value: Any) -> Any:
        lines = super().clean(value)
        if any(len(line) > _LONGEST_PLACE for line in lines):
            raise ValidationError(_("Write at most 200 characters a line."))
        return lines


class _DaysField(_LinesField):
    """Takes a day, or the first and the last of some, a line."""

    def clean(self, value: Any) -> frozenset[dt.date]:
        days: set[dt.date] = set()
        for line in super().clean(value):
            first, *last = [_read_day(one, line) for one in _BETWEEN_DAYS.split(line, maxsplit=1)]
            end = last[0] if last else first
            if not 0 <= (end - first).days < _MOST_LEFT_OUT or len(days) > _MOST_LEFT_OUT:
                raise ValidationError(_("These are not days of one year: %s") % line)
            days |= {first + number * _ONE_DAY for number in range((end - first).days + 1)}
        return frozenset(days)


def _read_day(text: str, line: str) -> dt.date:
    try:
        day = DayField().clean(text)
    except ValidationError as error:
        told = _("This is no day: “%s”. Write it like 2027-04-13, or 2027-04-13 to 2027-04-17.")
        raise ValidationError(told % line) from error
    assert isinstance(day, dt.date)  # noqa: S101
    return day


class _RunDayField(DayField):
    """Takes a day on which a session may begin: no run is reckoned from one at the end of time."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and abs(value - timezone.localdate()) > FARTHEST:
            raise ValidationError(SessionRefusal.TOO_FAR.label)


class SeriesForm(SessionForm):
    """What all runs have alike, and on which days they begin; ``session`` is their example."""

    places = _LinesField(
        label=gettext_lazy("Places in turn, one a line"),
        required=False,
        help_text=gettext_lazy("The first run meets at the first, the second at the second."),
    )
    first_day = _RunDayField(label=gettext_lazy("First day"))
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("A run begins on"),
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    every = _number(
        gettext_lazy("Every how many weeks"),
        52,
        initial=1,
        help_text=gettext_lazy("2 means every second week."),
    )
    runs = _number(gettext_lazy("How many runs"), MOST_RUNS, initial=10)
    last_day = DayField(label=gettext_lazy("None begins after"), required=False)
    days = _number(gettext_lazy("Days that a run lasts"), MOST_DAYS, initial=1)
    begins = ClockField(label=gettext_lazy("From, each day"))
    ends = ClockField(label=gettext_lazy("Until, each day"))
    begins_again = ClockField(label=gettext_lazy("After a break: from"), required=False)
    ends_again = ClockField(label=gettext_lazy("After a break: until"), required=False)
    skips_weekends = forms.BooleanField(
        label=gettext_lazy("Further days of a run are no Saturdays or Sundays"),
        required=False,
        initial=True,
    )
    left_out = _DaysField(
        label=gettext_lazy("Days to leave out, one a line"),
        required=False,
        help_text=gettext_lazy("Public holidays, such as 2027-04-13 to 2027-04-17."),
    )

    def __init__(
        self, data: Any = None, *, by: Person, session: ClassSession | None = None
    ) -> None:
        super().__init__(data, by=by, session=session)
        del self.fields["place"]
        if "trainers" in self.fields:
            self.fields["trainers"].label = _("Trainers in turn")
            self.fields["trainers"].help_text = _("Each run gets one of them, in this order.")
        if session:
            self.initial = {**self.initial, **describe_pattern(session)}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("begins_again")) != bool(given.get("ends_again")):
            raise ValidationError(_("Say from when and until when after the break, or neither."))
        return given

    @property
    def pattern(self) -> RunPattern:
        given = self.cleaned_data
        clocks = [(given["begins"], given["ends"])]
        if given["begins_again"]:
            clocks.append((given["begins_again"], given["ends_again"]))
        names = ("first_day", "every", "runs", "last_day", "days", "skips_weekends", "left_out")
        return RunPattern(
            weekdays=frozenset(given["weekdays"]),
            clocks=tuple(clocks),
            **{name: given[name] for name in names},
        )

    def describe_runs(self, days: list[dt.date]) -> list[dict[str, Any]]:
        """Return the rows of the runs: places and trainers in turn."""
        given = self.cleaned_data
        places = cycle(given["places"] or [""])
        trainers = cycle([one.pk for one in given.get("trainers", ())] or [None])
        rows = zip(days, places, trainers, strict=False)
        return [
            {"day": day, "place": place, "trainer": trainer, "capacity": given["capacity"]}
            for day, place, trainer in islice(rows, MOST_RUNS)
        ]

    def build_run(self, run: dict[str, Any]) -> SessionPlan:
        """Return the plan of one run, whose row says what is its own."""
        trainer = run.get("trainer")
        return replace(
            self.build_plan(list_parts(run["day"], self.pattern)),
            place=run["place"],
            capacity=run["capacity"],
            trainers=[trainer] if trainer else [],
        )


def describe_pattern(session: ClassSession) -> dict[str, Any]:
    """Return what a form begins with that plans further runs like the session."""
    parts = [
        (timezone.localtime(part.begins_at), timezone.localtime(part.ends_at))
        for part in session.parts.all()
    ]
    given: dict[str, Any] = {"places": session.place, "skips_weekends": True, "every": 1}
    if not parts:
        return given
    first = parts[0][0].date()
    clocks = [one for one in parts if one[0].date() == first][:2]
    names = (("begins", "ends"), ("begins_again", "ends_again"))
    for (begins, ends), clock in zip(names, clocks, strict=False):
        given |= {begins: clock[0].time(), ends: clock[1].time()}
    days = len({begins.date() for begins, _ends in parts})
    return given | {"days": days, "weekdays": [first.weekday()]}


class RunForm(forms.Form):
    """One run of the preview; ``trainers`` are those whom the form of the series offers."""

    day = _RunDayField(label=gettext_lazy("Day"))
    place = TextField(label=gettext_lazy("Place"), max_length=_LONGEST_PLACE, required=False)
    trainer = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Trainer"),
        required=False,
        empty_label=pgettext_lazy("trainer", "Nobody yet"),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Seats"),
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    drop = forms.BooleanField(label=gettext_lazy("Leave this run out"), required=False)
    planned = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, trainers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A run whose row came back empty is told, and not written.
        self.empty_permitted = False
        trainer = self.fields["trainer"]
        assert isinstance(trainer, forms.ModelChoiceField)  # noqa: S101
        trainer.queryset = trainers


RunFormSet = forms.formset_factory(
    RunForm, extra=0, max_num=MOST_RUNS, absolute_max=MOST_RUNS, validate_max=True
)
