"""Lets HR managers move people, end their service, correct postings and take back an act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.access import agencies_for, has_role
from people.directory import people_in_reach
from people.models import Person, Posting, PostingAct, Role, Transfer
from people.postings.acts import (
    AgencyClosed,
    PostingCorrection,
    cancel_move,
    correct_service,
    move_person,
)
from people.postings.leaving import AlreadyLeft, end_service_of
from people.postings.recording import (
    CHARGE_ACTS,
    NothingToTakeBack,
    PersonOutOfReach,
    may_act_on,
    take_posting_act_back,
)
from people.postings.writing import PostingOutOfOrder
from people.text.formatting import day_before, official_date
from people.web.accounts.contacts import signed_in_person
from people.web.office.sections import PersonOnDesk, PersonSection, register_section
from people.web.parameters import redirect_with_query
from people.web.postings.forms import (
    PersonMoveForm,
    PostingCorrectionForm,
    ServiceEndForm,
    describe_position,
)

_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class _PostingsOnDesk:
    """The postings of a person in time, for somebody who may act on the last of them."""

    viewer: Person
    person: Person
    postings: Sequence[Posting]

    @property
    def last(self) -> Posting:
        return self.postings[-1]


def _read_desk(
    viewer: Person, person: Person, postings: Sequence[Posting]
) -> _PostingsOnDesk | None:
    """Return the postings if the viewer may act on them."""
    if not postings or not may_act_on(person, viewer, postings[-1].agency):
        return None
    return _PostingsOnDesk(viewer, person, postings)


def _open_desk(request: HttpRequest, pk: int) -> _PostingsOnDesk:
    """Return the desk of the person. Raise `PermissionDenied`, and 404 for people of others."""
    viewer = signed_in_person(request)
    if not has_role(viewer, Role.Kind.HR):
        raise PermissionDenied
    person = get_object_or_404(people_in_reach(viewer), pk=pk)
    desk = _read_desk(viewer, person, PersonOnDesk.of(viewer, person).postings)
    if desk is None:
        raise PermissionDenied
    return desk


def _show_acts(desk: PersonOnDesk) -> dict[str, Any] | None:
    found = _read_desk(desk.viewer, desk.person, desk.postings)
    if found is None:
        return None
    return {
        "postings": [
            one for one in found.postings[::-1] if may_act_on(desk.person, desk.viewer, one.agency)
        ],
        "is_open": found.last.valid_to is None,
        "planned": found.last if found.last.valid_from > timezone.localdate() else None,
        "transfer": Transfer.objects.waiting().filter(person=desk.person).first(),
        "own_act": _find_posting_act(desk),
    }


def _find_posting_act(desk: PersonOnDesk) -> PostingAct | None:
    act = desk.own_act
    # What was done to a charge is told and taken back beside the charges.
    return None if act and act.kind in CHARGE_ACTS else act


register_section(
    PersonSection(
        "postings",
        gettext_lazy("Move, end or correct"),
        "people/office/posting_acts.html",
        order=5,
        read=_show_acts,
        is_printed=False,
    )
)


@never_cache
@require_http_methods(_METHODS)
@login_required
def move_official(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the person to a unit of the viewer's from a day on."""
    desk = _open_desk(request, pk)
    initial = {"unit": desk.last.agency.code, **describe_position(desk.last)}
    units = agencies_for(desk.viewer, Role.Kind.HR)
    form = PersonMoveForm(request.POST or None, units=units, initial=initial)

    def act() -> None:
        given = form.cleaned_data
        move_person(
            desk.person,
            given["unit"],
            position=given["position"],
            grade=given["grade"],
            day=given["day"],
            by=desk.viewer,
        )

    return _answer_form(request, desk, form, act, _("Move to another post"), day_field="day")


@never_cache
@require_http_methods(_METHODS)
@login_required
def end_official_service(request: HttpRequest, pk: int) -> HttpResponse:
    """End the service of the person, with the reason."""
    desk = _open_desk(request, pk)
    form = ServiceEndForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        end_service_of(desk.person, day=given["day"], reason=given["reason"], by=desk.viewer)

    return _answer_form(request, desk, form, act, _("End the service"), day_field="day")


