"""Makes the demo's certificates: completed, issued, sealed, and some withdrawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db.models import QuerySet

from certification.actions import requests
from certification.issuing import issue_certificate
from certification.models import ActionRequest, Certificate, CorrectionReason
from certification.sealing import seal_certificate
from cms.demo.history.learners import Syllabus, take_course
from cms.demo.history.timeline import last_day, pick_day_on_curve, pick_moment
from cms.demo.organisation.agencies import LEARNER_TOWNSHIP
from cms.demo.organisation.roster import ACCOUNTS
from people.models import Agency, Person

_CERTIFICATES_SEED = 3020  # the demo is the same on every machine
_MAIN_COURSE, _SECOND_COURSE, _THIRD_COURSE = (
    "protecting-personal-data",
    "safe-sign-in",
    "judging-information",
)
# How many complete the main course, by ministry, and how many of them sit by the learner.
_COMPLETIONS_BY_MINISTRY = {"MOHA": 52, "MOH": 24, "MOE": 20, "MOFR": 14, "MOL": 6, "UCSB": 4}
_COLLEAGUES = 3
# Weeks ago that the second course was completed; its certificates are valid for a year.
_WEEKS_AGO = (76, 71, 66, 61, 57, 44, 38, 33, 29, 25, 22, 18, 14, 11, 8, 5, 3, 2)
# One certificate is new, two about to end can be renewed; of the last one use at work is asked.
_LEARNERS_WEEKS_AGO = {"learner": 9, "learner2": 49, "registrar": 49, "trainer": 30}
_HASTY_WEEKS_AGO = 5  # one of them, who opened each lesson for a moment
_REVOCATIONS = (
    (7, Certificate.Reason.ERROR, "Issued to a person of the same name."),
    (31, Certificate.Reason.CONDUCT, "The final test was taken by somebody else."),
    (64, Certificate.Reason.REQUEST, ""),
)
_OLDER_HONORIFICS = {"ma": "daw", "maung": "u"}


@dataclass(frozen=True)
class _PlannedCompletion:
    person: Person
    course: str
    at: dt.datetime
    in_haste: bool = False


def issue_certificates() -> None:
    """Take, complete, issue and seal in the order of time; what is done stays as it is."""
    syllabi = {slug: Syllabus.of(slug) for slug in (_MAIN_COURSE, _SECOND_COURSE)}
    for one in _plan_completions():
        take_course(
            one.person,
            syllabi[one.course],
            at=one.at,
            random=seeded_random(one.person, one.course),
            in_haste=one.in_haste,
        )
        _seal_completed(one.person, one.course, at=one.at)


def _seal_completed(person: Person, course: str, *, at: dt.datetime) -> None:
    enrolment = person.enrolments.completed().get(course__slug=course)
    certificate = issue_certificate(enrolment, at=at + dt.timedelta(seconds=5))
    seal_certificate(certificate, at=at + dt.timedelta(seconds=9))


def has_certificates() -> bool:
    sealed = Certificate.objects.exclude(sealed_at=None).filter(supersedes=None)
    return sealed.count() >= sum(_COMPLETIONS_BY_MINISTRY.values()) + len(_WEEKS_AGO) + len(
        _LEARNERS_WEEKS_AGO
    )


def _plan_completions() -> list[_PlannedCompletion]:
    random = Random(_CERTIFICATES_SEED)  # noqa: S311
    chosen = _choose_main_learners(random)
    planned = [
        _PlannedCompletion(
            person, _MAIN_COURSE, pick_moment(random, pick_day_on_curve(random, 0.72))
        )
        for person in chosen
    ]
    others = list_officials().exclude(pk__in=[person.pk for person in chosen])
    second = zip(random.sample(list(others), len(_WEEKS_AGO)), _WEEKS_AGO, strict=True)
    learners = (
        (Person.objects.get(username=one), ago) for one, ago in _LEARNERS_WEEKS_AGO.items()
    )
    for person, ago in [*second, *learners]:
        at = pick_moment(random, last_day() - dt.timedelta(weeks=ago))
        planned.append(_PlannedCompletion(person, _SECOND_COURSE, at, ago == _HASTY_WEEKS_AGO))
    return sorted(planned, key=lambda one: one.at)


def list_officials() -> QuerySet[Person]:
    """Return those of the roster that have no part of their own in the demo."""
    numbers = [official.staff_number for official in ACCOUNTS.values()]
    known = Person.objects.exclude(staff_number=None).exclude(staff_number__in=numbers)
    return known.order_by("staff_number")


def _choose_main_learners(random: Random) -> list[Person]:
    near = list(list_officials().filter(postings__agency__code=LEARNER_TOWNSHIP)[:_COLLEAGUES])
    chosen = []
    for code, count in _COMPLETIONS_BY_MINISTRY.items():
        ministry = Agency.objects.get(code=code)
        inside = (
            list_officials().filter(postings__agency__path__startswith=ministry.path).distinct()
        )
        pool = list(inside.exclude(pk__in=[person.pk for person in near]))
        chosen += random.sample(pool, count - (len(near) if code == "MOHA" else 0))
    return [*near, *chosen]


def seeded_random(person: Person, course: str) -> Random:
    return Random(f"{_CERTIFICATES_SEED} {person.username} {course}")  # noqa: S311


def begin_courses() -> None:
    """Leave the demo's learners in the middle of some courses."""
    for login, course, steps, days in (
        ("learner2", _MAIN_COURSE, 6, 4),
        ("learner", _THIRD_COURSE, 3, 2),
        ("citizen", _THIRD_COURSE, 1, 6),
    ):
        person = Person.objects.get(username=login)
        random = seeded_random(person, course)
        at = pick_moment(random, last_day() - dt.timedelta(days=days))
        take_course(person, Syllabus.of(course), at=at, random=random, until=steps)


