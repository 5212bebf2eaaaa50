"""Makes the demo's certificates: courses taken through, issued, sealed; some withdrawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db.models import QuerySet

from certification.actions import requests
from certification.issuing.issue import issue_certificate
from certification.models import Act, Certificate
from certification.models.reasons import CorrectionReason
from certification.sealing.seal import seal_certificate
from cms.demo.history.learners import Syllabus, take_course
from cms.demo.history.timeline import day_on_curve, last_day, moment_on
from cms.demo.organisation.agencies import LEARNER_TOWNSHIP
from cms.demo.organisation.roster import ACCOUNTS
from people.models import Agency, Person

SEED = 3020
MAIN, SECOND, THIRD = "protecting-personal-data", "safe-sign-in", "judging-information"
# How many complete the main course, by ministry, and how many of them sit by the learner.
MINISTRIES = {"MOHA": 52, "MOH": 24, "MOE": 20, "MOFR": 14, "MOL": 6, "UCSB": 4}
COLLEAGUES = 3
# Weeks ago that the second course was completed; its certificates are valid for a year.
WEEKS = (76, 71, 66, 61, 57, 44, 38, 33, 29, 25, 22, 18, 14, 11, 8, 5, 3, 2)
LEARNERS_WEEKS = 9
REVOKED = (
    (7, Certificate.Reason.ERROR, "Issued to a person of the same name."),
    (31, Certificate.Reason.CONDUCT, "The final test was taken by somebody else."),
    (64, Certificate.Reason.REQUEST, ""),
)
OLDER_FORMS = {"ma": "daw", "maung": "u"}


@dataclass(frozen=True)
class Completion:
    person: Person
    course: str
    at: dt.datetime


def certify() -> None:
    """Take, complete, issue and seal in the order of time; what is done is left alone."""
    syllabi = {slug: Syllabus.of(slug) for slug in (MAIN, SECOND)}
    for one in planned_completions():
        take_course(
            one.person, syllabi[one.course], at=one.at, random=random_of(one.person, one.course)
        )
        seal_completed(one.person, one.course, at=one.at)


def seal_completed(person: Person, course: str, *, at: dt.datetime) -> None:
    enrolment = person.enrolments.completed().get(course__slug=course)
    certificate = issue_certificate(enrolment, at=at + dt.timedelta(seconds=5))
    seal_certificate(certificate, at=at + dt.timedelta(seconds=9))


def has_certified() -> bool:
    sealed = Certificate.objects.exclude(sealed_at=None).filter(supersedes=None)
    return sealed.count() >= sum(MINISTRIES.values()) + len(WEEKS) + 1


def planned_completions() -> list[Completion]:
    random = Random(SEED)  # noqa: S311
    chosen = choose_for_main(random)
    planned = [
        Completion(person, MAIN, moment_on(random, day_on_curve(random, 0.72)))
        for person in chosen
    ]
    others = officials().exclude(pk__in=[person.pk for person in chosen])
    second = zip(random.sample(list(others), len(WEEKS)), WEEKS, strict=True)
    for person, ago in [*second, (Person.objects.get(username="learner"), LEARNERS_WEEKS)]:
        at = moment_on(random, last_day() - dt.timedelta(weeks=ago))
        planned.append(Completion(person, SECOND, at))
    return sorted(planned, key=lambda one: one.at)


def officials() -> QuerySet[Person]:
    """Those of the roster that have no part of their own in the demo."""
    numbers = [official.staff_number for official in ACCOUNTS.values()]
    known = Person.objects.exclude(staff_number=None).exclude(staff_number__in=numbers)
    return known.order_by("staff_number")


def choose_for_main(random: Random) -> list[Person]:
    near = list(officials().filter(postings__agency__code=LEARNER_TOWNSHIP)[:COLLEAGUES])
    chosen = []
    for code, count in MINISTRIES.items():
        ministry = Agency.objects.get(code=code)
        inside = officials().filter(postings__agency__path__startswith=ministry.path).distinct()
        pool = list(inside.exclude(pk__in=[person.pk for person in near]))
        chosen += random.sample(pool, count - (len(near) if code == "MOHA" else 0))
    return [*near, *chosen]


def random_of(person: Person, course: str) -> Random:
    return Random(f"{SEED} {person.username} {course}")  # noqa: S311


def begin_courses() -> None:
    """What the demo's learners are in the middle of."""
    for login, course, steps, days in (
        ("learner2", MAIN, 6, 4),
        ("learner", THIRD, 3, 2),
        ("citizen", THIRD, 1, 6),
    ):
        person = Person.objects.get(username=login)
        random = random_of(person, course)
        at = moment_on(random, last_day() - dt.timedelta(days=days))
        take_course(person, Syllabus.of(course), at=at, random=random, until=steps)


def has_begun() -> bool:
    return Person.objects.get(username="citizen").enrolments.exists()


def withdraw_some() -> None:
    """Revoke three certificates of the main course, and correct the name on another."""
    rows = list(Certificate.objects.filter(course__slug=MAIN, supersedes=None).order_by("pk"))
    for place, reason, note in REVOKED:
        at = rows[place].issued_at + dt.timedelta(days=20)
        act_on(rows[place], Act.Kind.REVOKE, reason=reason, note=note, at=min(at, yesterday()))
    revoked = {place for place, _reason, _note in REVOKED}
    kept = [row for place, row in enumerate(rows) if place not in revoked]
    correct_name(next(row for row in kept if row.person.honorific in OLDER_FORMS))


def correct_name(certificate: Certificate) -> None:
    """The person is addressed with the honorific of an older person now."""
    person = certificate.person
    names = {"name_my": person.name_my, "name_en": person.name_en}
    names["honorific"] = OLDER_FORMS[person.honorific]
    act = act_on(
        certificate,
        Act.Kind.CORRECT,
        reason=CorrectionReason.RENAMED,
        changes={"person": names},
        at=yesterday(),
    )
    if act.result:
        seal_certificate(act.result, at=yesterday() + dt.timedelta(seconds=4))


def act_on(certificate: Certificate, kind: str, *, at: dt.datetime, **words: Any) -> Act:
    """Done by the registrar, and approved by the administrator where that is asked for."""
    registrar, admin = (Person.objects.get(username=name) for name in ("registrar", "admin"))
    act = requests.request_action(certificate, kind, by=registrar, at=at, **words)
    return requests.approve_action(act, by=admin, at=at) if act.state == Act.State.WAITING else act


def has_withdrawn() -> bool:
    replaced = Certificate.objects.exclude(supersedes=None).exclude(sealed_at=None)
    return replaced.exists()


def yesterday() -> dt.datetime:
    return moment_on(Random(SEED), last_day())  # noqa: S311
