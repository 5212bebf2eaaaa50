"""Puts certificates, skills and what was done with them into the copy of one's own data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.facts.codes import format_code
from certification.models import ActionRequest, Certificate, Evidence, Record, YearStatement
from people.models import Person
from people.privacy.export import DataSection, register_data_section

_CHUNK_SIZE = 200  # certificates in memory at once, each with its facts
_Rows = Iterator[dict[str, Any]]


def _read_own_certificates(person: Person) -> _Rows:
    day = timezone.localdate()
    rows = Certificate.objects.filter(person=person).defer("credential").order_by("issued_at")
    for row in rows.iterator(_CHUNK_SIZE):
        yield {
            "code": format_code(row.code),
            "title": row.facts["course"]["titles"],
            "names": list(dict.fromkeys(row.facts["person"]["names"].values())),
            "issued": row.issued_at,
            "expires": row.expires_on,
            "state": str(row.state_on(day).label),
            "score": row.facts["score"],
            "is_score_hidden": row.hides_score,
            "revoked": row.revoked_at,
            "note": row.revocation_note,
        }


def _read_own_statements(person: Person) -> _Rows:
    rows = YearStatement.objects.filter(person=person).order_by("pk")
    for row in rows.iterator(_CHUNK_SIZE):
        yield {
            "code": format_code(row.code),
            "year": row.year,
            "stated": row.facts["stated_on"],
            "facts": row.facts,
            "sealed": row.sealed_at,
        }


def _read_evidence(person: Person) -> _Rows:
    rows = Evidence.objects.filter(person=person).select_related("skill", "agency", "recorded_by")
    for row in rows.order_by("pk").iterator(_CHUNK_SIZE):
        yield {
            "skill": row.skill.names,
            "level": row.level,
            "kind": str(row.get_kind_display()),
            "source": row.source,
            "acquired": row.acquired_on,
            "expires": row.expires_on,
            "revoked": row.revoked_on,
            "agency": row.agency.names if row.agency else None,
            "by": str(row.recorded_by) if row.recorded_by else None,
        }


def _read_records(person: Person) -> _Rows:
    for row in Record.objects.filter(person=person).order_by("pk").iterator(_CHUNK_SIZE):
        yield {
            "issuer": row.issuer,
            "title": row.title,
            "number": row.number,
            "issued": row.issued_on,
            "expires": row.expires_on,
            "withdrawn": row.withdrawn_at,
        }


def _read_actions(person: Person) -> _Rows:
    """Yield actions on own certificates; who asked or decided is named by their office."""
    rows = ActionRequest.objects.filter(Q(certificate__person=person) | Q(asked_by=person))
    for row in rows.select_related("certificate").iterator(_CHUNK_SIZE):
        is_mine = row.certificate.person_id == person.pk
        yield {
            "code": format_code(row.certificate.code),
            "kind": str(row.get_kind_display()),
            "state": str(row.get_state_display()),
            "note": row.note,
            "at": row.asked_at,
            "decided": row.decided_at,
            "answer": row.decision_note if is_mine else None,
        }


register_data_section(
    DataSection(
        "certificates",
        _("Certificates"),
        50,
        {
            "code": _("code"),
            "title": _("title"),
            "names": _("name"),
            "issued": _("issued at"),
            "expires": _("expires on"),
            "state": _("state"),
            "score": _("score in percent"),
            "is_score_hidden": _("score is hidden"),
            "revoked": _("revoked at"),
            "note": _("note"),
        },
        _read_own_certificates,
    ),
    DataSection(
        "statements",
        _("Statements of years"),
        50,
        {
            "code": _("code"),
            "year": _("year"),
            "stated": _("stated on"),
            "facts": _("what it states"),
            "sealed": _("sealed at"),
        },
        _read_own_statements,
    ),
    DataSection(
        "evidence",
        _("Skills and how they are proved"),
        51,
        {
            "skill": _("skill"),
            "level": _("level"),
            "kind": _("kind"),
            "source": _("source"),
            "acquired": _("acquired on"),
            "expires": _("expires on"),
            "revoked": _("revoked on"),
            "agency": _("agency"),
            "by": _("by"),
        },
        _read_evidence,
    ),
    DataSection(
        "records",
        _("Records of other systems"),
        52,
        {
            "issuer": _("issuer"),
            "title": _("title"),
            "number": _("number"),
            "issued": _("issued on"),
            "expires": _("expires on"),
            "withdrawn": _("withdrawn at"),
        },
        _read_records,
    ),
    DataSection(
        "actions",
        _("What was done with certificates"),
        53,
        {
            "code": _("code"),
            "kind": _("kind"),
            "state": _("state"),
            "note": _("note"),
            "at": _("asked at"),
            "decided": _("decided at"),
            "answer": _("note of the decision"),
        },
        _read_actions,
    ),
)
