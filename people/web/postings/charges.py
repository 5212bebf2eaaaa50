"""Lets HR managers give people additional charges, correct, end and cancel them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.access import agencies_for, has_role
from people.directory import people_in_reach
from people.models import AdditionalPosting, Person, Posting, PostingAct, Role
from people.postings.acts import AgencyClosed
from people.postings.charges import (
    ChargeOutOfService,
    ChargeOver,
    ChargeTwice,
    SharesExceeded,
    cancel_charge,
    correct_charge,
    end_charge,
    give_charge,
    may_correct_charge,
    may_end_charge,
    may_give_charge,
    share_of_main,
)
from people.postings.recording import (
    CHARGE_ACTS,
    NothingToTakeBack,
    PersonOutOfReach,
    find_own_act,
    take_posting_act_back,
)
from people.text.formatting import number, official_date
from people.web import parse_primary_key
from people.web.accounts.contacts import signed_in_person
from people.web.office.sections import PersonOnDesk, PersonSection, register_section
from people.web.postings.charge_forms import (
    ChargeCorrectionForm,
    ChargeEndForm,
    ChargeForm,
    describe_charge,
)

_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class _ChargesOnDesk:
    """The charges of a person that hold on some day, and the last main posting beside them."""

    viewer: Person
    person: Person
    last: Posting | None

    @classmethod
    def of(cls, viewer: Person, person: Person) -> _ChargesOnDesk:
        postings = person.postings.select_related("agency").order_by("valid_from")
        return cls(viewer, person, postings.last())

    @property
    def may_give(self) -> bool:
        return may_give_charge(self.person, self.viewer, self.last)

    def may_correct(self, charge: AdditionalPosting) -> bool:
        return may_correct_charge(charge, self.viewer, self.last)

    def may_end(self, charge: AdditionalPosting) -> bool:
        today = timezone.localdate()
        is_over = charge.valid_to is not None and charge.valid_to <= today
        return not is_over and may_end_charge(charge, self.viewer, self.last)


def _show_charges(shown: PersonOnDesk) -> dict[str, Any] | None:
    last = shown.postings[-1] if shown.postings else None
    desk, today = _ChargesOnDesk(shown.viewer, shown.person, last), timezone.localdate()
    charges = list(
        shown.person.additional_postings.held().select_related("agency").order_by("-valid_from")
    )
    own_act = _find_charge_act(shown.own_act)
    if not (charges or own_act or desk.may_give):
        return None
    return {
        "charges": [
            {
                "charge": one,
                "may_correct": desk.may_correct(one),
                "may_end": one.valid_from <= today and desk.may_end(one),
                "may_cancel": one.valid_from > today and desk.may_end(one),
            }
            for one in charges
        ],
        "main_share": share_of_main(charges, today) if shown.posting else None,
        "may_give": desk.may_give,
        "own_act": own_act,
    }


def _find_charge_act(act: PostingAct | None) -> PostingAct | None:
    # What was done to main postings is told and taken back beside them.
    return act if act and act.kind in CHARGE_ACTS else None


register_section(
    PersonSection(
        "charges",
        gettext_lazy("Additional charges"),
        "people/office/charges.html",
        order=4,
        read=_show_charges,
    )
)


def _open_charges(request: HttpRequest, pk: int) -> _ChargesOnDesk:
    """Return the desk of the person. Raise `PermissionDenied`, and 404 for people of others."""
    viewer = signed_in_person(request)
    if not has_role(viewer, Role.Kind.HR):
        raise PermissionDenied
    return _ChargesOnDesk.of(viewer, get_object_or_404(people_in_reach(viewer), pk=pk))


def _find_charge(
    desk: _ChargesOnDesk, pk: object, may: Callable[[AdditionalPosting], bool]
) -> AdditionalPosting:
    charges = desk.person.additional_postings.held().select_related("agency", "person")
    charge = get_object_or_404(charges, pk=pk)
    if not may(charge):
        raise PermissionDenied
    return charge


@never_cache
@require_http_methods(_METHODS)
@login_required
def give_office_charge(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person a charge in a further unit of the viewer's."""
    desk = _open_charges(request, pk)
    if not desk.may_give:
        raise PermissionDenied
    form = ChargeForm(request.POST or None, units=agencies_for(desk.viewer, Role.Kind.HR))

    def act() -> None:
        unit, why = form.cleaned_data["unit"], form.cleaned_data["why"]
        give_charge(desk.person, unit, form.read_terms(), by=desk.viewer, why=why)

    return _show_charge_form(request, desk, form, act, _("Give an additional charge"))


