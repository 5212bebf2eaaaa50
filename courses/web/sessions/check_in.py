"""Lets people say at the trainer's screen that they are there, each on a phone or on one of all.

Works without an account that is signed in: signing in takes longer than a code lives.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import Attendance, SessionPart
from courses.sessions.attendance import check_in, find_attendant
from courses.sessions.codes import make_pass, read_code, read_pass
from courses.sessions.refusals import SessionRefusal, SessionRefused
from people.models import Person
from people.text import fold
from people.web import FORM_METHODS, RateThrottle, limit_rate

_LONGEST_NUMBER, _LONGEST_NAME = 150, 120


class _AttendantForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Staff number"),
        max_length=_LONGEST_NUMBER,
        help_text=gettext_lazy("Or the name with which you sign in."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=_LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@never_cache
@require_safe
@limit_rate("check-in")
def open_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show whose attendance can be recorded by a live code; nothing is written yet."""
    part = _find_part(read_code(code))
    if part is None:
        return _refuse_code(request)
    return _render(request, part, make_pass(part.pk), _AttendantForm())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_rate("check-in", exempt=FORM_METHODS)
def confirm(request: HttpRequest) -> HttpResponse:
    """Record who is signed in, or who has the number and the name; then ask for the next one."""
    text = request.POST.get("pass", "")
    part = _find_part(read_pass(text))
    if part is None:
        return _refuse_code(request)
    if "own" in request.POST and isinstance(request.user, Person):
        return _record(request, part, text, request.user, Attendance.Way.CODE)
    form = _AttendantForm(request.POST)
    if form.is_valid():
        person = _identify(part, form.cleaned_data["number"], form.cleaned_data["name"])
        if person:
            return _record(request, part, text, person, Attendance.Way.NAME)
        told = _("Nobody with a seat in this session has this number and this name. Compare both.")
        form.add_error("number", told)
    return _render(request, part, text, form, status=422)


def _identify(part: SessionPart, number: str, name: str) -> Person | None:
    # Counted by person: whoever tries names at one is stopped, and no room with them. Else each
    # identifier and spelling of somebody would have its own allowance of tries.
    key = Person.objects.identified_by(number).values_list("pk", flat=True).first()
    if not RateThrottle("check-in-name").allows(str(key) if key else fold(number)):
        return None
    return find_attendant(part.session, number, name)


def _find_part(pk: int | None) -> SessionPart | None:
    if pk is None:
        return None
    return SessionPart.objects.select_related("session").filter(pk=pk).first()


def _record(
    request: HttpRequest, part: SessionPart, text: str, person: Person, way: str
) -> HttpResponse:
    try:
        record = check_in(part, person, way=way)
    except SessionRefused as refused:
        return _render(request, part, text, _AttendantForm(), refusal=refused.refusal)
    return _render(request, part, text, _AttendantForm(), record=record, person=person)


def _render(
    request: HttpRequest, part: SessionPart, text: str, form: _AttendantForm, **more: Any
) -> HttpResponse:
    status = more.pop("status", 200)
    refusal: SessionRefusal | None = more.pop("refusal", None)
    context = {
        "part": part,
        "session": part.session,
        "pass": text,
        "form": form,
        "refusal": refusal.label if refusal else "",
        # Else the box of the shared phone is closed under what was typed wrongly.
        "shows_form": form.is_bound or not request.user.is_authenticated or bool(more),
        **more,
    }
    return render(request, "courses/sessions/check_in.html", context, status=status)


def _refuse_code(request: HttpRequest) -> HttpResponse:
    return render(request, "courses/sessions/code_over.html", status=410)
