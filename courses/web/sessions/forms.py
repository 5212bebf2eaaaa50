"""Defines the forms of a class session: what it is, and when it meets."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.models import MOST_SEATS, ClassSession, Course
from courses.sessions import PartTime, SessionPlan
from people.access import agencies_for, has_global_access, roles_of
from people.models import Agency, Person, Role
from people.text import clean, to_ascii_digits
from people.text.formatting import lang_name
from people.web.fields import DayField, RowBoxesField

_RUNNERS = (Role.Kind.TRAINER, Role.Kind.HR)
_LONGEST_TITLE = 200
_ONE_DAY = dt.timedelta(days=1)


class TextField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class ClockField(forms.TimeField):
    """Takes hours and minutes in either digits."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> dt.time | None:
        return super().to_python(to_ascii_digits(value) if isinstance(value, str) else value)


class SessionForm(forms.Form):
    """What a session is; without ``session`` a new one."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=gettext_lazy("Office"), empty_label=None
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ClassSession.Kind.choices)
    course = forms.ModelChoiceField(
        Course.objects.none(),
        label=gettext_lazy("Course"),
        required=False,
        empty_label=gettext_lazy("No course: it stands by itself"),
    )
    opens_to = forms.ChoiceField(
        label=gettext_lazy("Who may join"), choices=ClassSession.OpensTo.choices
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Seats"),
        min_value=1,
        max_value=MOST_SEATS,
        # Not of type number: a browser refuses Burmese digits there.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Who comes later stands on the waiting list and moves up."),
    )
    place = TextField(label=gettext_lazy("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=gettext_lazy("Link to the meeting"), required=False, assume_scheme="https"
    )
    late_percent = forms.IntegerField(
        label=gettext_lazy("How much of a part counts for who came late, in percent"),
        min_value=0,
        max_value=100,
        initial=50,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    trainers = RowBoxesField(Person.objects.none(), label=gettext_lazy("Trainers"), required=False)

    def __init__(
        self, data: Any = None, *, by: Person, session: ClassSession | None = None
    ) -> None:
        super().__init__(data, initial=describe_session(session) if session else None)
        self.by, self.session = by, session
        for code in settings.OFFERED_LANGUAGES:
            label = _("Title (%(language)s)") % {"language": lang_name(code)}
            # One language is enough to begin with; Burmese is everybody's.
            self.fields[f"title_{code}"] = TextField(
                label=label, max_length=_LONGEST_TITLE, required=code == "my"
            )
        self.order_fields([f"title_{code}" for code in settings.OFFERED_LANGUAGES])
        offices = agencies_for(by, *_RUNNERS)
        courses = Course.objects.live().filter(agency__in=offices)
        if session and session.course_id:
            courses = courses | Course.objects.filter(pk=session.course_id)
        self._offer("course", courses.order_by("-published_at", "pk"))
        self._offer("trainers", _list_trainers(by, session))
        if session:
            del self.fields["agency"]
        else:
            self._offer("agency", _list_offices(by))

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = rows
        if name == "trainers" and not rows:
            del self.fields[name]

    def build_plan(self, parts: list[PartTime]) -> SessionPlan:
        given = self.cleaned_data
        names = ("kind", "course", "opens_to", "capacity", "place", "link", "late_percent")
        titles = {
            code: given[f"title_{code}"]
            for code in settings.OFFERED_LANGUAGES
            if given[f"title_{code}"]
        }
        return SessionPlan(
            titles=titles,
            agency=self.session.agency if self.session else given["agency"],
            parts=parts,
            trainers=list(given.get("trainers", ())),
            **{name: given[name] for name in names if name in given},
        )


def _list_offices(by: Person) -> QuerySet[Agency]:
    """Return the agencies on which the person's own roles hold: of those below there are many."""
    if has_global_access(by):
        return Agency.objects.filter(depth__lte=2)
    return Agency.objects.filter(pk__in=[role.agency_id for role in roles_of(by, *_RUNNERS)])


def _list_trainers(by: Person, session: ClassSession | None) -> QuerySet[Person]:
    """Return trainers of the person's own offices, and those the session has."""
    roles = Role.objects.on(timezone.localdate()).filter(
        kind=Role.Kind.TRAINER, agency__in=agencies_for(by, *_RUNNERS)
    )
    found = Q(pk__in=roles.values("person"), is_active=True)
    if session:
        found |= Q(taught_sessions=session)
    return Person.objects.filter(found).distinct().order_by(Person.name_order(), "pk")


def describe_session(session: ClassSession) -> dict[str, Any]:
    """Return what the form of a session that exists begins with."""
    names = ("kind", "course", "opens_to", "capacity", "place", "link", "late_percent")
    titles = {f"title_{code}": text for code, text in session.titles.items()}
    trainers = [one.pk for one in session.trainers.all()]
    return {**titles, "trainers": trainers, **{name: getattr(session, name) for name in names}}


class PartForm(forms.Form):
    """One part: a day, and from when to when; an end before the beginning is of the next day."""

    day = DayField(label=gettext_lazy("Day"), required=False)
    begins = ClockField(label=pgettext_lazy("clock", "From"), required=False)
    ends = ClockField(label=pgettext_lazy("clock", "Until"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        filled = [name for name in ("day", "begins", "ends") if given.get(name) is not None]
        if 0 < len(filled) < 3 and not self.errors:
            raise ValidationError(_("Say the day, from when and until when, or leave all empty."))
        return given

    def read_time(self) -> PartTime | None:
        given = self.cleaned_data
        if not given.get("day"):
            return None
        begins = _at(given["day"], given["begins"])
        over_midnight = given["ends"] <= given["begins"]
        # The last of all days has none after it: such a part is refused.
        goes_on = over_midnight and given["day"] < dt.date.max
        return PartTime(begins, _at(given["day"] + goes_on * _ONE_DAY, given["ends"]))


def _at(day: dt.date, clock: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, clock))


class BasePartFormSet(forms.BaseFormSet[PartForm]):
    def read_times(self) -> list[PartTime]:
        times = (form.read_time() for form in self.forms)
        return [time for time in times if time]


PartFormSet = forms.formset_factory(
    PartForm, formset=BasePartFormSet, extra=3, max_num=60, absolute_max=60
)


def describe_next_parts(session: ClassSession) -> list[dict[str, Any]]:
    """Return the parts so many weeks later that the first lies ahead: the same weekdays."""
    if session.begins_at is None:
        return []
    first, today = timezone.localtime(session.begins_at).date(), timezone.localdate()
    weeks = max(1, (today - first).days // 7 + 1)
    later = dt.timedelta(weeks=weeks)
    return [row | {"day": row["day"] + later} for row in describe_parts(session)]


def describe_parts(session: ClassSession) -> list[dict[str, Any]]:
    """Return the parts as the rows of the form, in local time."""
    rows = []
    for part in session.parts.all():
        begins, ends = timezone.localtime(part.begins_at), timezone.localtime(part.ends_at)
        rows.append({"day": begins.date(), "begins": begins.time(), "ends": ends.time()})
    return rows
