"""Asks what is assigned, to whom, until when; and what people ask of an office about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.assignments.making import DueRule, draft_assignment
from courses.models import (
    ASSIGNABLE_KINDS,
    MOST_DUE_DAYS,
    MOST_SEATS,
    Assignable,
    Assignment,
    ClassSession,
    Course,
    Programme,
)
from courses.sessions.bulk import name_session
from people.models import Agency, Audience, Person, validate_service_day
from people.text import clean
from people.text.languages import in_language
from people.web import parse_primary_key
from people.web.fields import DayField, LastDayField, ServiceDayField
from people.web.office.audiences import PeopleRuleForm, list_owners

_ON_DAY, _IN_DAYS, _NEVER = "day", "days", "none"
_RECOMMENDED = (_NEVER, _("Recommended: without a day"))
LONGEST_REASON = 300
_MOST_SESSIONS = 200


class ReasonField(forms.CharField):
    """Takes one sentence; signs that are not seen are none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_REASON, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class DueForm(forms.Form):
    """Until when: on a day, so many days after it reached the person, or only recommended."""

    due = forms.ChoiceField(
        label=_("Until when"),
        choices=[
            (_IN_DAYS, _("Mandatory: within some days, counted for each person")),
            (_ON_DAY, _("Mandatory: until one day for all")),
            _RECOMMENDED,
        ],
        widget=forms.RadioSelect,
        initial=_IN_DAYS,
    )
    due_days = forms.IntegerField(
        label=_("Within so many days"),
        required=False,
        min_value=1,
        max_value=MOST_DUE_DAYS,
        # Text and not a number: a browser refuses Burmese digits there.
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        initial=30,
        help_text=_("For the first choice. Who comes in later has as many days, from then on."),
    )
    due_on = DayField(
        label=_("Last day for all"),
        required=False,
        help_text=_(
            "For the second choice. Who comes in shortly before it or later has two weeks."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        due = cleaned.get("due")
        if due == _IN_DAYS and not cleaned.get("due_days") and "due_days" not in self.errors:
            self.add_error("due_days", _("Say how many days."))
        if due == _ON_DAY and "due_on" in self.fields and "due_on" not in self.errors:
            self._check_due_day(cleaned.get("due_on"))
        return cleaned

    def _check_due_day(self, day: dt.date | None) -> None:
        today = timezone.localdate()
        if day is None:
            self.add_error("due_on", _("Say on which day."))
        elif not today <= day <= today + dt.timedelta(days=MOST_DUE_DAYS):
            self.add_error("due_on", _("Take a day from today on, within ten years."))

    @property
    def due_rule(self) -> DueRule:
        """Return what was said, of a form that is valid."""
        given = self.cleaned_data
        return DueRule(
            due_on=given["due_on"] if given["due"] == _ON_DAY else None,
            due_days=given["due_days"] if given["due"] == _IN_DAYS else None,
        )


def describe_due(assignment: Assignment) -> dict[str, Any]:
    """Return what a form of the due day says of the assignment at first."""
    due = _ON_DAY if assignment.due_on else _IN_DAYS if assignment.due_days else _NEVER
    return {
        "due": due,
        "due_on": assignment.due_on,
        "due_days": assignment.due_days,
        "takes_until": assignment.takes_until,
    }


class AssignableField(forms.ChoiceField):
    """Offers published courses and programmes and coming sessions; first what teaches a skill.

    A value names kind and row, as it is kept of acts on many people: ``course:7``.
    """

    def __init__(self, **kwargs: Any) -> None:
        words = _("A class session is due on its own day, and its people are nominated.")
        label = _("Course, programme or class session")
        super().__init__(label=label, help_text=words, **kwargs)

    def offer(
        self, sessions: Iterable[ClassSession], skill: str = "", level: int = 1
    ) -> str | None:
        """Offer all; return the first course or programme that teaches the skill to the level."""
        courses, programmes = Course.objects.live(), Programme.objects.live()
        taught = courses.filter(course_skills__skill__code=skill, course_skills__level__gte=level)
        proven = programmes.filter(
            programme_skills__skill__code=skill, programme_skills__level__gte=level
        )
        rows = {"course": courses, "programme": programmes}
        groups = {name: _name_rows(name, found) for name, found in rows.items()}
        closing = _name_rows("course", taught) + _name_rows("programme", proven) if skill else []
        coming = [(f"session:{one.pk}", name_session(one)) for one in sessions]
        self.choices = [
            ("", "—"),
            *((_("Teaches what is lacking"), closing) for _any in closing[:1]),
            (_("Courses"), [one for one in groups["course"] if one not in closing]),
            (_("Programmes"), [one for one in groups["programme"] if one not in closing]),
            (_("Class sessions"), coming),
        ]
        return closing[0][0] if closing else None


def _name_rows(kind: str, rows: QuerySet[Any]) -> list[tuple[str, str]]:
    found = rows.order_by().values_list("pk", "titles")
    named = sorted((in_language(titles), pk) for pk, titles in found)
    return [(f"{kind}:{pk}", title) for title, pk in named]


def find_assignable(value: str) -> Assignable | None:
    """Return what a value of the field means, None where it is offered no more."""
    name, _colon, told = value.partition(":")
    kind, pk = ASSIGNABLE_KINDS.get(name), parse_primary_key(told)
    if kind is None or pk is None:
        return None
    if kind.model is ClassSession:
        return ClassSession.objects.upcoming().filter(pk=pk).first()
    found: Assignable | None = kind.model._default_manager.filter(pk=pk, is_live=True).first()
    return found


class _OwnedAudienceField(forms.ModelChoiceField):
    def label_from_instance(self, audience: Audience) -> str:
        return f"{audience} · {audience.agency.name}"


class _AssigningAgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return f"{agency.name} ({agency.code})"


class AssignmentForm(DueForm, PeopleRuleForm):
    """A new assignment: what, the office that asks for it, and whom of its people."""

    what = AssignableField()
    agency = _AssigningAgencyField(
        Agency.objects.none(),
        label=_("Office that asks for it"),
        empty_label=None,
        help_text=_("Its HR managers change and end it. It reaches nobody who serves elsewhere."),
    )
    audience = _OwnedAudienceField(
        Audience.objects.none(),
        label=_("Audience"),
        required=False,
        empty_label=_("None: whoever fits the rule below"),
    )
    starts_on = ServiceDayField(
        label=_("From"), help_text=_("Nobody hears of it before this day.")
    )
    takes_until = LastDayField(
        label=_("Takes in new people until"),
        required=False,
        validators=[validate_service_day],
        help_text=_("Empty: as long as it is not ended."),
    )

    def __init__(self, data: Any = None, *, by: Person, **kwargs: Any) -> None:
        owners = list_owners(by)
        first = {"agency": owners.first(), "starts_on": timezone.localdate()}
        kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(data, units=Agency.objects.under(*owners), **kwargs)
        agency, audience = self.fields["agency"], self.fields["audience"]
        assert isinstance(agency, forms.ModelChoiceField)  # noqa: S101
        assert isinstance(audience, forms.ModelChoiceField)  # noqa: S101
        agency.queryset = owners
        owned = Audience.objects.standing().filter(agency__in=Agency.objects.under(*owners))
        audience.queryset = owned.select_related("agency").order_by("agency__path", "pk")
        rule = kwargs.get("rule")
        asked = rule.asked if rule else {}
        level = str(asked.get("skill_level", ""))
        what = self.fields["what"]
        assert isinstance(what, AssignableField)  # noqa: S101
        # Those that the HR manager may nominate for, drafts left out.
        coming = ClassSession.objects.visible_to(by).upcoming().select_related("agency")
        least = int(level) if level.isdecimal() else 1
        found = what.offer(coming[:_MOST_SESSIONS], asked.get("skill", ""), least)
        self.initial.setdefault("what", found)

    def clean_what(self) -> Assignable:
        what = find_assignable(self.cleaned_data["what"])
        if what is None:
            raise forms.ValidationError(_("It is offered no more. Choose another one."))
        return what

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        unit, agency = cleaned.get("unit"), cleaned.get("agency")
        if unit and agency and not unit.path.startswith(agency.path):
            self.add_error("unit", _("This unit is not below the office that asks for it."))
        starts, until = cleaned.get("starts_on"), cleaned.get("takes_until")
        if starts and starts < timezone.localdate():
            self.add_error("starts_on", _("Take a day from today on."))
        if starts and until and until <= starts:
            self.add_error("takes_until", _("It would end before it begins."))
        due_on = cleaned.get("due_on")
        if starts and due_on and cleaned.get("due") == _ON_DAY and due_on < starts:
            self.add_error("due_on", _("It would be due before it begins."))
        what = cleaned.get("what")
        if isinstance(what, ClassSession) and starts and agency:
            self._check_session(what, starts, agency)
        return cleaned

    def _check_session(self, session: ClassSession, starts: dt.date, agency: Agency) -> None:
        if session.last_day and starts > session.last_day:
            self.add_error("starts_on", _("The session is over by then."))
        is_inside = agency.path.startswith(session.agency.path)
        if session.opens_to == ClassSession.OpensTo.UNIT and not is_inside:
            self.add_error("what", _("Only people of the office of this session can join it."))

    def check_reach(self, count: int) -> None:
        """Refuse more people than the largest hall seats."""
        if isinstance(self.cleaned_data["what"], ClassSession) and count > MOST_SEATS:
            self.add_error("what", _("More people than a class session can seat. Choose fewer."))

    def build_draft(self) -> Assignment:
        """Return the assignment that the form asks for, not saved."""
        given = self.cleaned_data
        audience = given["audience"]
        return draft_assignment(
            # An audience is reached by the office that keeps it, and within it.
            audience.agency if audience else given["agency"],
            given["what"],
            self.due_rule,
            rule=None if audience else self.rule,
            audience=audience,
            starts_on=given["starts_on"],
            takes_until=given["takes_until"],
        )

    @property
    def what_fields(self) -> list[forms.BoundField]:
        names = ("what", "due", "due_days", "due_on", "starts_on", "takes_until")
        return [self[name] for name in names]

    @property
    def whom_fields(self) -> list[forms.BoundField]:
        return [self["agency"], self["audience"]]


class ChangeAssignmentForm(DueForm):
    """Another due day, and until when new people are taken in."""

    takes_until = LastDayField(
        label=_("Takes in new people until"),
        required=False,
        validators=[validate_service_day],
        help_text=_("Empty: as long as it is not ended."),
    )

    def __init__(self, data: Any = None, *, assignment: Assignment) -> None:
        super().__init__(data, initial=describe_due(assignment))
        self._starts_on, self._session = assignment.starts_on, assignment.session
        if self._session:
            self._ask_of_session()

    def _ask_of_session(self) -> None:
        due = self.fields["due"]
        assert isinstance(due, forms.ChoiceField)  # noqa: S101
        # It takes place on its day, for everybody.
        due.choices = [(_ON_DAY, _("Mandatory: on the day of the session")), _RECOMMENDED]
        del self.fields["due_days"], self.fields["due_on"]

    @property
    def due_rule(self) -> DueRule:
        if self._session is None:
            return super().due_rule
        is_mandatory = self.cleaned_data["due"] == _ON_DAY
        return DueRule(due_on=self._session.last_day if is_mandatory else None)

    def clean_takes_until(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["takes_until"]
        if day and day <= self._starts_on:
            raise forms.ValidationError(_("It would end before it begins."))
        return day


class EndAssignmentForm(forms.Form):
    """Why an assignment is asked of nobody any more."""

    reason = ReasonField(label=_("Reason"), help_text=_("In one sentence. It stays on record."))


class AskForm(forms.Form):
    """What a person asks of their office: more time, or not having to take the course."""

    kind = forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=[("extension", _("More time")), ("exemption", _("Not having to take it"))],
        widget=forms.RadioSelect,
        initial="extension",
    )
    until = DayField(
        label=_("Until which day?"), required=False, help_text=_("Only for more time.")
    )
    reason = ReasonField(label=_("Reason"), help_text=_("In one sentence. Your manager reads it."))

    def __init__(self, data: Any = None, *, has_due_day: bool) -> None:
        super().__init__(data)
        if not has_due_day:
            # Of what is not due nobody needs more time.
            del self.fields["kind"], self.fields["until"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        asks_time = cleaned.get("kind") == "extension"
        if asks_time and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say on which day."))
        return cleaned

    @property
    def until_day(self) -> dt.date | None:
        """Return the day, of a request for more time."""
        given = self.cleaned_data
        return given["until"] if given.get("kind") == "extension" else None
