"""Issues certificates: the one door. One completed enrolment gives one certificate, ever."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from certification import facts as snapshot
from certification.codes import draw_code
from certification.evidence import hand_over, record_certified
from certification.models import Certificate
from certification.outbox import hint_on_commit
from certification.rendering.fitting import require_fit
from certification.status import draw_index, mark_changed
from courses.models import Enrolment
from people.models import Person

DRAWS = 8


class NotCompleted(Exception):
    """The enrolment is not completed, so there is nothing to certify."""


class AlreadyRevoked(Exception):
    """The certificate is revoked: it cannot be replaced."""


def issue_certificate(enrolment: Enrolment, *, at: dt.datetime | None = None) -> Certificate:
    """The certificate of a completed enrolment, issued now unless it has been.

    Raises NotCompleted, and rendering.fitting.Overflow when its words do not fit the sheet.
    """
    issued = existing(enrolment)
    if issued:
        return issued
    if enrolment.completed_at is None:
        raise NotCompleted(enrolment.pk)
    at = at or timezone.now()
    number = uuid.uuid4()
    facts = snapshot.freeze(enrolment, code=draw_code(), number=number, issued_at=at)
    require_fit(facts)
    with transaction.atomic():
        Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        return existing(enrolment) or write_new(enrolment, facts, at)


def existing(enrolment: Enrolment) -> Certificate | None:
    """The certificate that stands for the enrolment, revoked or not."""
    return Certificate.objects.filter(enrolment=enrolment, superseded_at=None).first()


def write_new(enrolment: Enrolment, facts: snapshot.Facts, at: dt.datetime) -> Certificate:
    expires = facts["expires_on"]
    certificate = draw_and_create(
        facts,
        enrolment=enrolment,
        person=enrolment.person,
        course=enrolment.course,
        agency=enrolment.agency,
        achievement=snapshot.achievement_version(enrolment.course),
        issued_at=at,
        expires_on=expires and dt.date.fromisoformat(expires),
    )
    record_certified(certificate, snapshot.taught(enrolment.course))
    hint_on_commit("certification.tasks.seal", certificate.pk)
    return certificate


def draw_and_create(facts: snapshot.Facts, **fields: Any) -> Certificate:
    """The row with a code and a status index nobody has had; drawn again on a collision."""
    for _ in range(DRAWS):
        try:
            with transaction.atomic():
                return Certificate.objects.create(
                    code=facts["code"],
                    uuid=facts["uuid"],
                    status_index=draw_index(),
                    facts=facts,
                    **fields,
                )
        except IntegrityError:
            facts = {**facts, "code": draw_code()}
    raise RuntimeError(f"{DRAWS} draws of code and index collided")


def reissue_certificate(
    certificate: Certificate, *, by: Person, at: dt.datetime | None = None
) -> Certificate:
    """A new certificate with the person's name as it is spelt now; the old one points to it.

    All else stays as it was frozen. A second call gives the same new certificate.
    """
    at = at or timezone.now()
    facts = {
        **certificate.facts,
        "code": draw_code(),
        "uuid": str(uuid.uuid4()),
        "issued_at": at.astimezone(dt.UTC).replace(microsecond=0).isoformat(),
        "person": snapshot.person_facts(Person.objects.get(pk=certificate.person_id)),
        "replaces": certificate.code,
    }
    require_fit(facts)
    with transaction.atomic():
        return replace(certificate, facts, by=by, at=at)


def replace(
    certificate: Certificate, facts: snapshot.Facts, *, by: Person, at: dt.datetime
) -> Certificate:
    old = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if old.superseded_at:
        return Certificate.objects.get(supersedes=old)
    if old.revoked_at:
        raise AlreadyRevoked(old.code)
    old.superseded_at = at
    old.save(update_fields=["superseded_at"])
    kept = ("enrolment", "person", "course", "agency", "achievement", "expires_on")
    fields = {name: getattr(old, name) for name in kept}
    new = draw_and_create(facts, supersedes=old, issued_at=at, issued_by=by, **fields)
    hand_over(old, new)
    mark_changed(old)
    hint_on_commit("certification.tasks.seal", new.pk)
    return new