@never_cache
@require_http_methods(_METHODS)
@login_required
def correct_official_posting(request: HttpRequest, pk: int, posting: int) -> HttpResponse:
    """Correct one posting of the person, with a reason."""
    desk = _open_desk(request, pk)
    row = get_object_or_404(desk.person.postings.select_related("agency"), pk=posting)
    days = {"valid_from": row.valid_from, "valid_to": row.valid_to, "end_reason": row.end_reason}
    form = PostingCorrectionForm(
        request.POST or None,
        initial={**days, **describe_position(row)},
        asks_reason=row.pk == desk.last.pk,
    )

    def act() -> None:
        given = form.cleaned_data
        names = ("valid_from", "valid_to", "position", "grade")
        correction = PostingCorrection(
            **{name: given[name] for name in names}, end_reason=given.get("end_reason", "")
        )
        correct_service(row, correction, by=desk.viewer, reason=given["reason"])

    title = _("Correct the posting at %(unit)s") % {"unit": row.agency.name}
    return _answer_form(request, desk, form, act, title, day_field="valid_from", posting=row)


@require_POST
@login_required
def undo_posting_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the viewer's own act of today, or cancel a posting that has not begun."""
    desk = _open_desk(request, pk)
    try:
        if request.POST.get("act") == "cancel":
            cancel_move(desk.person, by=desk.viewer)
        else:
            take_posting_act_back(desk.person, by=desk.viewer)
    except NothingToTakeBack:
        told = _("This cannot be taken back any more: something else was recorded since.")
        messages.warning(request, told)
    except PersonOutOfReach:
        messages.warning(request, _("This concerns another office. Ask an administrator."))
    else:
        messages.success(request, _("Taken back. The postings are as they were before."))
    return redirect_with_query(request, "people:office_person", pk)


def _answer_form(
    request: HttpRequest,
    desk: _PostingsOnDesk,
    form: forms.Form,
    act: Callable[[], None],
    title: str,
    *,
    day_field: str,
    posting: Posting | None = None,
) -> HttpResponse:
    """Show the form, with what is wrong; do the act when nothing is, and go to the person."""
    if form.is_bound and form.is_valid() and _try_act(form, act, desk.last, day_field):
        messages.success(request, _("Recorded. Today you can still take it back."))
        return redirect_with_query(request, "people:office_person", desk.person.pk)
    context = {
        "form": form,
        "person": desk.person,
        "posting": posting or desk.last,
        "title": title,
        "today": timezone.localdate(),
    }
    return render(request, "people/office/posting_form.html", context)


def _try_act(form: forms.Form, act: Callable[[], None], last: Posting, day_field: str) -> bool:
    """Do the act; return False, with the error in words, when it cannot be done."""
    try:
        act()
    except PostingOutOfOrder as error:
        form.add_error(day_field, _explain_order(last, error.args[0]))
    except AlreadyLeft as error:
        told = _("The last posting ended on %(day)s. If that is wrong, correct its days.")
        ended = official_date(day_before(error.args[0]))
        form.add_error(day_field, told % {"day": ended})
    except AgencyClosed:
        form.add_error(day_field, _("This agency is closed on that day."))
    except PersonOutOfReach:
        form.add_error(None, _("This concerns another office. Ask an administrator."))
    except ValidationError as error:
        form.add_error(day_field, error)
    return not form.errors


def _explain_order(last: Posting, day: dt.date) -> str:
    """Say what stands in the way on the day, and how to get past it."""
    if day == last.valid_to:
        told = _("The last posting goes up to %(day)s. Begin after it, or correct it first.")
        return told % {"day": official_date(day_before(day))}
    if day > timezone.localdate():
        told = _("A posting is planned from %(day)s. Cancel it first.")
    else:
        told = _("It would not fit beside the posting of %(day)s.")
    return told % {"day": official_date(day)}
