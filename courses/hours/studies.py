"""Only writer of study on one's own: stated by its person, decided by a manager, told both."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from courses.models.hours import HoursKind, OwnStudy
from people.access import who_manages
from people.history import office_acted
from people.messaging import notify_person
from people.models import Agency, Person
from people.postings import posting_on
from people.text import clean


class NobodyDecides(Exception):
    """The person serves nowhere today, so no office answers for their hours."""


class MissingAnswer(Exception):
    """A refusal does not say why."""


class StudyAnswered(Exception):
    """It does not wait any more."""


def state_study(
    person: Person, *, kind: str, day: dt.date, minutes: int, subject: str, note: str = ""
) -> OwnStudy:
    """Write what somebody learnt by themselves, and tell those who decide.

    The same again while it waits changes nothing. Raises `NobodyDecides`.
    """
    posting = posting_on(person, timezone.localdate())
    if posting is None:
        raise NobodyDecides(person.pk)
    told = {"kind": HoursKind(kind), "day": day, "minutes": minutes}
    told |= {"subject": clean(subject), "note": clean(note)}
    with transaction.atomic():
        # Locked: a form that a slow line sent twice states its hours once.
        Person.objects.select_for_update().get(pk=person.pk)
        if same := OwnStudy.objects.waiting().filter(person=person, **told).first():
            return same
        study = OwnStudy.objects.create(person=person, asked_at=timezone.now(), **told)
        _tell_managers(study, posting.agency)
    return study


def _tell_managers(study: OwnStudy, agency: Agency) -> None:
    for manager in who_manages(agency):
        if manager != study.person:
            _tell_of_study(manager, "study_asked", study)


def withdraw_study(study: OwnStudy) -> None:
    """Take back what still waits. Raises `StudyAnswered`."""
    _answer_study(study, OwnStudy.State.WITHDRAWN, by=study.person)


def approve_study(study: OwnStudy, *, by: Person) -> None:
    """Count the hours. Raises `StudyAnswered`."""
    with transaction.atomic():
        _answer_study(study, OwnStudy.State.APPROVED, by=by)
        _enter_study_answer("study.approve", study, by)
        _tell_of_study(study.person, "study_approved", study)


def decline_study(study: OwnStudy, *, by: Person, answer: str) -> None:
    """Refuse the hours and say why. Raises `MissingAnswer` and `StudyAnswered`."""
    if not clean(answer):
        raise MissingAnswer(study.pk)
    with transaction.atomic():
        _answer_study(study, OwnStudy.State.DECLINED, by=by, answer=clean(answer))
        _enter_study_answer("study.decline", study, by)
        _tell_of_study(study.person, "study_declined", study)


def _answer_study(study: OwnStudy, state: str, *, by: Person, answer: str = "") -> None:
    # One UPDATE: of two answers at once, the second finds that it waits no more.
    waiting = OwnStudy.objects.waiting().filter(pk=study.pk)
    told = {"answered_by": by, "answered_at": timezone.now(), "answer": answer}
    if not waiting.update(state=state, **told):
        raise StudyAnswered(study.pk)
    study.refresh_from_db()


def _enter_study_answer(action: str, study: OwnStudy, by: Person) -> None:
    # Neither subject nor note: those are the person's own words.
    data = {"day": study.day.isoformat(), "minutes": study.minutes}
    office_acted.send(OwnStudy, action=action, people=[study.person], by=by, data=data)


def _tell_of_study(person: Person, kind: str, study: OwnStudy) -> None:
    page = "courses:hours_requests" if kind == "study_asked" else "courses:hours"
    with translation.override(person.language):
        address = f"{settings.SITE_URL}{reverse(page)}"
    facts = {"subject": study.subject, "answer": study.answer, "address": address}
    notify_person(person, f"courses/{kind}", subject=str(study.pk), facts=facts)
