"""Only writer of records of certificates that other systems issued and a registrar vouches for.

A record with a skill gives evidence of kind *imported*; withdrawing the record ends the evidence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.evidence.external.lines import (
    RecordKey,
    RecordLine,
    stated_details_of,
)
from certification.evidence.external.parsing import parse_records
from certification.evidence.recording import record_imported, withdraw_evidence
from certification.evidence.writing import EvidenceEntry
from certification.models import Evidence, Record
from people.imports import ImportReport, Problem
from people.imports.tables import ParsedTable, Source
from people.models import Person


def import_record_list(source: Source, *, by: Person, file_digest: str = "") -> ImportReport:
    """Record what the list says, or nothing when a line has a problem. Raise `UnreadableFile`."""
    return import_records(parse_records(source, by=by, file_digest=file_digest), by=by)


@transaction.atomic
def import_records(table: ParsedTable[RecordLine], *, by: Person) -> ImportReport:
    """Record every line of the table with its evidence, or nothing when there is a problem.

    Recording the same list again changes nothing; a line that contradicts a record is a problem.
    """
    _lock_holders(row.person.pk for row in table.rows)
    recorded = _find_existing_records(table)
    problems = table.problems or _find_contradictions(table, recorded)
    if problems:
        return ImportReport(problems=problems)
    wanted = {row.key: row for row in reversed(table.rows)}
    fresh = [_to_record(row, by) for key, row in reversed(wanted.items()) if key not in recorded]
    # On conflict the row of the first writer stays; rows are read again for their keys, which
    # an insert that ignores conflicts does not return.
    Record.objects.bulk_create(fresh, ignore_conflicts=True)
    record_imported(list(_to_evidence_entries(table, _find_existing_records(table))))
    report = ImportReport(problems=list(table.notes))
    for key, row in reversed(wanted.items()):
        report.count("unchanged" if key in recorded else "created", row.line, row)
    return report


def _lock_holders(people: Iterable[int]) -> None:
    """Lock the people, so that two who record or withdraw for the same person take turns."""
    # Locked in the order of their keys, so that no two writers wait for each other in a circle.
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=set(people))
    list(rows.order_by("pk").values_list("pk"))


def _find_existing_records(table: ParsedTable[RecordLine]) -> dict[RecordKey, Record]:
    people = {row.person.pk for row in table.rows}
    rows = Record.objects.filter(person__in=people)
    return {(row.person_id, row.issuer, row.title, row.issued_on): row for row in rows}


def _find_contradictions(
    table: ParsedTable[RecordLine], recorded: dict[RecordKey, Record]
) -> list[Problem]:
    found = []
    for row in table.rows:
        record = recorded.get(row.key)
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


def _to_evidence_entries(
    table: ParsedTable[RecordLine], recorded: dict[RecordKey, Record]
) -> list[EvidenceEntry]:
    return [
        EvidenceEntry(
            kind=Evidence.Kind.IMPORTED,
            person=row.person.pk,
            skill=row.skill.pk,
            level=row.level,
            acquired_on=row.issued_on,
            expires_on=row.expires_on,
            source=f"record {recorded[row.key].pk}",
            record=recorded[row.key].pk,
        )
        for row in table.rows
        if row.skill
    ]


@transaction.atomic
def withdraw_record(record: Record, *, at: dt.datetime | None = None) -> Record:
    """Withdraw the record and end its evidence on the day. A second time changes nothing."""
    at = at or timezone.now()
    # The person first, as in ``import_records``, so that the two never wait for each other.
    _lock_holders([record.person_id])
    row = Record.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        withdraw_evidence(row, day=timezone.localtime(at).date())
    return row


def find_record_by_digest(digest: str) -> Record | None:
    """Return the record of the file with this SHA-256 in hexadecimal, unless it was withdrawn."""
    if not digest:
        return None
    rows = Record.objects.select_related("person", "agency", "recorded_by")
    return rows.filter(file_digest=digest.lower(), withdrawn_at=None).order_by("pk").first()
