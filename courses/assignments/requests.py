"""Only writer of requests for more time, or not to have to do something, and of what they do.

Who may decide is asked by the screens, through ``visible_to``: never whose request it is.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from courses.assignments.due_days import find_next_reminder
from courses.assignments.nominating import free_seat, nominate_assigned
from courses.assignments.reaching import write_due_day
from courses.models import AssignedPerson, AssignmentRequest
from people.access import who_manages
from people.history import office_acted
from people.messaging import forget_messages, notify_person
from people.models import Agency, Person, Role
from people.postings import posting_on
from people.text import clean

_MOST_EXTENSION = dt.timedelta(days=366)


class NothingToAskAbout(Exception):
    """It is done, or not asked of the person any more."""


class RequestDecided(Exception):
    """The request does not wait any more, or another one does."""


class ReasonMissing(Exception):
    """A request or decision does not say why."""


class ImpossibleExtension(Exception):
    """The day is not after the due day, or more than a year away."""


def ask_about_assignment(
    assigned: AssignedPerson, *, reason: str, until: dt.date | None = None
) -> AssignmentRequest:
    """Return the waiting request of the person, made unless there is one; tell who decides.

    With a day they ask for more time, without one not to have to do it. Raise
    `ReasonMissing`, `ImpossibleExtension` and `NothingToAskAbout`.
    """
    reason, today = _clean_request_reason(reason), timezone.localdate()
    with transaction.atomic():
        row = _lock_assigned(assigned.pk)
        if not AssignedPerson.objects.asked(today).undone().filter(pk=row.pk).exists():
            raise NothingToAskAbout
        if until is not None:
            _check_extension(row, until, today)
        kinds = AssignmentRequest.Kind
        fields = {
            "kind": kinds.EXTENSION if until else kinds.EXEMPTION,
            "until": until,
            "reason": reason,
            "asked_at": timezone.now(),
        }
        made, is_new = AssignmentRequest.objects.waiting().get_or_create(
            assigned=row, defaults=fields
        )
        if is_new:
            _tell_deciders(made)
    return made


def withdraw_question(request: AssignmentRequest) -> None:
    """Take back a request that waits. Raise `RequestDecided`."""
    _close_request(request, AssignmentRequest.State.WITHDRAWN)


def grant_request(request: AssignmentRequest, *, by: Person, answer: str = "") -> None:
    """Give the person the day, or let them off; tell them. Raise `RequestDecided`."""
    with transaction.atomic():
        row = _lock_assigned(request.assigned_id)
        granted = AssignmentRequest.State.GRANTED
        _close_request(request, granted, decided_by=by, answer=clean(answer))
        if request.until:
            write_due_day(row)
        else:
            AssignedPerson.objects.filter(pk=row.pk).update(
                exempted_on=timezone.localdate(), remind_on=None
            )
            free_seat(row)
        _enter_decision("assignment.grant", request, by)
        _tell_requester(request, "duty_granted")


def decline_question(request: AssignmentRequest, *, by: Person, answer: str) -> None:
    """Decline with words for the person. Raise `ReasonMissing` and `RequestDecided`."""
    answer = _clean_request_reason(answer)
    with transaction.atomic():
        _close_request(request, AssignmentRequest.State.DECLINED, decided_by=by, answer=answer)
        _enter_decision("assignment.decline", request, by)
        _tell_requester(request, "duty_declined")


def undo_decision(request: AssignmentRequest, *, by: Person) -> None:
    """Let the request wait again, with the due day that holds without it; tell the person.

    Raise `RequestDecided` where they asked anew, withdrew it, or the day was changed since.
    """
    states = AssignmentRequest.State
    with transaction.atomic():
        row = _lock_assigned(request.assigned_id)
        current = AssignmentRequest.objects.get(pk=request.pk)
        asked_anew = AssignmentRequest.objects.waiting().filter(assigned=row).exists()
        is_moved = bool(current.until) and row.due_on != current.until
        if current.state == states.GRANTED and is_moved:
            raise RequestDecided
        if asked_anew or current.state not in (states.GRANTED, states.DECLINED):
            raise RequestDecided
        AssignmentRequest.objects.filter(pk=current.pk).update(
            state=states.WAITING, answer="", decided_by=None, decided_at=None
        )
        if current.state == states.GRANTED:
            _undo_grant(row, current)
        request.refresh_from_db()
        _enter_decision("assignment.undo", request, by)
        _tell_requester(request, "duty_undone")


def forget_questions(person: Person) -> None:
    """Erase the words of the person's requests; what waits is withdrawn, and all is let go."""
    mine, now = AssignmentRequest.objects.filter(assigned__person=person), timezone.now()
    mine.waiting().update(state=AssignmentRequest.State.WITHDRAWN, decided_at=now)
    # What deciders were told of a request names who made it.
    forget_messages("courses/duty_asked", map(str, mine.values_list("pk", flat=True)))
    mine.update(reason="", answer="")
    rows = AssignedPerson.objects.filter(person=person, let_go_on=None)
    rows.update(let_go_on=timezone.localdate(now), remind_on=None)


