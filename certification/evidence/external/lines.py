"""What the lines of a list of certificates of other systems say, and whether they agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from certification.models import Certificate, Record
from people.imports.tables import Problem
from people.models import Person
from plan.importing.tables import TableLine
from plan.models import Skill

RecordKey = tuple[int, str, str, dt.date]


@dataclass(frozen=True)
class RecordLine:
    """One certificate of another system, with the skill at a level that the line names, if any."""

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

    @property
    def key(self) -> RecordKey:
        """Lines with the same one are of the same record."""
        return (self.person.pk, self.issuer, self.title, self.issued_on)


@dataclass(frozen=True)
class ParsedRecords:
    """What a file says; with a problem nothing of it is to be recorded."""

    rows: tuple[RecordLine, ...]
    problems: tuple[Problem, ...]


def check_file_owners(rows: Iterable[tuple[TableLine, RecordLine]]) -> None:
    """One file is the certificate of one person, and none of ours."""
    rows = [(line, row) for line, row in rows if row.file_digest]
    digests = {row.file_digest for _line, row in rows}
    ours = Certificate.objects.filter(pdf_digest__in=digests).values_list("pdf_digest", flat=True)
    kept = Record.objects.filter(file_digest__in=digests).values_list("file_digest", "person")
    own, owners = set(ours), dict(kept)
    for line, row in rows:
        if row.file_digest in own:
            line.fail("file_sha256", _("This file is a certificate of this service."))
        elif owners.setdefault(row.file_digest, row.person.pk) != row.person.pk:
            line.fail("file_sha256", _("This file is recorded for another person."))


def check_record_consistency(rows: Iterable[tuple[TableLine, RecordLine]]) -> None:
    """Lines of one record say the same of it, and name each skill once."""
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
    return (row.number, row.expires_on, row.file_digest)