@never_cache
@require_http_methods(_METHODS)
@login_required
def correct_office_charge(request: HttpRequest, pk: int, charge: int) -> HttpResponse:
    """Correct what a charge is, with a reason."""
    desk = _open_charges(request, pk)
    row = _find_charge(desk, charge, desk.may_correct)
    form = ChargeCorrectionForm(request.POST or None, initial=describe_charge(row))

    def act() -> None:
        reason = form.cleaned_data["reason"]
        correct_charge(row, form.read_terms(), by=desk.viewer, reason=reason)

    title = _("Correct the additional charge at %(unit)s") % {"unit": row.agency.name}
    return _show_charge_form(request, desk, form, act, title, charge=row)


@never_cache
@require_http_methods(_METHODS)
@login_required
def end_office_charge(request: HttpRequest, pk: int, charge: int) -> HttpResponse:
    """End a charge, for one of the two offices, with a reason."""
    desk = _open_charges(request, pk)
    row = _find_charge(desk, charge, desk.may_end)
    form = ChargeEndForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        end_charge(row, day=given["day"], by=desk.viewer, reason=given["reason"])

    title = _("End the additional charge at %(unit)s") % {"unit": row.agency.name}
    return _show_charge_form(request, desk, form, act, title, charge=row)


@require_POST
@login_required
def undo_charge_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the viewer's own act of today, or cancel a charge that has not begun."""
    desk = _open_charges(request, pk)
    try:
        if "charge" in request.POST:
            key = parse_primary_key(request.POST["charge"])
            row = _find_charge(desk, key, desk.may_end)
            cancel_charge(row, by=desk.viewer)
            told = _("Cancelled. Today you can still take it back.")
        elif _find_charge_act(find_own_act(desk.person, desk.viewer)):
            take_posting_act_back(desk.person, by=desk.viewer)
            told = _("Taken back. The postings are as they were before.")
        else:
            raise NothingToTakeBack
    except (NothingToTakeBack, PersonOutOfReach):
        told = _("This cannot be taken back any more: something else was recorded since.")
        messages.warning(request, told)
    else:
        messages.success(request, told)
    is_seen = people_in_reach(desk.viewer).filter(pk=pk).exists()
    return redirect("people:office_person", pk) if is_seen else redirect("people:office_people")


def _show_charge_form(
    request: HttpRequest,
    desk: _ChargesOnDesk,
    form: forms.Form,
    act: Callable[[], None],
    title: str,
    *,
    charge: AdditionalPosting | None = None,
) -> HttpResponse:
    """Show the form, with what is wrong; do the act when nothing is, and go to the person."""
    if form.is_bound and form.is_valid() and _try_charge_act(form, act):
        return _leave_charge_form(request, desk)
    context = {
        "form": form,
        "person": desk.person,
        "posting": charge or desk.last,
        "title": title,
        "today": timezone.localdate(),
        "is_charge": True,
    }
    return render(request, "people/office/posting_form.html", context)


def _leave_charge_form(request: HttpRequest, desk: _ChargesOnDesk) -> HttpResponse:
    """Go to the person; whose charge is over is not seen any more by its office."""
    if people_in_reach(desk.viewer).filter(pk=desk.person.pk).exists():
        messages.success(request, _("Recorded. Today you can still take it back."))
        return redirect("people:office_person", desk.person.pk)
    messages.success(request, _("Recorded. The person has nothing to do with your offices now."))
    return redirect("people:office_people")


def _try_charge_act(form: forms.Form, act: Callable[[], None]) -> bool:
    """Do the act; return False, with the error in words, when it cannot be done."""
    tell = partial(form.add_error, "valid_from" if "valid_from" in form.fields else "day")
    try:
        act()
    except ChargeOutOfService:
        tell(_("The person has no main posting on that day."))
    except ChargeTwice as error:
        told = _("A charge in this unit is recorded from %(day)s. Correct or end that one.")
        tell(told % {"day": official_date(error.args[0])})
    except SharesExceeded as error:
        form.add_error("share", _explain_shares(*error.args))
    except ChargeOver:
        tell(_("That day lies before the charge begins, or after the end that it has."))
    except AgencyClosed:
        tell(_("This agency is closed on that day."))
    except PersonOutOfReach:
        form.add_error(None, _("This concerns another office. Ask an administrator."))
    except ValidationError as error:
        tell(error)
    return not form.errors


def _explain_shares(day: Any, left: int) -> str:
    if left < 1:
        told = _("On %(day)s other charges leave nothing to give. Correct or end one of them.")
        return told % {"day": official_date(day)}
    told = _("On %(day)s at most %(share)s percent are left beside the other charges.")
    return told % {"day": official_date(day), "share": number(left)}
