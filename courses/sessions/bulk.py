"""Nominates many people of a list for one class session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import ClassSession
from courses.sessions.nomination import nominate_person
from courses.sessions.refusals import SessionRefusal, SessionRefused
from people.access import has_role
from people.bulk import ActKind, register_kind
from people.models import Person, Role
from people.text.formatting import official_date

_MOST_CHOICES = 200


def list_shared_sessions() -> list[ClassSession]:
    """Return coming sessions that offices other than their own may know of."""
    shared = [ClassSession.OpensTo.ALL, ClassSession.OpensTo.NOMINATED]
    rows = ClassSession.objects.upcoming().filter(opens_to__in=shared).select_related("agency")
    return list(rows[:_MOST_CHOICES])


def name_session(session: ClassSession) -> str:
    """Return the day, title and office of a session, as forms offer it."""
    begins = timezone.localdate(session.begins_at) if session.begins_at else None
    return f"{official_date(begins)} · {session.title} · {session.agency.name}"


def _list_choices() -> list[tuple[int, str]]:
    return [(one.pk, name_session(one)) for one in list_shared_sessions()]


class _NominationForm(forms.Form):
    session = forms.TypedChoiceField(
        label=_("Class session"),
        coerce=int,
        choices=_list_choices,
        help_text=_("Sessions for your own people only are nominated for on their own page."),
    )


def _nominate(person: Person, by: Person, options: Mapping[str, Any]) -> str:
    session = ClassSession.objects.filter(pk=options["session"]).first()
    if session is None:
        return SessionRefusal.CLOSED
    try:
        nominate_person(session, person, by=by)
    except SessionRefused as refused:
        return refused.refusal.value
    return ""


register_kind(
    ActKind(
        key="nominate",
        order=40,
        label=_("Nominate them for a class session"),
        effect=_(
            "Each gets a seat, a place on the waiting list, or waits until the office of the"
            " session has decided. They are told."
        ),
        may=lambda viewer: has_role(viewer, Role.Kind.HR),
        apply=_nominate,
        form=_NominationForm,
        reasons={one.value: one.label for one in SessionRefusal},
        # Each is told by letter, within a piece: a hall is filled, and no more.
        most=1_000,
    )
)
