"""Freezes what a certificate says on the day of issue. Later changes elsewhere never reach it.

The snapshot is plain JSON::

    {"version", "design", "code", "uuid", "issued_at", "completed_on", "expires_on", "language",
     "person": {"subject", "names"}, "agency": {"code", "names"} | None, "ministry": … | None,
     "position": names, "grade", "score", "course": {"key", "slug", "titles"},
     "skills": [{"code", "names", "framework", "level", "level_names"}],
     "target": {"plan", "phase", "clause", "clause_code", "due_on", "is_sample"} | None,
     "signatories": [{"names", "positions"}], "issuer": {"did", "names", "url"}}
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import json
import uuid
from typing import Any

from django.conf import settings
from django.utils import timezone

from certification.identity import issuer_did, site_url
from courses.models import Course, CourseSkill, Enrolment
from people.models import Agency, Person
from plan.models import Level, Target

DESIGN = "lacquer-1"
Facts = dict[str, Any]
SCRIPTS = ("my", "en")


def freeze(enrolment: Enrolment, *, code: str, number: uuid.UUID, issued_at: dt.datetime) -> Facts:
    """The snapshot of a completed enrolment."""
    day = completed_on(enrolment)
    expires = expiry(day, enrolment.course.validity_months)
    return {
        "version": 1,
        "design": DESIGN,
        "code": code,
        "uuid": str(number),
        "issued_at": issued_at.astimezone(dt.UTC).replace(microsecond=0).isoformat(),
        "completed_on": day.isoformat(),
        "expires_on": expires and expires.isoformat(),
        "language": enrolment.language,
        "person": person_facts(enrolment.person),
        **place_facts(enrolment),
        "score": enrolment.score,
        "course": course_facts(enrolment.course),
        "skills": skill_facts(enrolment.course),
        "target": target_facts(enrolment, day),
        "signatories": settings.SIGNATORIES,
        "issuer": {"did": issuer_did(), "names": settings.ISSUER["name"], "url": site_url()},
    }


def completed_on(enrolment: Enrolment) -> dt.date:
    if enrolment.completed_at is None:
        raise ValueError("an open enrolment has no day of completion")
    return timezone.localtime(enrolment.completed_at).date()


def expiry(day: dt.date, months: int | None) -> dt.date | None:
    """The first day that no longer counts, so many months on; the 31st becomes a 30th or 28th."""
    if not months:
        return None
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return dt.date(day.year + years, month + 1, min(day.day, last))


def person_facts(person: Person) -> dict[str, Any]:
    names = {script: person.name_in(script) for script in SCRIPTS}
    return {"subject": f"urn:uuid:{person.subject_id}", "names": names}


def place_facts(enrolment: Enrolment) -> dict[str, Any]:
    agency = enrolment.agency
    return {
        "agency": agency_facts(agency),
        "ministry": agency_facts(ministry_of(agency)),
        "position": enrolment.position,
        "grade": enrolment.grade,
    }


def agency_facts(agency: Agency | None) -> dict[str, Any] | None:
    return {"code": agency.code, "names": agency.names} if agency else None


def ministry_of(agency: Agency | None) -> Agency | None:
    """The ministry or union body above the agency, if it is not that itself."""
    heads = (Agency.Kind.MINISTRY, Agency.Kind.UNION_BODY)
    above = agency.get_ancestors() if agency else []
    return next((unit for unit in above if unit.kind in heads), None)


def course_facts(course: Course) -> dict[str, Any]:
    return {"key": str(course.key), "slug": course.slug, "titles": course.titles}


def taught(course: Course) -> list[CourseSkill]:
    return list(course.course_skills.select_related("skill__framework").order_by("skill__code"))


def skill_facts(course: Course) -> list[dict[str, Any]]:
    rows = taught(course)
    levels = Level.objects.filter(framework__in={row.skill.framework_id for row in rows})
    names = {(level.framework_id, level.number): level.names for level in levels}
    return [
        {
            "code": row.skill.code,
            "names": row.skill.names,
            "framework": row.skill.framework.names,
            "level": row.level,
            "level_names": names.get((row.skill.framework_id, row.level), {}),
        }
        for row in rows
    ]


def target_facts(enrolment: Enrolment, day: dt.date) -> dict[str, Any] | None:
    """The plan's target this certificate counts toward: the nearest unit's, soonest due."""
    target = matching_target(enrolment, day)
    if target is None:
        return None
    return {
        "plan": target.clause.plan.names,
        "phase": target.phase.names,
        "clause": target.clause.names,
        "clause_code": target.clause.code,
        "due_on": target.due_on.isoformat(),
        "is_sample": target.is_sample,
    }


def matching_target(enrolment: Enrolment, day: dt.date) -> Target | None:
    agency = enrolment.agency
    units = [agency.pk, *(unit.pk for unit in agency.get_ancestors())] if agency else []
    levels = {row.skill_id: row.level for row in enrolment.course.course_skills.all()}
    candidates = (
        Target.objects.filter(agency__in=units, skill__in=levels, due_on__gte=day)
        .select_related("phase", "clause__plan", "agency")
        .order_by("-agency__depth", "due_on", "pk")
    )
    return next((t for t in candidates if t.level <= levels[t.skill_id]), None)


def achievement_version(course: Course) -> str:
    """A digest of what the course certifies: the same course with other skills is another."""
    certified = [str(course.key), [[row.skill.code, row.level] for row in taught(course)]]
    return hashlib.sha256(json.dumps(certified).encode()).hexdigest()
