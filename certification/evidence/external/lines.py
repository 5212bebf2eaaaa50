"""Compares the lines of a list of certificates of other systems with each other and with ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from certification.models import Certificate, Record
from people.imports.lines import TableLine
from people.models import Person
from plan.models import Skill

RecordKey = tuple[int, str, str, dt.date]


@dataclass(frozen=True)
class RecordLine:
    """One certificate of another system, with the skill and level that the line names, if any."""

    line: int
    person: Person
    agency: int
    issuer: str
    title: str
    number: str
    issued_on: dt.date
    expires_on: dt.date | None
    file_digest: str
    skill: Skill | None
    level: int

    def __str__(self) -> str:
        skill = f"{self.skill.code} {self.level}" if self.skill else ""
        days = f"{self.issued_on:%Y-%m-%d}" + (
            f" – {self.expires_on:%Y-%m-%d}" if self.expires_on else ""
        )
        person = f"{self.person.staff_number} {self.person}"
        parts = (person, self.title, self.issuer, self.number, days, skill)
        return " · ".join(filter(None, parts))

    @property
    def key(self) -> RecordKey:
        """Identify the record: lines with the same key are of one certificate."""
        return (self.person.pk, self.issuer, self.title, self.issued_on)


def check_file_owners(rows: Iterable[tuple[TableLine, RecordLine]]) -> None:
    """Put a problem on lines whose file is another person's, or a certificate of ours."""
    rows = [(line, row) for line, row in rows if row.file_digest]
    digests = {row.file_digest for _line, row in rows}
    ours = Certificate.objects.filter(pdf_digest__in=digests).values_list("pdf_digest", flat=True)
    recorded = Record.objects.filter(file_digest__in=digests).values_list("file_digest", "person")
    own, owners = set(ours), dict(recorded)
    for line, row in rows:
        if row.file_digest in own:
            line.fail("file_sha256", _("This file is a certificate of this service."))
        elif owners.setdefault(row.file_digest, row.person.pk) != row.person.pk:
            line.fail("file_sha256", _("This file is recorded for another person."))


def check_record_consistency(rows: Iterable[tuple[TableLine, RecordLine]]) -> None:
    """Put a problem on lines that contradict an earlier one or repeat it."""
    first: dict[RecordKey, RecordLine] = {}
    skills: set[tuple[RecordKey, int | None]] = set()
    for line, row in rows:
        one = first.setdefault(row.key, row)
        skill = (row.key, row.skill.pk if row.skill else None)
        if stated_details_of(one) != stated_details_of(row):
            line.fail("", _("An earlier line says something else of the same certificate."))
        elif skill in skills:
            line.fail("skill", _("This line stands in the file twice."))
        skills.add(skill)


def stated_details_of(row: RecordLine) -> tuple[str, dt.date | None, str]:
    """Return what all lines of one record must say alike."""
    return (row.number, row.expires_on, row.file_digest)
