"""Finds certificates affected by a withdrawn question, a changed course, a compromised key.

Each cause costs a few queries, however many certificates it affects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from certification.facts.snapshot import digest_achievement
from certification.keys.register import compromised_keys
from certification.models import ActionRequest, CertificateQuerySet
from certification.models.choices import ReplacementReason
from courses.models import AttemptItem, Course

_Certificates = CertificateQuerySet


class Cause(models.TextChoices):
    WITHDRAWN = "withdrawn", _("A question of the test was withdrawn")
    OLDER = "older", _("The course certifies something else now")
    KEY = "key", _("A key that sealed or signed it is no longer trusted")


def affected_by(cause: str, certificates: _Certificates) -> _Certificates:
    """Return the current certificates that the cause affects; raise ValueError for no cause."""
    current = certificates.filter(superseded_at=None, revoked_at=None)
    return {
        Cause.WITHDRAWN: _with_withdrawn_questions,
        Cause.OLDER: _with_outdated_achievements,
        Cause.KEY: _with_compromised_keys,
    }[Cause(cause)](current)


def _with_withdrawn_questions(certificates: _Certificates) -> _Certificates:
    """Select those passed with points for a question withdrawn since, and not checked again."""
    # Nobody passed by a question that was answered wrongly, or that counted no more.
    asked = AttemptItem.objects.filter(
        attempt__enrolment=OuterRef("enrolment"),
        attempt__passed=True,
        points__gt=0,
        version__withdrawn_at__isnull=False,
    )
    # A replacement for this reason was checked again, although the question stays withdrawn.
    again = ActionRequest.objects.filter(
        result=OuterRef("pk"), kind=ActionRequest.Kind.REPLACE, reason=ReplacementReason.WITHDRAWN
    )
    return certificates.filter(Exists(asked), ~Exists(again))


def _with_outdated_achievements(certificates: _Certificates) -> _Certificates:
    """Select those of courses that certify other skills or levels today."""
    certificates = certificates.exclude(enrolment=None).exclude(course=None)
    pairs = certificates.order_by().values_list("course", "achievement")
    # Few pairs stand for many certificates, and achievements are compared in Python: the digest of
    # a course today is in no table.
    found = set(pairs.distinct())
    today = _load_current_achievements({course for course, _achievement in found})
    older = [achievement for course, achievement in found if achievement != today[course]]
    return certificates.filter(achievement__in=older)


def _load_current_achievements(courses: set[int]) -> dict[int, str]:
    """Return digests by primary key of the course, in two queries."""
    skills: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = Course.skills.through.objects.filter(course__in=courses).order_by("skill__code")
    for course, code, level in rows.values_list("course", "skill__code", "level"):
        skills[course].append((code, level))
    keyed = Course.objects.filter(pk__in=courses).values_list("pk", "key")
    return {pk: digest_achievement(key, skills[pk]) for pk, key in keyed}


def _with_compromised_keys(certificates: _Certificates) -> _Certificates:
    """Select those sealed or signed with a compromised key, whenever that was."""
    return certificates.using_keys(*compromised_keys())


def count_affected(certificates: _Certificates) -> dict[str, int]:
    return {cause: affected_by(cause, certificates).count() for cause in Cause.values}


def count_certificates_by_version(versions: Collection[int]) -> dict[int, int]:
    """Return how many current certificates rest on points for each version of a question."""
    rows = AttemptItem.objects.filter(
        version__in=versions,
        points__gt=0,
        attempt__passed=True,
        attempt__enrolment__certificates__superseded_at=None,
        attempt__enrolment__certificates__revoked_at=None,
    ).order_by()
    counted = Count("attempt__enrolment__certificates", distinct=True)
    return dict(rows.values_list("version").annotate(counted))
