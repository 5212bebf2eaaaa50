"""Assigns something to many people of a list at once, and takes that back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.assignments.due_days import find_due_day
from courses.assignments.making import DueRule, draft_assignment, find_or_make_list
from courses.assignments.nominating import free_seat
from courses.assignments.reach import can_renew, has_done
from courses.assignments.reaching import put_on_list, take_off_list
from courses.models import Assignable, AssignedPerson, Assignment
from courses.sessions.bulk import list_shared_sessions
from courses.web.assignments.forms import AssignableField, DueForm, find_assignable
from people.access import has_global_access, has_role, has_role_over, roles_of
from people.bulk import NOT_YOURS, ActKind, register_kind
from people.models import Agency, Person, Role
from people.postings import posting_on

_DONE, _ENDING, _THERE, _GONE = "done", "ending", "there", "gone"
_REASONS = {
    _DONE: _("Has done it already"),
    _ENDING: _("Has done it, and can renew it now: a message asks for that before it ends"),
    _THERE: _("Has it to do already, as early or earlier"),
    _GONE: _("It is offered no more"),
}


class _AssignForm(DueForm):
    """What, until when; the key makes all of the act one assignment."""

    what = AssignableField()
    field_order = ("what",)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["what"]
        assert isinstance(field, AssignableField)  # noqa: S101
        field.offer(list_shared_sessions())

    def clean(self) -> dict[str, Any]:
        return super().clean() | {"key": uuid.uuid4().hex}


def _assign_to_person(person: Person, by: Person, options: Mapping[str, Any]) -> str:
    posting = posting_on(person, timezone.localdate())
    if posting is None or not has_role_over(by, Role.Kind.HR, posting.agency):
        return NOT_YOURS
    what = find_assignable(options["what"])
    if what is None:
        return _GONE
    if has_done(person, what):
        return _ENDING if can_renew(person, what) else _DONE
    agency, due = find_assigning_agency(by, posting.agency), _read_due(options)
    if _has_as_early(person, what, draft_assignment(agency, what, due)):
        return _THERE
    key = uuid.UUID(options["key"])
    made = find_or_make_list(agency, what, due, key=key, by=by)
    return "" if put_on_list(made, person) else _THERE


def _let_person_go(person: Person, by: Person, options: Mapping[str, Any]) -> str:
    made = Assignment.objects.managed_by(by).filter(key=uuid.UUID(options["key"]))
    found = made.filter(people__person=person).first()
    if found is None or not take_off_list(found, person):
        return NOT_YOURS
    for row in found.people.filter(person=person).select_related("person", "assignment__session"):
        free_seat(row, by=by)
    return ""


def find_assigning_agency(by: Person, unit: Agency) -> Agency:
    """Return the highest office above the unit for which somebody assigns there."""
    if has_global_access(by):
        return unit.get_root()
    covering = [role.agency for role in roles_of(by, Role.Kind.HR) if role.covers(unit)]
    return min(covering, key=lambda agency: agency.depth)


def _has_as_early(person: Person, what: Assignable, draft: Assignment) -> bool:
    today = timezone.localdate()
    due_on = find_due_day(draft, today)
    rows = AssignedPerson.objects.asked(today).of(what).filter(person=person)
    return rows.filter(Q(due_on__lte=due_on) if due_on else Q()).exists()


def _read_due(options: Mapping[str, Any]) -> DueRule:
    kind, day = options["due"], options["due_on"]
    return DueRule(
        due_on=dt.date.fromisoformat(day) if kind == "day" else None,
        due_days=options["due_days"] if kind == "days" else None,
    )


def may_assign(viewer: Person) -> bool:
    """Return whether somebody assigns learning to people of any office."""
    return has_role(viewer, Role.Kind.HR)


def register_assigning() -> None:
    """Offer the act, and what takes it back, wherever people are listed."""
    register_kind(
        ActKind(
            key="assign",
            order=20,
            label=_("Assign learning"),
            effect=_(
                "Each hears of it in one letter a day, and sees it in My learning. Who has"
                " done it is left out. For a class session they are nominated."
            ),
            may=may_assign,
            apply=_assign_to_person,
            form=_AssignForm,
            reasons=_REASONS,
            undone_by="unassign",
        )
    )
    register_kind(
        ActKind(
            key="unassign",
            order=21,
            label=_("Take back that it was assigned"),
            effect=_("They are let go; what they have done stays."),
            may=may_assign,
            apply=_let_person_go,
            form=forms.Form,
            is_offered=False,
        )
    )
