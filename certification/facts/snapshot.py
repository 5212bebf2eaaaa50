"""Freezes what a certificate says on the day of issue; later changes elsewhere never reach it.

The snapshot is plain JSON; ``course`` is what was completed, of whichever kind::

    {"version", "kind", "design", "code", "uuid", "issued_at", "completed_on", "expires_on",
     "language", "person": {"subject", "names", "is_confirmed"},
     "agency": {"code", "names"} | None, "ministry": … | None, "position": names, "grade", "score",
     "course": {"key", "slug", "titles"},
     "skills": [{"code", "names", "url", "framework", "framework_code", "level", "level_names"}],
     "targets": [{"plan", "plan_code", "phase", "phase_number", "clause", "clause_code", "agency",
                  "skill", "level", "headcount", "percent", "due_on", "is_sample"}],
     "signatories": [{"names", "positions"}], "issuer": {"did", "names", "url"}}

Version 3 added ``is_confirmed``: whether an office confirmed the name. Older facts do not say.
Of ``headcount`` and ``percent`` one is null; facts from before there were percents lack that.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q

from certification.facts.awards import Award
from certification.facts.issuer import issuer_did, site_url
from certification.facts.wording import SHEET_LANGUAGES
from certification.models import DesignVersion
from people.models import Agency, Person
from people.text.names import is_name_printable
from plan.models import Level, Skill, Target

# The name in the facts of certificates without a design version; no design may have its key.
BUILT_IN_DESIGN = "lacquer-1"
Facts = dict[str, Any]
# Fixed, as the words of the sheet are: they stay in the facts.
ERASED_NAMES = {"my": "အမည်ကို ပယ်ဖျက်ပြီး", "en": "Name erased"}


def freeze_facts(
    award: Award,
    *,
    code: str,
    number: uuid.UUID,
    issued_at: dt.datetime,
    design: DesignVersion | None = None,
) -> Facts:
    """Return the snapshot of an award on a design; without one it is the built-in design."""
    expires = expiry_date(award.completed_on, award.validity_months)
    return {
        "version": 3,
        "kind": str(award.kind),
        "design": str(design) if design else BUILT_IN_DESIGN,
        "code": code,
        "uuid": str(number),
        "issued_at": to_utc_iso(issued_at),
        "completed_on": award.completed_on.isoformat(),
        "expires_on": expires and expires.isoformat(),
        "language": award.language,
        "person": person_facts(award.person),
        **_posting_facts(award),
        "score": award.score,
        "course": {"key": str(award.key), "slug": award.slug, "titles": award.titles},
        "skills": _skill_facts(award),
        "targets": [_target_facts(target) for target in _find_matching_targets(award)],
        "signatories": _signatory_facts(design),
        "issuer": {"did": issuer_did(), "names": settings.ISSUER["name"], "url": site_url()},
    }


def to_utc_iso(at: dt.datetime) -> str:
    """Return the moment in UTC and whole seconds, as facts and credentials write it."""
    return at.astimezone(dt.UTC).replace(microsecond=0).isoformat()


def expiry_date(day: dt.date, months: int | None) -> dt.date | None:
    """Return the first day that no longer counts, so many months later.

    The 31st becomes the last day of a shorter month.
    """
    if not months:
        return None
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return dt.date(day.year + years, month + 1, min(day.day, last))


def person_facts(person: Person) -> dict[str, Any]:
    names = {script: _printable_name(person, script) for script in SHEET_LANGUAGES}
    subject = f"urn:uuid:{person.subject_id}"
    return {"subject": subject, "names": names, "is_confirmed": person.is_name_confirmed}


def erase_holder(facts: Facts) -> Facts:
    """Return the facts without who holds the certificate; words stand where the name stood."""
    return {**facts, "person": {"subject": "", "names": ERASED_NAMES}}


def _printable_name(person: Person, script: str) -> str:
    """Return the name in the script; one that cannot be printed counts as none there."""
    # Forms and files refuse such letters; names from before they did would be printed as boxes.
    name = person.name_in(script)
    other = next(code for code in SHEET_LANGUAGES if code != script)
    return name if is_name_printable(name) else person.name_in(other)


def is_name_unconfirmed(facts: Facts) -> bool:
    """Return whether the facts say that nobody confirmed the name; older ones say nothing."""
    return facts["person"].get("is_confirmed") is False


def _posting_facts(award: Award) -> dict[str, Any]:
    return {
        "agency": _agency_facts(award.agency),
        "ministry": _agency_facts(_ministry_of(award.agency)),
        "position": award.position,
        "grade": award.grade,
    }


def _agency_facts(agency: Agency | None) -> dict[str, Any] | None:
    return {"code": agency.code, "names": agency.names} if agency else None


def _ministry_of(agency: Agency | None) -> Agency | None:
    """Return the ministry or union body above the agency; None for one that is that itself."""
    heads = (Agency.Kind.MINISTRY, Agency.Kind.UNION_BODY)
    above = agency.get_ancestors() if agency else []
    return next((unit for unit in above if unit.kind in heads), None)


def _skill_facts(award: Award) -> list[dict[str, Any]]:
    frameworks = {skill.framework_id for skill, _level in award.skills}
    levels = Level.objects.filter(framework__in=frameworks)
    names = {(level.framework_id, level.number): level.names for level in levels}
    return [
        {
            **_describe_proved_skill(skill),
            "level": level,
            "level_names": names.get((skill.framework_id, level), {}),
        }
        for skill, level in award.skills
    ]


def _describe_proved_skill(skill: Skill) -> dict[str, Any]:
    framework = skill.framework
    return {
        "code": skill.code,
        "names": skill.names,
        "url": skill.url or framework.url,
        "framework": framework.names,
        "framework_code": framework.code,
    }


def _target_facts(target: Target) -> dict[str, Any]:
    return {
        "plan": target.clause.plan.names,
        "plan_code": target.clause.plan.code,
        "phase": target.phase.names,
        "phase_number": target.phase.number,
        "clause": target.clause.names,
        "clause_code": target.clause.code,
        "agency": _agency_facts(target.agency),
        "skill": target.skill.code,
        "level": target.level,
        "headcount": target.headcount,
        "percent": target.percent,
        "due_on": target.due_on.isoformat(),
        "is_sample": target.is_sample,
    }


def _find_matching_targets(award: Award) -> list[Target]:
    """Return the targets it counts toward: the nearest unit's first, then the soonest due."""
    agency = award.agency
    units = [agency.pk, *(unit.pk for unit in agency.get_ancestors())] if agency else []
    levels = {skill.pk: level for skill, level in award.skills}
    candidates = (
        Target.objects.in_force(award.completed_on)
        .filter(agency__in=units, skill__in=levels, due_on__gte=award.completed_on)
        .filter(Q(with_below=True) | Q(agency=agency))
        .select_related("phase", "clause__plan", "agency", "skill")
        .order_by("-agency__depth", "due_on", "pk")
    )
    # A level serves every target up to it; a pair of columns cannot be compared in one filter.
    return [
        target
        for target in candidates
        if target.level <= levels[target.skill_id]
        and target.audience.includes(award.position, award.grade)
    ]


def _signatory_facts(design: DesignVersion | None) -> list[dict[str, Any]]:
    if design is None:
        built_in: list[dict[str, Any]] = settings.SIGNATORIES
        return built_in
    return [{"names": who.names, "positions": who.positions} for who in design.signatories.all()]


def achievement_version(award: Award) -> str:
    """Return a digest of what is certified; the same course with other skills has another."""
    return digest_achievement(award.key, ((skill.code, level) for skill, level in award.skills))


def digest_achievement(key: uuid.UUID, skills: Iterable[tuple[str, int]]) -> str:
    """Return the digest of a course or session with its skills: codes and levels, by code."""
    # The digest is stored with every certificate: the shape of this JSON may never change.
    certified = [str(key), [[code, level] for code, level in skills]]
    return hashlib.sha256(json.dumps(certified).encode()).hexdigest()
