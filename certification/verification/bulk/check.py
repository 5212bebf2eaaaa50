"""Verifies a list of codes for an employer: rows in, verdicts out, nothing stored.

A row is a code and perhaps the name on the paper. Answers never hold a name of ours, only whether
the given one agrees.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from certification.facts.codes import format_code, parse_code
from certification.facts.snapshot import is_name_unconfirmed
from certification.models import Certificate
from certification.verification.bulk.name_match import is_same_name
from certification.verification.bulk.upload import CodeRow
from certification.verification.verdicts import (
    CheckResult,
    VerdictStatus,
    assess_certificate,
    select_verifiable,
)
from people.text import clean

_CHUNK_SIZE = 500  # codes of one query: SQLite limits the variables of a statement
_MAX_SHOWN_LENGTH = 40  # of what was given instead of a code


class NameAgreement(StrEnum):
    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_CHECKED = "not_checked"


class RowNote(StrEnum):
    """What the employer should know about a row in addition to the verdict."""

    NO_CODE = "no_code"
    TWICE = "twice"
    REPLACED_BY = "replaced_by"
    UNCONFIRMED = "unconfirmed"
    ERASED = "erased"


@dataclass(frozen=True)
class RowVerdict:
    """The verdict on one row; ``since``: the first day it was no longer valid, or of issue."""

    line: int
    code: str
    status: VerdictStatus
    since: dt.date | None = None
    name: NameAgreement = NameAgreement.NOT_CHECKED
    notes: tuple[RowNote, ...] = ()
    newer_code: str = ""

    @property
    def needs_review(self) -> bool:
        return self.status is not VerdictStatus.VALID or self.name is NameAgreement.DIFFERS


def verify_list(rows: Sequence[CodeRow], *, day: dt.date | None = None) -> list[RowVerdict]:
    """Return a verdict for every row, in order, with one query for 500 codes."""
    day, seen, answers = day or timezone.localdate(), set[str](), []
    for start in range(0, len(rows), _CHUNK_SIZE):
        some = rows[start : start + _CHUNK_SIZE]
        found = _find_by_codes({parse_code(row.code) for row in some} - {None})
        answers += [_verify_row(row, found, seen, day) for row in some]
    return answers


def _find_by_codes(codes: set[Any]) -> dict[str, Certificate]:
    rows: QuerySet[Certificate] = (
        select_verifiable().filter(code__in=codes) if codes else select_verifiable().none()
    )
    return {row.code: row for row in rows}


def _verify_row(
    row: CodeRow, found: dict[str, Certificate], seen: set[str], day: dt.date
) -> RowVerdict:
    code = parse_code(row.code)
    if code is None:
        shown = clean(row.code[:_MAX_SHOWN_LENGTH])
        return RowVerdict(row.line, shown, VerdictStatus.UNKNOWN, notes=(RowNote.NO_CODE,))
    notes = [RowNote.TWICE] if code in seen else []
    seen.add(code)
    certificate = found.get(code)
    if certificate is None:
        return RowVerdict(row.line, format_code(code), VerdictStatus.UNKNOWN, notes=tuple(notes))
    verdict = assess_certificate(certificate, untouched=CheckResult.NOT_CHECKED, day=day)
    newer = verdict.replaced_by
    is_told = verdict.status is VerdictStatus.REPLACED and newer is not None and newer.sealed_at
    if is_told:
        notes.append(RowNote.REPLACED_BY)
    if certificate.is_erased:
        notes.append(RowNote.ERASED)
    if is_name_unconfirmed(certificate.facts):
        notes.append(RowNote.UNCONFIRMED)
    return RowVerdict(
        row.line,
        format_code(code),
        verdict.status,
        since=_find_effective_day(certificate, verdict.status),
        name=_compare_name(row.name, certificate),
        notes=tuple(notes),
        newer_code=format_code(newer.code) if newer is not None and is_told else "",
    )


def _find_effective_day(certificate: Certificate, status: VerdictStatus) -> dt.date | None:
    """Return the day since when the verdict holds, if one is known."""
    moments = {
        VerdictStatus.VALID: certificate.issued_at,
        VerdictStatus.REVOKED: certificate.revoked_at,
        VerdictStatus.REPLACED: certificate.superseded_at,
    }
    if status is VerdictStatus.EXPIRED:
        return certificate.expires_on
    moment = moments.get(status)
    return timezone.localtime(moment).date() if moment else None


def _compare_name(name: str, certificate: Certificate) -> NameAgreement:
    if not name or certificate.is_erased:
        return NameAgreement.NOT_CHECKED
    agrees = any(is_same_name(name, own) for own in certificate.facts["person"]["names"].values())
    return NameAgreement.AGREES if agrees else NameAgreement.DIFFERS
