"""Takes the holder out of certificates and evidence; a code goes on telling that one was issued.

Left are the facts without the name, the digests by which the public log and the holder's own file
are checked, and evidence for figures. Files are deleted once that is committed.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from certification.facts.snapshot import erase_holder
from certification.models import (
    ActionRequest,
    Batch,
    BatchLine,
    Certificate,
    Record,
    UncertifiedCompletion,
    YearStatement,
)
from certification.statements.batches import take_person_out
from certification.statements.facts import erase_year_facts
from certification.sweeps import MAX_TRIES
from courses.models import Enrolment, ProgrammeEnrolment
from people.models import Person
from people.privacy.erasure import (
    Eraser,
    register_cleaner,
    register_eraser,
    register_obstacle,
)

_CHUNK_SIZE = 100  # certificates in memory at once, each with facts and credential


def _waits_for_certificate(person: Person) -> Any:
    unsealed = Certificate.objects.unsealed().filter(person=person, tries__lt=MAX_TRIES)
    waits = BatchLine.objects.filter(person=person, done_at=None, batch__stopped_at=None)
    if unsealed.exists() or waits.exists():
        return _("A certificate is still being made.")
    return ""


def _named(person: Person) -> QuerySet[Certificate]:
    return Certificate.objects.filter(person=person, credential_digest="")


def _erase_certificates(person: Person) -> None:
    for row in _named(person).iterator(_CHUNK_SIZE):
        row.credential_digest = hashlib.sha256(row.credential.encode()).hexdigest()
        row.facts, row.credential = erase_holder(row.facts), ""
        row.share_key = row.revocation_note = row.last_error = ""
        row.save(
            update_fields=[
                *("credential_digest", "facts", "credential", "share_key"),
                *("revocation_note", "last_error"),
            ]
        )
    BatchLine.objects.filter(person=person).update(last_error="")
    # Nothing is left to write on what was not issued yet.
    of_person = Q(enrolment__person=person) | Q(programme_enrolment__person=person)
    UncertifiedCompletion.objects.filter(of_person).delete()
    for model in (Enrolment, ProgrammeEnrolment):
        waiting = model._default_manager.filter(person=person, certificates=None)
        waiting.exclude(completed_at=None).update(is_certified=False)


def _actions(person: Person) -> QuerySet[ActionRequest]:
    about = Q(certificate__person=person) | Q(kind=ActionRequest.Kind.APPEAL, asked_by=person)
    return ActionRequest.objects.filter(about)


def _erase_actions(person: Person) -> None:
    """Blank what was written; an appeal that still waits is refused without words."""
    rows = _actions(person)
    rows.update(note="", changes={}, decision_note="")


def _records(person: Person) -> QuerySet[Record]:
    return Record.objects.filter(person=person)


def _erase_records(person: Person) -> None:
    _records(person).update(number="", file_digest="")


def _statements(person: Person) -> QuerySet[YearStatement]:
    return YearStatement.objects.filter(person=person, is_erased=False)


def _erase_statements(person: Person) -> None:
    take_person_out(person)
    for row in _statements(person).iterator(_CHUNK_SIZE):
        row.facts, row.is_erased, row.last_error = erase_year_facts(row.facts), True, ""
        row.save(update_fields=["facts", "is_erased", "last_error"])


def delete_erased_files() -> None:
    """Delete sealed files of erased people, and the zips of batches that hold them."""
    for statement in (
        YearStatement.objects.filter(is_erased=True).exclude(pdf="").only("pk", "pdf")
    ):
        default_storage.delete(str(statement.pdf))
        YearStatement.objects.filter(pk=statement.pk).update(pdf="")
    for row in Certificate.objects.erased().exclude(pdf="").only("pk", "pdf"):
        default_storage.delete(str(row.pdf))
        _delete_batch_files(row)
        # Last, so that a file is never left that no row names.
        Certificate.objects.filter(pk=row.pk).update(pdf="")


def _delete_batch_files(certificate: Certificate) -> None:
    lines = BatchLine.objects.filter(certificate=certificate)
    for batch in Batch.objects.filter(pk__in=lines.values("batch")):
        for name in filter(None, (batch.files.name, batch.register.name)):
            default_storage.delete(name)
        Batch.objects.filter(pk=batch.pk).update(files="", register="")


register_obstacle(_waits_for_certificate)
register_cleaner(delete_erased_files)
register_eraser(
    Eraser(
        "certificates",
        _("Certificates"),
        50,
        lambda person: _named(person).count(),
        _erase_certificates,
    ),
    Eraser(
        "statements",
        _("Statements of years"),
        50,
        lambda person: _statements(person).count(),
        _erase_statements,
    ),
    Eraser(
        "actions",
        _("What was done with certificates"),
        51,
        lambda person: _actions(person).count(),
        _erase_actions,
    ),
    Eraser(
        "records",
        _("Records of other systems"),
        52,
        lambda person: _records(person).count(),
        _erase_records,
    ),
)