def has_begun_courses() -> bool:
    return Person.objects.get(username="citizen").enrolments.exists()


def withdraw_certificates() -> None:
    """Revoke three certificates of the main course, and correct the name on another."""
    rows = list(
        Certificate.objects.filter(course__slug=_MAIN_COURSE, supersedes=None).order_by("pk")
    )
    for place, reason, note in _REVOCATIONS:
        # Nothing of the past lies in the future: the newest were issued yesterday.
        at = rows[place].issued_at + dt.timedelta(days=20)
        _request_and_approve(
            rows[place],
            ActionRequest.Kind.REVOKE,
            reason=reason,
            note=note,
            at=min(at, _yesterday_moment()),
        )
    revoked = {place for place, _reason, _note in _REVOCATIONS}
    kept = [row for place, row in enumerate(rows) if place not in revoked]
    _correct_name(next(row for row in kept if row.person.honorific in _OLDER_HONORIFICS))


def _correct_name(certificate: Certificate) -> None:
    """Correct the certificate of somebody who has the honorific of an older person now."""
    person = certificate.person
    names = {"name_my": person.name_my, "name_en": person.name_en}
    names["honorific"] = _OLDER_HONORIFICS[person.honorific]
    action = _request_and_approve(
        certificate,
        ActionRequest.Kind.CORRECT,
        reason=CorrectionReason.RENAMED,
        changes={"person": names},
        at=_yesterday_moment(),
    )
    if action.result:
        seal_certificate(action.result, at=_yesterday_moment() + dt.timedelta(seconds=4))


def _request_and_approve(
    certificate: Certificate, kind: str, *, at: dt.datetime, **words: Any
) -> ActionRequest:
    """Request as the registrar, and approve as the administrator where a second person decides."""
    registrar, admin = (Person.objects.get(username=name) for name in ("registrar", "admin"))
    action = requests.request_action(certificate, kind, by=registrar, at=at, **words)
    return (
        requests.approve_action(action, by=admin, at=at)
        if action.state == ActionRequest.State.WAITING
        else action
    )


def has_withdrawn_certificates() -> bool:
    replaced = Certificate.objects.exclude(supersedes=None).exclude(sealed_at=None)
    return replaced.exists()


def _yesterday_moment() -> dt.datetime:
    return pick_moment(Random(_CERTIFICATES_SEED), last_day())  # noqa: S311
