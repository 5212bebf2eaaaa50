"""Records completions that could not be certified; only writer of these rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from certification.models import UncertifiedCompletion
from certification.rendering.style import SheetOverflow, UnprintableName
from courses.models import Enrolment, ProgrammeEnrolment
from people.models import Person
from people.queue import enqueue_on_commit
from people.text.names import validate_name

_MAX_ERROR_LENGTH = 2000  # characters; registrars read them
_Completion = Enrolment | ProgrammeEnrolment


@contextmanager
def recording_failure(enrolment: _Completion) -> Iterator[None]:
    """Record why the certificate of the enrolment cannot be issued; forget it when it is."""
    try:
        yield
    except DatabaseError:  # nothing can be recorded, and nothing is wrong with the completion
        raise
    except Exception as error:  # whatever it is, an office must see it
        _record_failure(enrolment, error)
        raise
    UncertifiedCompletion.objects.filter(**_refer_to(enrolment)).delete()


@transaction.atomic
def _record_failure(enrolment: _Completion, error: Exception) -> None:
    now = timezone.now()
    row, _new = UncertifiedCompletion.objects.get_or_create(
        **_refer_to(enrolment), defaults={"first_tried_at": now, "last_tried_at": now}
    )
    # F: a worker and a sweep may try at once, and both tries count.
    UncertifiedCompletion.objects.filter(pk=row.pk).update(
        agency=enrolment.agency_id,
        reason=_classify_error(enrolment.person, error),
        last_error=repr(error)[:_MAX_ERROR_LENGTH],
        tries=F("tries") + 1,
        last_tried_at=now,
    )


def _refer_to(enrolment: _Completion) -> dict[str, _Completion]:
    is_programme = isinstance(enrolment, ProgrammeEnrolment)
    return {"programme_enrolment" if is_programme else "enrolment": enrolment}


def _classify_error(person: Person, error: Exception) -> str:
    reasons = UncertifiedCompletion.Reason
    if isinstance(error, UnprintableName):
        return reasons.NAME
    if isinstance(error, SheetOverflow):
        return reasons.WORDS if _fits_certificate(person) else reasons.NAME
    # A picture that the storage does not have is a FileNotFoundError.
    return reasons.DESIGN if isinstance(error, OSError) else reasons.OTHER


def _fits_certificate(person: Person) -> bool:
    try:
        validate_name(person.name_my)
        validate_name(person.name_en)
    except ValidationError:
        return False
    return True


def retry_issuing(row: UncertifiedCompletion) -> None:
    """Queue the issue of the certificate again."""
    is_programme = isinstance(row.completion, ProgrammeEnrolment)
    task = "issue_programme" if is_programme else "issue"
    enqueue_on_commit(f"certification.tasks.{task}", row.completion.pk)
