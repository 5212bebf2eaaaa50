"""Shows people the supervised tests in which they have a seat, and takes the code of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import SittingSeat
from courses.quizzes.accommodations import list_current
from courses.quizzes.attempts import EmptyQuiz
from courses.sittings import SittingRefused, enter_sitting
from courses.sittings.refusals import SittingRefusal
from courses.web.sessions.learner import signed_in
from courses.web.sittings.device import name_device, remember_device
from people.models import Person
from people.web import FORM_METHODS, limit_rate

_MOST_SHOWN = 20


class _CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code of the room"),
        max_length=20,
        help_text=gettext_lazy(
            "Six digits on the screen in front. They change every two minutes."
        ),
        # Not of type number: a browser refuses Burmese digits there.
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    shared = forms.BooleanField(
        label=gettext_lazy("Others use this phone or computer too"),
        required=False,
        help_text=gettext_lazy("You are signed out when you have handed in."),
    )


@never_cache
@require_safe
@login_required
def list_own_sittings(request: HttpRequest) -> HttpResponse:
    """Show where the person has a seat: to come and open, then past."""
    person = signed_in(request)
    seats = person.sitting_seats.standing().select_related("sitting__quiz__course")
    past = seats.filter(sitting__closed_at__isnull=False, sitting__started_at__isnull=False)
    context = {
        "ahead": person.sitting_seats.ahead().select_related("sitting__quiz__course"),
        "past": past.order_by("-sitting__started_at")[:_MOST_SHOWN],
        "accommodations": list_current(person),
    }
    return render(request, "courses/sittings/own_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_rate("room-code", exempt=FORM_METHODS)
@login_required
def show_entrance(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the code of the room; a POST opens the paper."""
    person = signed_in(request)
    # Security: a sitting without a seat of theirs and one that does not exist get the same answer.
    rows = SittingSeat.objects.standing().select_related("sitting__quiz__course", "person")
    seat = get_object_or_404(rows, sitting=pk, person=person)
    form = _CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer = _enter(request, seat, form)
        if answer:
            return answer
    return _render_door(request, person, seat, form)


def _enter(request: HttpRequest, seat: SittingSeat, form: _CodeForm) -> HttpResponse | None:
    """Return the way to the paper; None, with the error at the form, if it stays closed."""
    device, given = name_device(request), form.cleaned_data
    try:
        paper = enter_sitting(
            seat,
            given["code"],
            device=device,
            is_shared=given["shared"],
            language=get_language() or "my",
        )
    except SittingRefused as refused:
        is_code = refused.refusal == SittingRefusal.WRONG_CODE
        form.add_error("code" if is_code else None, str(refused.refusal.label))
        return None
    except EmptyQuiz:
        form.add_error(None, str(SittingRefusal.NOT_SUPERVISED.label))
        return None
    answer = redirect("courses:attempt", seat.sitting.quiz.key, paper.number)
    return remember_device(answer, device)


def _render_door(
    request: HttpRequest, person: Person, seat: SittingSeat, form: _CodeForm
) -> HttpResponse:
    context: dict[str, Any] = {
        "seat": seat,
        "sitting": seat.sitting,
        "quiz": seat.sitting.quiz,
        "form": form,
        "accommodations": list_current(person),
    }
    status = 422 if form.is_bound else 200
    return render(request, "courses/sittings/entrance.html", context, status=status)
