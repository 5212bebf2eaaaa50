"""Only writer of waivers: a person asks, a trainer decides with words, and may take it back."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from courses.entry.admission import check_admission
from courses.models import Course, Enrolment, PrerequisiteWaiver
from people.access import has_role_over, who_teaches
from people.history import office_acted
from people.messaging import notify_person
from people.models import Person, Role
from people.text import clean

_State = PrerequisiteWaiver.State


class NothingToWaive(Exception):
    """The person lacks nothing, or has asked or begun already."""


class WaiverAnswered(Exception):
    """The wish was answered, taken back or used meanwhile."""


class WaiverUnexplained(Exception):
    """A wish or an answer does not say why."""


@transaction.atomic
def ask_for_waiver(
    course: Course, person: Person, *, wish: str, at: dt.datetime | None = None
) -> PrerequisiteWaiver:
    """Ask the trainers of the course. Raise `NothingToWaive` or `WaiverUnexplained`."""
    at, wish = at or timezone.now(), _require_words(wish)
    # Locked: a form that is sent twice asks once.
    Person.objects.select_for_update().get(pk=person.pk)
    standing = PrerequisiteWaiver.objects.filter(
        course=course, person=person, state__in=(_State.ASKED, _State.GRANTED)
    )
    admission = check_admission(person, course)
    # Whom the course is not for a waiver would not let in: their office assigns it first.
    if standing.exists() or admission.is_outside or not admission.missing:
        raise NothingToWaive
    made = PrerequisiteWaiver.objects.create(course=course, person=person, wish=wish, asked_at=at)
    for trainer in who_teaches(course.agency):
        if trainer != person:
            with translation.override(trainer.language):
                page = reverse("courses:waivers")
            facts = {"titles": course.titles, "address": f"{settings.SITE_URL}{page}"}
            notify_person(trainer, "courses/waiver_asked", subject=str(made.pk), facts=facts)
    return made


@transaction.atomic
def decide_waiver(waiver: PrerequisiteWaiver, *, grants: bool, answer: str, by: Person) -> None:
    """Grant or decline with words for who asked. Raise `WaiverUnexplained`, `WaiverAnswered`."""
    answer, row = _require_words(answer), _lock_waiver(waiver, by)
    if row.state != _State.ASKED:
        raise WaiverAnswered
    row.state = _State.GRANTED if grants else _State.DECLINED
    _write_decision(row, answer, by)
    _tell_asker(row)


@transaction.atomic
def withdraw_waiver(waiver: PrerequisiteWaiver, *, reason: str, by: Person) -> None:
    """Take back what was granted and not used. Raise as `decide_waiver`."""
    reason, row = _require_words(reason), _lock_waiver(waiver, by)
    begun = Enrolment.objects.filter(course=row.course_id, person=row.person_id)
    if row.state != _State.GRANTED or begun.exists():
        raise WaiverAnswered
    row.state = _State.WITHDRAWN
    _write_decision(row, reason, by)
    _tell_asker(row)


def take_wish_back(course: Course, person: Person) -> bool:
    """Take back one's own wish while it waits; return whether there was one."""
    mine = PrerequisiteWaiver.objects.waiting().filter(course=course, person=person)
    return bool(mine.update(state=_State.WITHDRAWN, decided_at=timezone.now()))


def _lock_waiver(waiver: PrerequisiteWaiver, by: Person) -> PrerequisiteWaiver:
    # Locked: of two who decide at once the second finds it answered.
    rows = PrerequisiteWaiver.objects.select_for_update(of=("self",))
    row = rows.select_related("course__agency", "person").get(pk=waiver.pk)
    # Security: nobody decides about themselves, nor by a deputy.
    is_own = row.person_id in by.principals(Role.Kind.TRAINER)
    if is_own or not has_role_over(by, Role.Kind.TRAINER, row.course.agency):
        raise PermissionDenied
    return row


def _write_decision(row: PrerequisiteWaiver, answer: str, by: Person) -> None:
    row.answer, row.decided_by, row.decided_at = answer, by, timezone.now()
    row.save()
    data = {"course": row.course.titles, "state": row.state, "reason": answer}
    office_acted.send(
        PrerequisiteWaiver, action="waiver.decide", people=[row.person], by=by, data=data
    )


def _tell_asker(row: PrerequisiteWaiver) -> None:
    with translation.override(row.person.language):
        page = reverse("courses:course", args=[row.course.slug])
    facts = {
        "titles": row.course.titles,
        "answer": row.answer,
        "state": row.state,
        "address": f"{settings.SITE_URL}{page}",
    }
    subject = f"{row.pk}/{row.state}"
    notify_person(row.person, "courses/waiver_decided", subject=subject, facts=facts)


def _require_words(text: str) -> str:
    if not (cleaned := clean(text)[:300]):
        raise WaiverUnexplained
    return cleaned