def _undo_grant(row: AssignedPerson, request: AssignmentRequest) -> None:
    if request.until:
        write_due_day(row)
        return
    remind_on = find_next_reminder(row.due_on, after=timezone.localdate())
    AssignedPerson.objects.filter(pk=row.pk).update(exempted_on=None, remind_on=remind_on)
    nominate_assigned(row)


def _check_extension(row: AssignedPerson, until: dt.date, today: dt.date) -> None:
    first = max(today, row.due_on or today)
    # A session is moved for nobody.
    if not row.can_be_extended or not first < until <= today + _MOST_EXTENSION:
        raise ImpossibleExtension


def _close_request(request: AssignmentRequest, state: str, **answer: Any) -> None:
    # One UPDATE: of two answers at once only the first finds it waiting.
    waiting = AssignmentRequest.objects.waiting().filter(pk=request.pk)
    if not waiting.update(state=state, decided_at=timezone.now(), **answer):
        raise RequestDecided
    request.refresh_from_db()


def _lock_assigned(pk: int) -> AssignedPerson:
    # Locked: two who ask or decide at once see what the other has written.
    rows = AssignedPerson.objects.select_for_update(of=("self",))
    return rows.select_related("assignment__session", "person").get(pk=pk)


def _clean_request_reason(text: str) -> str:
    # Cleaned: signs that are not seen are no reason, and PostgreSQL stores no NUL.
    if not (cleaned := clean(text)):
        raise ReasonMissing
    return cleaned


def _tell_deciders(request: AssignmentRequest) -> None:
    person = request.assigned.person
    names = {code: person.name_in(code) for code in settings.OFFERED_LANGUAGES}
    posting = posting_on(person, timezone.localdate())
    for decider in list_deciders(posting.agency, besides=person) if posting else ():
        with translation.override(decider.language):
            page = f"{settings.SITE_URL}{reverse('courses:assignment_requests')}"
        facts = {"titles": request.assigned.assignment.what.titles, "names": names}
        facts["address"] = page
        notify_person(decider, "courses/duty_asked", subject=str(request.pk), facts=facts)


def list_deciders(agency: Agency, *, besides: Person | None = None) -> list[Person]:
    """Return the line managers of the unit, else the nearest HR managers, besides the person."""
    roles = Role.objects.on(timezone.localdate()).filter(
        kind=Role.Kind.LINE_MANAGER, agency=agency, person__is_active=True
    )
    near = [role.person for role in roles.select_related("person").order_by("pk")]
    found = [one for one in near if one != besides]
    return found or [one for one in who_manages(agency) if one != besides]


def _tell_requester(request: AssignmentRequest, what: str) -> None:
    person = request.assigned.person
    with translation.override(person.language):
        page = f"{settings.SITE_URL}{reverse('courses:my_learning')}"
    facts = {
        "titles": request.assigned.assignment.what.titles,
        "until": request.until and request.until.isoformat(),
        "answer": request.answer,
        "address": page,
    }
    # With the moment: a decision may be undone, and another one follows.
    subject = f"{request.pk} {timezone.now():%Y-%m-%dT%H:%M:%S.%f}"
    notify_person(person, f"courses/{what}", subject=subject, facts=facts)


def _enter_decision(action: str, request: AssignmentRequest, by: Person) -> None:
    data = {
        "what": request.assigned.assignment.what.titles,
        "until": request.until and request.until.isoformat(),
        "reason": request.answer,
    }
    person = request.assigned.person
    office_acted.send(AssignmentRequest, action=action, people=[person], by=by, data=data)
