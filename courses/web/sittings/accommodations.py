"""Shows people their accommodations, and lets HR managers and trainers give and end them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import MOST_BREAK_MINUTES, Accommodation
from courses.quizzes.accommodations import (
    AccommodationWish,
    GivenAlready,
    NothingGiven,
    end_accommodation,
    give_accommodation,
    may_accommodate,
)
from courses.web.sessions.forms import TextField
from people.history import record_looks
from people.models import Person
from people.text.formatting import digits
from people.web import parse_primary_key
from people.web.fields import DayField, LastDayField
from people.web.office import PersonOnDesk

_PERCENTS = (100, 110, 125, 133, 150, 175, 200, 250, 300, 400)


class _AccommodationForm(forms.Form):
    time_percent = forms.TypedChoiceField(
        label=gettext_lazy("Time for a test"), coerce=int, initial=100
    )
    break_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes of breaks in a test"),
        min_value=0,
        max_value=MOST_BREAK_MINUTES,
        required=False,
        initial=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("They are added to the time of every test."),
    )
    other = TextField(
        label=gettext_lazy("What else is needed"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Such as larger print, a seat by the door. Invigilators read it."),
    )
    valid_from = DayField(label=gettext_lazy("From"))
    valid_to = LastDayField(label=gettext_lazy("Last day"), required=False)
    reason = TextField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy(
            "As short as may be, such as the paper that was shown. Only this person and who may"
            " give accommodations read it."
        ),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"valid_from": timezone.localdate()})
        field = self.fields["time_percent"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(one, describe_factor(one)) for one in _PERCENTS]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["break_minutes"] = given.get("break_minutes") or 0
        first, end = given.get("valid_from"), given.get("valid_to")
        if first and end and end <= first:
            self.add_error("valid_to", _("The last day lies before the first one."))
        gives = (
            given.get("time_percent", 100) > 100 or given["break_minutes"] or given.get("other")
        )
        if not gives and not self.errors:
            raise ValidationError(_("Say what is needed: time, breaks or something else."))
        return given


def describe_factor(percent: int) -> str:
    if percent == 100:
        return _("as usual")
    factor = f"{percent / 100:.2f}".rstrip("0").rstrip(".")
    return _("%(factor)s times the usual") % {"factor": digits(factor)}


@never_cache
@require_safe
@login_required
def show_own_accommodations(request: HttpRequest) -> HttpResponse:
    """Show the person what is recorded about their needs in tests, by whom and why."""
    assert isinstance(request.user, Person)  # noqa: S101
    rows = request.user.accommodations.select_related("given_by", "ended_by")
    context = {"rows": rows, "today": timezone.localdate()}
    return render(request, "courses/accommodations/own.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_accommodations(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what somebody needs in tests; a POST gives an accommodation or ends one."""
    viewer, person = request.user, Person.objects.filter(pk=pk, is_active=True).first()
    assert isinstance(viewer, Person)  # noqa: S101
    # Security: somebody of others and somebody who does not exist get the same answer.
    if person is None or not may_accommodate(viewer, person):
        raise Http404
    record_looks(viewer, [person.pk])
    if "end" in request.POST:
        return _end(request, viewer, person)
    form = _AccommodationForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _give(form, viewer, person):
        messages.success(request, _("Recorded. The person is told."))
        return redirect(request.path)
    rows = person.accommodations.select_related("given_by", "ended_by")
    context = {
        "person": person,
        "rows": rows,
        "form": form,
        "ends": True,
        "today": timezone.localdate(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "courses/accommodations/person.html", context, status=status)


def _give(form: _AccommodationForm, viewer: Person, person: Person) -> bool:
    try:
        give_accommodation(person, AccommodationWish(**form.cleaned_data), by=viewer)
    except GivenAlready:
        told = _("One begins on that day already. End it first, or take another day.")
        form.add_error("valid_from", told)
    except NothingGiven:
        form.add_error(None, _("Say what is needed: time, breaks or something else."))
    return form.is_valid()


def _end(request: HttpRequest, viewer: Person, person: Person) -> HttpResponse:
    key = parse_primary_key(request.POST["end"])
    row = get_object_or_404(Accommodation, pk=key, person=person)
    end_accommodation(row, by=viewer)
    messages.success(request, _("Ended. Papers that are open keep their time."))
    return redirect(request.path)


def read_accommodations(desk: PersonOnDesk) -> dict[str, Any] | None:
    """Return what the page of a person shows to who may give accommodations."""
    if not may_accommodate(desk.viewer, desk.person):
        return None
    today = timezone.localdate()
    rows = Accommodation.objects.on(today).filter(person=desk.person)
    return {"person": desk.person, "rows": rows}
