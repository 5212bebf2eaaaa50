"""Checks a whole list of codes for an employer: rows in, verdicts out, nothing kept.

A row is a code and, where the employer likes, the name on the paper. What comes back never holds
a name of ours: only whether theirs agrees.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from certification.facts.codes import format_code, parse_code
from certification.models import Certificate
from certification.verification.bulk.name_match import is_same_name
from certification.verification.bulk.upload import Row
from certification.verification.verdicts import State, Status, judge, known
from people.text.names import clean

AT_ONCE = 500
LONGEST_SHOWN = 40


class Agreement(StrEnum):
    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_CHECKED = "not_checked"


class Note(StrEnum):
    """What the employer should know of a row beside the verdict."""

    NO_CODE = "no_code"
    TWICE = "twice"
    REPLACED_BY = "replaced_by"


@dataclass(frozen=True)
class Answer:
    """The verdict on one row; ``since``: the first day it was no longer valid, or of issue."""

    line: int
    code: str
    status: Status
    since: dt.date | None = None
    name: Agreement = Agreement.NOT_CHECKED
    notes: tuple[Note, ...] = ()
    newer_code: str = ""

    @property
    def needs_a_look(self) -> bool:
        return self.status is not Status.VALID or self.name is Agreement.DIFFERS


def check_list(rows: Sequence[Row], *, day: dt.date | None = None) -> list[Answer]:
    """An answer for every row, in order; the database is asked once for five hundred codes."""
    day, seen, answers = day or timezone.localdate(), set[str](), []
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        found = find({parse_code(row.code) for row in some} - {None})
        answers += [answer_of(row, found, seen, day) for row in some]
    return answers


def find(codes: set[Any]) -> dict[str, Certificate]:
    rows: QuerySet[Certificate] = known().filter(code__in=codes) if codes else known().none()
    return {row.code: row for row in rows}


def answer_of(row: Row, found: dict[str, Certificate], seen: set[str], day: dt.date) -> Answer:
    code = parse_code(row.code)
    if code is None:
        shown = clean(row.code)[:LONGEST_SHOWN]
        return Answer(row.line, shown, Status.UNKNOWN, notes=(Note.NO_CODE,))
    notes = [Note.TWICE] if code in seen else []
    seen.add(code)
    certificate = found.get(code)
    if certificate is None:
        return Answer(row.line, format_code(code), Status.UNKNOWN, notes=tuple(notes))
    verdict = judge(certificate, untouched=State.NOT_CHECKED, day=day)
    newer = verdict.replaced_by
    is_told = verdict.status is Status.REPLACED and newer is not None and newer.sealed_at
    return Answer(
        row.line,
        format_code(code),
        verdict.status,
        since=since(certificate, verdict.status),
        name=agreement(row.name, certificate),
        notes=(*notes, *([Note.REPLACED_BY] if is_told else [])),
        newer_code=format_code(newer.code) if newer is not None and is_told else "",
    )


def since(certificate: Certificate, status: Status) -> dt.date | None:
    """Since when the verdict holds, where a day is known."""
    moments = {
        Status.VALID: certificate.issued_at,
        Status.REVOKED: certificate.revoked_at,
        Status.REPLACED: certificate.superseded_at,
    }
    if status is Status.EXPIRED:
        return certificate.expires_on
    moment = moments.get(status)
    return timezone.localtime(moment).date() if moment else None


def agreement(name: str, certificate: Certificate) -> Agreement:
    if not name:
        return Agreement.NOT_CHECKED
    ours: Iterator[str] = iter(certificate.facts["person"]["names"].values())
    return Agreement.AGREES if any(is_same_name(name, own) for own in ours) else Agreement.DIFFERS
