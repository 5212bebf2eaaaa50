"""Prints slips for the people of a list who have no password, whatever their units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.access import has_role
from people.accounts.codes import IssuedCode
from people.accounts.slips import MOST_ON_ONE_PRINT, people_for_slips, print_slips
from people.bulk.kinds import NOT_YOURS, ActKind, register_kind
from people.bulk.running import finish_act
from people.models import Agency, BulkAct, Person, Posting, Role
from people.web.accounts.slips import FORMS, render_slips

_HAS_PASSWORD, _NOT_BY_SLIP = "has_password", "not_by_slip"


class _SlipsForm(forms.Form):
    form = forms.ChoiceField(
        label=_("On paper"),
        choices=[
            (FORMS[0], _("Slips, eight on a sheet")),
            (FORMS[1], _("Letters, one on a sheet")),
        ],
        widget=forms.RadioSelect,
        initial=FORMS[0],
    )


def _print_for_act(request: HttpRequest, act: BulkAct) -> HttpResponse:
    """Print the codes, which are shown this once. Raise `PrintedMeanwhile` and print none."""
    slips: list[IssuedCode] = []
    with transaction.atomic():
        left_out = dict.fromkeys(act.waiting, NOT_YOURS)
        for agency, people in _group_by_agency(act.waiting).items():
            allowed = people_for_slips(act.by, agency).filter(pk__in=[one.pk for one in people])
            mine = set(allowed.values_list("pk", flat=True))
            left_out |= {one.pk: _explain_omission(one, mine) for one in people}
            closed = [one.pk for one in people if not left_out[one.pk]]
            if closed:
                slips += print_slips(act.by, agency, closed, seen_at=act.asked_at)
        done = [slip.row.person_id for slip in slips]
        finish_act(act, done=done, left_out=((pk, why) for pk, why in left_out.items() if why))
    back = reverse("people:office_act", args=[act.pk])
    if not slips:
        return HttpResponse(status=303, headers={"Location": back})
    return render_slips(request, act.by, slips, form=request.POST.get("form", ""), back=back)


def _group_by_agency(pks: Iterable[int]) -> dict[Agency, list[Person]]:
    """Return the people by where they serve today."""
    today = Posting.objects.on(timezone.localdate()).filter(person__in=list(pks))
    groups = defaultdict(list)
    for posting in today.select_related("agency", "person").order_by("agency__path"):
        groups[posting.agency].append(posting.person)
    return groups


def _explain_omission(person: Person, mine: set[int]) -> str:
    if person.has_usable_password():
        return _HAS_PASSWORD
    return "" if person.pk in mine else _NOT_BY_SLIP


register_kind(
    ActKind(
        key="slips",
        order=20,
        label=_("Print slips for their accounts"),
        effect=_(
            "Each who has no password gets a code on paper. A slip that waits for use is ended."
        ),
        may=lambda viewer: has_role(viewer, Role.Kind.HR),
        respond=_print_for_act,
        form=_SlipsForm,
        reasons={
            _HAS_PASSWORD: _("Has a password: a slip for a forgotten one is printed singly"),
            _NOT_BY_SLIP: _("Asks for a link by e-mail, or an administrator prints the slip"),
        },
        most=MOST_ON_ONE_PRINT,
    )
)
