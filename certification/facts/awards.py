"""Describes what a person is to be certified for, in the one shape that issuing knows.

A completed enrolment in a course or programme gives an award; so does a line of a batch.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from certification.models import Certificate
from certification.models.choices import CertificateKind
from courses.models import Course, Enrolment, Programme, ProgrammeEnrolment
from people.models import Agency, Person
from people.text.formatting import digits
from plan.models import Skill

_Names = dict[str, str]


class NotCompleted(Exception):
    """The enrolment is not completed, so there is nothing to certify."""


@dataclass(frozen=True)
class Award:
    """What is certified of whom.

    ``award_key`` is the idempotency key (``enrolment:17``); ``key`` identifies the course or
    session. ``skills`` are pairs of skill and level. Agency, position and grade are those of the
    day of completion.
    """

    award_key: str
    kind: str
    key: uuid.UUID
    titles: _Names
    person: Person
    completed_on: dt.date
    skills: tuple[tuple[Skill, int], ...] = ()
    slug: str = ""
    agency: Agency | None = None
    position: _Names = field(default_factory=dict)
    grade: int | None = None
    score: int | None = None
    language: str = "my"
    validity_months: int | None = None
    # Only where it comes from a course of this site.
    enrolment: Enrolment | None = None
    course: Course | None = None
    # Only where it comes from a programme.
    programme_enrolment: ProgrammeEnrolment | None = None

    def current_certificate(self) -> Certificate | None:
        """Return the certificate of the award key that is not superseded, revoked or not."""
        return Certificate.objects.filter(award_key=self.award_key, superseded_at=None).first()


def award_from_enrolment(enrolment: Enrolment) -> Award:
    """Return the award of a completed enrolment; raises NotCompleted."""
    if enrolment.completed_at is None:
        raise NotCompleted(enrolment.pk)
    course = enrolment.course
    return Award(
        award_key=award_key_of(enrolment),
        kind=CertificateKind.COURSE,
        key=course.key,
        slug=course.slug,
        titles=_name_edition(course, enrolment),
        skills=_awarded_skills(course),
        validity_months=course.validity_months,
        person=enrolment.person,
        completed_on=timezone.localtime(enrolment.completed_at).date(),
        agency=enrolment.agency,
        position=enrolment.position,
        grade=enrolment.grade,
        score=enrolment.score,
        language=enrolment.language,
        enrolment=enrolment,
        course=course,
    )


def _name_edition(course: Course, enrolment: Enrolment) -> _Names:
    """Return the titles, behind which the edition stands where there is more than one."""
    if (enrolment.edition or 1) == 1:
        return course.titles
    titles = {}
    for code, title in course.titles.items():
        with translation.override(code):
            number = digits(enrolment.edition)
            titles[code] = _("%(title)s (edition %(number)s)") % {"title": title, "number": number}
    return titles


def award_key_of(enrolment: Enrolment | ProgrammeEnrolment) -> str:
    kind = "programme" if isinstance(enrolment, ProgrammeEnrolment) else "enrolment"
    return f"{kind}:{enrolment.pk}"


def award_from_programme(enrolment: ProgrammeEnrolment) -> Award:
    """Return the award of a completed programme; raises NotCompleted."""
    if enrolment.completed_at is None:
        raise NotCompleted(enrolment.pk)
    programme = enrolment.programme
    return Award(
        award_key=award_key_of(enrolment),
        kind=CertificateKind.PROGRAMME,
        key=programme.key,
        slug=programme.slug,
        titles=programme.titles,
        skills=_proved_skills(programme),
        validity_months=programme.validity_months,
        person=enrolment.person,
        completed_on=timezone.localtime(enrolment.completed_at).date(),
        agency=enrolment.agency,
        position=enrolment.position,
        grade=enrolment.grade,
        language=enrolment.language,
        programme_enrolment=enrolment,
    )


def _awarded_skills(course: Course) -> tuple[tuple[Skill, int], ...]:
    # By code, since the digest of the achievement depends on the order.
    rows = course.course_skills.select_related("skill__framework").order_by("skill__code")
    return tuple((row.skill, row.level) for row in rows)


def _proved_skills(programme: Programme) -> tuple[tuple[Skill, int], ...]:
    rows = programme.programme_skills.select_related("skill__framework").order_by("skill__code")
    return tuple((row.skill, row.level) for row in rows)
