"""Shows offices what one of their people can do and how it is proved, on the person's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.facts.codes import format_code
from certification.models import Certificate, CertificateState, Evidence
from certification.verification.effective_state import find_distrusted_keys, get_effective_state
from courses.progress import build_way_taken
from people.web.office import PersonOnDesk, PersonSection, register_section
from plan.levels import load_level_names, name_level

_MOST_SHOWN = 100


@dataclass(frozen=True)
class _HeldSkill:
    """A piece of evidence that counts, or counted until it expired."""

    evidence: Evidence
    level_name: str
    is_expired: bool


@dataclass(frozen=True)
class _CertificateLine:
    """A certificate in the state in which a check would find it."""

    certificate: Certificate
    titles: dict[str, str]
    spaced_code: str
    state: CertificateState


def _read_skills(desk: PersonOnDesk) -> dict[str, Any]:
    """Return what whoever reads the figures of the office may know: they list it by name too."""
    day, names = timezone.localdate(), load_level_names()
    proofs = Evidence.objects.filter(person=desk.person, acquired_on__lte=day).counted()
    rows = proofs.exclude(revoked_on__lte=day).select_related("skill")
    rows = rows.annotate(way_taken=build_way_taken("certificate__enrolment"))
    return {
        "rows": [
            _HeldSkill(
                evidence=row,
                level_name=name_level(names, row.skill, row.level),
                is_expired=row.expires_on is not None and row.expires_on <= day,
            )
            for row in rows.order_by("skill__code", "-level", "-acquired_on")[:_MOST_SHOWN]
        ]
    }


def _read_certificates(desk: PersonOnDesk) -> dict[str, Any] | None:
    if not desk.is_managed:
        return None
    day, distrusted = timezone.localdate(), find_distrusted_keys()
    rows = Certificate.objects.filter(person=desk.person).defer("credential")
    return {
        "rows": [
            _CertificateLine(
                certificate=row,
                titles=row.facts["course"]["titles"],
                spaced_code=format_code(row.code),
                state=get_effective_state(row, day, distrusted),
            )
            for row in rows.order_by("-issued_at", "-pk")[:_MOST_SHOWN]
        ]
    }


def register_sections() -> None:
    """Add both to the page of a person."""
    skills, certificates = "certification/office_skills.html", "certification/office_list.html"
    register_section(PersonSection("skills", _("Skills held"), skills, 10, _read_skills))
    register_section(
        PersonSection("certificates", _("Certificates"), certificates, 30, _read_certificates)
    )
