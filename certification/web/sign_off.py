"""Lets supervisors sign off skills of their people, and withdraw a sign-off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certification.evidence.recording import (
    LevelTooHigh,
    NotASupervisor,
    can_sign_off,
    record_sign_off,
    withdraw_sign_off,
)
from certification.evidence.writing import InvalidEvidencePeriod, UnknownLevel
from certification.models import Evidence
from certification.web.forms import SkillField
from people.history import record_looks
from people.models import Person
from people.web import parse_primary_key
from plan.levels import list_level_choices, load_level_names, name_level

_MAX_NOTE_LENGTH = 200


class _SignOffForm(forms.Form):
    skill = SkillField()
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level"),
        choices=list_level_choices,
        coerce=int,
    )
    on = forms.DateField(
        label=gettext_lazy("Seen on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    source = forms.CharField(
        label=gettext_lazy("What you saw"),
        help_text=gettext_lazy("In a few words: the task that showed the skill."),
        max_length=_MAX_NOTE_LENGTH,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].help_text = _tell_rule()

    def record(self, person: Person, by: Person) -> bool:
        """Write the sign-off; return False, with an error at the field, when it cannot be."""
        given = self.cleaned_data
        try:
            record_sign_off(
                person,
                given["skill"],
                given["level"],
                by=by,
                on=given["on"],
                source=given["source"],
            )
        except LevelTooHigh as error:
            name = name_level(load_level_names(), given["skill"], error.args[0])
            message = _("Of this skill at most: %(level)s.") % {"level": name}
            self.add_error("level", f"{_tell_rule()} {message}")
        except UnknownLevel:
            self.add_error("level", _("The framework of this skill has no such level."))
        except InvalidEvidencePeriod:
            self.add_error("on", _("This day is still to come."))
        except NotASupervisor:
            self.add_error("on", _("On this day the person did not serve under you."))
        return self.is_valid()


def _tell_rule() -> str:
    """Return how far a sign-off goes, in words."""
    if settings.SECOND_SIGN_OFF:
        return _(
            "At most one level above what is proved otherwise. A second supervisor may go one"
            " further."
        )
    return _("At most one level above what is proved otherwise.")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def sign_off_skills(request: HttpRequest, person: int, back_to: str) -> HttpResponse:
    """Show and receive the form for one person; 404 unless the user supervises them today.

    ``back_to`` names the address of the page that leads here.
    """
    by = request.user
    assert isinstance(by, Person)  # noqa: S101
    subject = get_object_or_404(Person.objects.visible_to(by), pk=person)
    # Security: a person of other agencies and one that does not exist get the same answer.
    if not can_sign_off(by, subject, timezone.localdate()):
        raise Http404
    record_looks(by, [subject.pk])
    if "withdraw" in request.POST:
        return _handle_withdrawal(request, subject, by)
    form = (
        _SignOffForm(request.POST)
        if request.method == "POST"
        else _SignOffForm(initial=_initial_values(request))
    )
    if form.is_bound and form.is_valid() and form.record(subject, by):
        messages.success(request, _("The skill is signed off. It counts from that day on."))
        return redirect(request.path)
    context = {
        "form": form,
        "subject": subject,
        "signed": _list_sign_offs(subject),
        "back": _back_url(request, back_to),
    }
    status = 422 if form.is_bound else 200
    return render(request, "certification/sign_off.html", context, status=status)


def _handle_withdrawal(request: HttpRequest, subject: Person, by: Person) -> HttpResponse:
    key = parse_primary_key(request.POST["withdraw"])
    rows = Evidence.objects.filter(person=subject, kind=Evidence.Kind.SIGN_OFF)
    row = get_object_or_404(rows, pk=key)
    withdraw_sign_off(row, by=by, day=timezone.localdate())
    messages.success(request, _("The sign-off is withdrawn. It no longer counts from today on."))
    return redirect(request.path)


def _initial_values(request: HttpRequest) -> dict[str, Any]:
    """Return the skill and level that the page before was about, and today."""
    known = {name: request.GET[name] for name in ("skill", "level") if name in request.GET}
    return {**known, "on": timezone.localdate()}


def _back_url(request: HttpRequest, name: str) -> str:
    query = request.GET.urlencode()
    return reverse(name) + (f"?{query}" if query else "")


def _list_sign_offs(person: Person) -> list[tuple[Evidence, str]]:
    """Return the sign-offs that count today, each with the name of its level."""
    rows = Evidence.objects.filter(person=person, kind=Evidence.Kind.SIGN_OFF)
    valid = rows.valid(timezone.localdate()).select_related("skill", "recorded_by")
    names = load_level_names()
    return [
        (row, name_level(names, row.skill, row.level)) for row in valid.order_by("-acquired_on")
    ]
