"""Writes records of certificates of other systems, alone: not issued here, but vouched for.

A record with a skill gives evidence of kind *imported*; one that is withdrawn ends it on the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.evidence.bulk import ImportedRecord, bulk_record_imported
from certification.evidence.external.lines import (
    ParsedRecords,
    RecordKey,
    RecordLine,
    stated_details_of,
)
from certification.evidence.recording import withdraw_evidence
from certification.models import Record
from people.imports.tables import Problem
from people.models import Person


@dataclass(frozen=True)
class RecordImportResult:
    """What became of a file: how many records are new, and how many had been kept already."""

    created: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()


@transaction.atomic
def import_records(reading: ParsedRecords, *, by: Person) -> RecordImportResult:
    """Keep every record of the reading with its evidence, or none when there is a problem.

    A second time it changes nothing. A record that says something else now is a problem.
    """
    _lock_people(row.person.pk for row in reading.rows)
    kept = _find_existing_records(reading)
    problems = reading.problems or _find_contradictions(reading, kept)
    if problems:
        return RecordImportResult(problems=tuple(problems))
    wanted = {row.key: row for row in reversed(reading.rows)}
    fresh = [_to_record(row, by) for key, row in reversed(wanted.items()) if key not in kept]
    Record.objects.bulk_create(fresh, ignore_conflicts=True)
    bulk_record_imported(list(_to_imported_records(reading, _find_existing_records(reading))))
    return RecordImportResult(created=len(fresh), unchanged=len(wanted) - len(fresh))


def _lock_people(people: Iterable[int]) -> None:
    """Of two who record or withdraw for the same people, one comes after the other."""
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=set(people))
    list(rows.order_by("pk").values_list("pk"))


def preview_record_import(reading: ParsedRecords) -> RecordImportResult:
    """What ``record_all`` would answer, without writing anything."""
    kept = _find_existing_records(reading)
    problems = reading.problems or _find_contradictions(reading, kept)
    if problems:
        return RecordImportResult(problems=tuple(problems))
    keys = {row.key for row in reading.rows}
    return RecordImportResult(created=len(keys - kept.keys()), unchanged=len(keys & kept.keys()))


def _find_existing_records(reading: ParsedRecords) -> dict[RecordKey, Record]:
    people = {row.person.pk for row in reading.rows}
    rows = Record.objects.filter(person__in=people)
    return {(row.person_id, row.issuer, row.title, row.issued_on): row for row in rows}


def _find_contradictions(reading: ParsedRecords, kept: dict[RecordKey, Record]) -> list[Problem]:
    found = []
    for row in reading.rows:
        record = kept.get(row.key)
        if record and record.withdrawn_at:
            found.append(Problem(row.line, "", _("This record was withdrawn; it stays so.")))
        elif record and (
            record.number,
            record.expires_on,
            record.file_digest,
        ) != stated_details_of(row):
            message = _("It is recorded already, with another number, end or file.")
            found.append(Problem(row.line, "", message))
    return found


def _to_record(row: RecordLine, by: Person) -> Record:
    return Record(
        person=row.person,
        issuer=row.issuer,
        title=row.title,
        number=row.number,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        file_digest=row.file_digest,
        agency_id=row.agency,
        recorded_by=by,
        recorded_at=timezone.now(),
    )


def _to_imported_records(
    reading: ParsedRecords, kept: dict[RecordKey, Record]
) -> list[ImportedRecord]:
    return [
        ImportedRecord(
            person=row.person.pk,
            skill=row.skill.pk,
            level=row.level,
            acquired_on=row.issued_on,
            expires_on=row.expires_on,
            source=f"record {kept[row.key].pk}",
            record=kept[row.key].pk,
        )
        for row in reading.rows
        if row.skill
    ]


@transaction.atomic
def withdraw_record(record: Record, *, at: dt.datetime | None = None) -> Record:
    """Vouch for it no longer; its evidence ends on the day. A second time changes nothing."""
    at = at or timezone.now()
    _lock_people([record.person_id])
    row = Record.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        withdraw_evidence(row, day=timezone.localtime(at).date())
    return row


def find_record_by_digest(digest: str) -> Record | None:
    """The record of the very file (its SHA-256 in hexadecimal), unless it was withdrawn."""
    if not digest:
        return None
    rows = Record.objects.select_related("person", "agency", "recorded_by")
    return rows.filter(file_digest=digest.lower(), withdrawn_at=None).order_by("pk").first()
