"""Ends the service of many people on one day, and takes that back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.access import has_role
from people.bulk.kinds import NOT_YOURS, ActKind, register_kind
from people.models import Person, Posting, Role
from people.postings import PersonOutOfReach, PostingOutOfOrder
from people.postings.leaving import AlreadyLeft, end_service_of, require_past_death, resume_service

_LEFT, _TOO_EARLY, _CHANGED = "left", "too_early", "changed"
_IMPOSSIBLE = "impossible_day"
_FARTHEST = dt.timedelta(days=366)


class _LeavingForm(forms.Form):
    last_day = forms.DateField(
        label=_("Last day of service"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day counts as served. Who has left loses what belongs to the office."),
    )

    reason = forms.ChoiceField(
        label=_("Why their service ends"),
        choices=[("", _("Not known")), *Posting.EndReason.choices],
        required=False,
    )

    def clean_last_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["last_day"]
        if abs(day - timezone.localdate()) > _FARTHEST:
            raise ValidationError(_("Take a day within one year of today."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "last_day" in cleaned:
            try:
                require_past_death(_first_day_not_served(cleaned), cleaned.get("reason", ""))
            except ValidationError as error:
                self.add_error("last_day", error)
        return cleaned


def _first_day_not_served(options: Mapping[str, Any]) -> dt.date:
    return dt.date.fromisoformat(str(options["last_day"])) + dt.timedelta(days=1)


def _end_service(person: Person, by: Person, options: Mapping[str, Any]) -> str:
    try:
        end_service_of(
            person, day=_first_day_not_served(options), by=by, reason=options.get("reason", "")
        )
    except PersonOutOfReach:
        return NOT_YOURS
    except AlreadyLeft:
        return _LEFT
    except PostingOutOfOrder:
        return _TOO_EARLY
    except ValidationError:
        # The form refuses such a day; one that passed it must not stop the act for all others.
        return _IMPOSSIBLE
    return ""


def _resume_service(person: Person, by: Person, options: Mapping[str, Any]) -> str:
    try:
        resume_service(person, day=_first_day_not_served(options), by=by)
    except PersonOutOfReach:
        return NOT_YOURS
    except AlreadyLeft:
        return _CHANGED
    return ""


def _may_end(viewer: Person) -> bool:
    return has_role(viewer, Role.Kind.HR)


register_kind(
    ActKind(
        key="leave",
        order=90,
        label=_("End their service"),
        effect=_(
            "Their postings end on the day you name. This can be taken back on the next page."
        ),
        may=_may_end,
        apply=_end_service,
        form=_LeavingForm,
        reasons={
            _LEFT: _("Has left on another day already"),
            _TOO_EARLY: _("The posting begins later than that day"),
            _IMPOSSIBLE: _("Nobody can leave on that day"),
        },
        undone_by="resume",
    )
)
register_kind(
    ActKind(
        key="resume",
        order=91,
        label=_("Take back that they left"),
        effect=_(
            "Their last postings go on as before. Roles that ended with the service do not come"
            " back: the page of each person says which."
        ),
        may=_may_end,
        apply=_resume_service,
        reasons={_CHANGED: _("The posting has been changed since")},
        is_offered=False,
    )
)
