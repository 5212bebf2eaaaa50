"""Issues and reissues certificates; at most one stands for an award key."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from certification import rendering
from certification.credentials.status_list import allocate_status_index, mark_list_stale
from certification.evidence.ending import end_with_completion
from certification.evidence.recording import record_certificate_evidence, transfer_evidence
from certification.facts import snapshot
from certification.facts.awards import (
    Award,
    award_from_enrolment,
    award_from_programme,
    award_key_of,
)
from certification.facts.codes import generate_code
from certification.issuing.designs import select_design
from certification.issuing.failures import recording_failure
from certification.models import Certificate, DesignVersion
from certification.rendering.style import load_style
from courses.models import Enrolment, ProgrammeEnrolment
from courses.progress import record_end, record_programme_end
from people.models import Person
from people.queue import enqueue_on_commit

# A collision of sixty random bits is improbable; eight in a row mean that something is broken.
_MAX_DRAWS = 8
# What a certificate that replaces another takes over from it, beside the facts.
_CARRIED_OVER_FIELDS = (
    *("kind", "award_key", "enrolment", "programme_enrolment", "person", "course", "agency"),
    *("achievement", "design", "expires_on", "hides_score"),
)


class AlreadyRevoked(Exception):
    """The certificate is revoked and cannot be replaced."""


def issue_certificate(
    enrolment: Enrolment | ProgrammeEnrolment, *, at: dt.datetime | None = None
) -> Certificate:
    """Return the certificate of a completed course or programme, issued now unless it exists.

    Raises NotCompleted and SheetOverflow; an office sees the completion until it succeeds.
    """
    issued = Certificate.objects.filter(award_key=award_key_of(enrolment), superseded_at=None)
    found = issued.first()
    if found:
        return found
    if isinstance(enrolment, ProgrammeEnrolment):
        award = award_from_programme(enrolment)
    else:
        award = award_from_enrolment(enrolment)
    with recording_failure(enrolment):
        return issue_for_award(award, at=at)


def issue_for_award(
    award: Award,
    *,
    at: dt.datetime | None = None,
    by: Person | None = None,
    design: DesignVersion | None = None,
    design_at: dt.datetime | None = None,
) -> Certificate:
    """Return the certificate of an award, issued now unless one stands for its award key.

    Without a design it gets the one that ``select_design`` names at ``design_at``. Raises
    SheetOverflow when its words do not fit the sheet.
    """
    existing = award.current_certificate()
    if existing:
        return existing
    at, design = at or timezone.now(), design or select_design(award, at=design_at)
    facts = snapshot.freeze_facts(
        award, code=generate_code(), number=uuid.uuid4(), issued_at=at, design=design
    )
    # Outside of the transaction: laying out a sheet takes far longer than a lock may be held.
    rendering.require_fit(facts, load_style(design))
    with transaction.atomic():
        # Two workers with the same award wait for each other here; the second finds the
        # certificate of the first. ``of`` keeps joined tables unlocked.
        Person.objects.select_for_update(of=("self",)).get(pk=award.person.pk)
        return award.current_certificate() or _create_certificate(
            award, facts, at=at, by=by, design=design
        )


def _create_certificate(
    award: Award,
    facts: snapshot.Facts,
    *,
    at: dt.datetime,
    by: Person | None,
    design: DesignVersion | None,
) -> Certificate:
    certificate = _create_with_unique_code(
        facts,
        kind=award.kind,
        award_key=award.award_key,
        enrolment=award.enrolment,
        programme_enrolment=award.programme_enrolment,
        person=award.person,
        course=award.course,
        agency=award.agency,
        achievement=snapshot.achievement_version(award),
        design=design,
        issued_at=at,
        issued_by=by,
        expires_on=facts["expires_on"] and dt.date.fromisoformat(facts["expires_on"]),
    )
    record_certificate_evidence(certificate, award.skills)
    if award.enrolment:
        record_end(award.enrolment, certificate.expires_on)
        end_with_completion(award.enrolment, certificate.expires_on)
    if award.programme_enrolment:
        record_programme_end(award.programme_enrolment, certificate.expires_on)
    enqueue_on_commit("certification.tasks.seal", certificate.pk)
    return certificate


def _create_with_unique_code(facts: snapshot.Facts, **fields: Any) -> Certificate:
    """Create the row with an unused code and status index, drawn again after a collision."""
    for _ in range(_MAX_DRAWS):
        try:
            # A savepoint: PostgreSQL refuses further statements after an error without one.
            with transaction.atomic():
                return Certificate.objects.create(
                    code=facts["code"],
                    uuid=facts["uuid"],
                    status_index=allocate_status_index(),
                    facts=facts,
                    **fields,
                )
        except IntegrityError:
            facts = {**facts, "code": generate_code()}
    raise RuntimeError(f"{_MAX_DRAWS} draws of code and index collided")


def reissue_certificate(
    certificate: Certificate,
    *,
    by: Person,
    at: dt.datetime | None = None,
    changes: snapshot.Facts | None = None,
) -> Certificate:
    """Return a new certificate that supersedes the old one. A second call returns the same.

    ``changes`` replace parts of the facts, by default the person's name as it is spelt now; the
    rest stays as it was frozen. Raises AlreadyRevoked and SheetOverflow.
    """
    at = at or timezone.now()
    if changes is None:
        person = Person.objects.get(pk=certificate.person_id)
        changes = {"person": snapshot.person_facts(person)}
    facts = build_reissue_facts(certificate, changes, at=at)
    with transaction.atomic():
        return _supersede_certificate(certificate, facts, by=by, at=at)


def build_reissue_facts(
    certificate: Certificate, changes: snapshot.Facts, *, at: dt.datetime
) -> snapshot.Facts:
    """Return the facts of the certificate that would replace it; raises SheetOverflow."""
    facts = {
        **certificate.facts,
        **changes,
        "code": generate_code(),
        "uuid": str(uuid.uuid4()),
        "issued_at": snapshot.to_utc_iso(at),
        "replaces": certificate.code,
    }
    rendering.require_fit(facts, load_style(certificate.design))
    return facts


def _supersede_certificate(
    certificate: Certificate, facts: snapshot.Facts, *, by: Person, at: dt.datetime
) -> Certificate:
    # Locked: of two replacements at once, the second finds the certificate of the first.
    old = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if old.superseded_at:
        return Certificate.objects.get(supersedes=old)
    if old.revoked_at:
        raise AlreadyRevoked(old.code)
    old.superseded_at = at
    old.save(update_fields=["superseded_at"])
    fields = {name: getattr(old, name) for name in _CARRIED_OVER_FIELDS}
    new = _create_with_unique_code(facts, supersedes=old, issued_at=at, issued_by=by, **fields)
    transfer_evidence(old, new)
    mark_list_stale(old)
    enqueue_on_commit("certification.tasks.seal", new.pk)
    return new
