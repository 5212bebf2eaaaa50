"""Issues certificates: the one door, whatever is certified. One stands for an occasion, ever."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from certification.credentials.status_list import draw_index, mark_changed
from certification.evidence.recording import hand_over, record_certified
from certification.facts import snapshot
from certification.facts.awards import Award, award_of, occasion_of
from certification.facts.codes import draw_code
from certification.issuing.designs import design_for
from certification.models import Certificate, DesignVersion
from certification.rendering.fitting import require_fit
from certification.rendering.style import look_of
from courses.models import Enrolment
from people.models import Person
from people.queue import enqueue_on_commit

DRAWS = 8
# What a certificate that replaces another takes over from it, beside the facts.
KEPT = (
    *("kind", "occasion", "enrolment", "person", "course", "agency", "achievement"),
    *("design", "expires_on", "hides_score"),
)


class AlreadyRevoked(Exception):
    """The certificate is revoked: it cannot be replaced."""


def issue_certificate(enrolment: Enrolment, *, at: dt.datetime | None = None) -> Certificate:
    """The certificate of a completed enrolment, issued now unless it has been.

    Raises awards.NotCompleted, and what ``issue`` raises.
    """
    issued = Certificate.objects.filter(occasion=occasion_of(enrolment), superseded_at=None)
    return issued.first() or issue(award_of(enrolment), at=at)


def issue(
    award: Award,
    *,
    at: dt.datetime | None = None,
    by: Person | None = None,
    design: DesignVersion | None = None,
    design_at: dt.datetime | None = None,
) -> Certificate:
    """The certificate of an award, issued now unless one stands for its occasion.

    Without a design it has the one that serves it, or did at the moment ``design_at``. Raises
    rendering.fitting.Overflow when its words do not fit the sheet.
    """
    standing = award.standing()
    if standing:
        return standing
    at, design = at or timezone.now(), design or design_for(award, at=design_at)
    facts = snapshot.freeze(
        award, code=draw_code(), number=uuid.uuid4(), issued_at=at, design=design
    )
    require_fit(facts, look_of(design))
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=award.person.pk)
        return award.standing() or write_new(award, facts, at=at, by=by, design=design)


def write_new(
    award: Award,
    facts: snapshot.Facts,
    *,
    at: dt.datetime,
    by: Person | None,
    design: DesignVersion | None,
) -> Certificate:
    certificate = draw_and_create(
        facts,
        kind=award.kind,
        occasion=award.occasion,
        enrolment=award.enrolment,
        person=award.person,
        course=award.course,
        agency=award.agency,
        achievement=snapshot.achievement_version(award),
        design=design,
        issued_at=at,
        issued_by=by,
        expires_on=facts["expires_on"] and dt.date.fromisoformat(facts["expires_on"]),
    )
    record_certified(certificate, award.skills)
    enqueue_on_commit("certification.tasks.seal", certificate.pk)
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
    certificate: Certificate,
    *,
    by: Person,
    at: dt.datetime | None = None,
    changes: snapshot.Facts | None = None,
) -> Certificate:
    """A new certificate that takes the old one's place; the old one points to it.

    ``changes`` are the parts of the facts written anew, by default the person's name as it is
    spelt now; all else stays as it was frozen. A second call gives the same new certificate.
    """
    at = at or timezone.now()
    if changes is None:
        person = Person.objects.get(pk=certificate.person_id)
        changes = {"person": snapshot.person_facts(person)}
    facts = facts_anew(certificate, changes, at=at)
    with transaction.atomic():
        return replace(certificate, facts, by=by, at=at)


def facts_anew(
    certificate: Certificate, changes: snapshot.Facts, *, at: dt.datetime
) -> snapshot.Facts:
    """The facts of the one that would replace it; raises rendering.fitting.Overflow."""
    facts = {
        **certificate.facts,
        **changes,
        "code": draw_code(),
        "uuid": str(uuid.uuid4()),
        "issued_at": snapshot.moment(at),
        "replaces": certificate.code,
    }
    require_fit(facts, look_of(certificate.design))
    return facts


def replace(
    certificate: Certificate, facts: snapshot.Facts, *, by: Person, at: dt.datetime
) -> Certificate:
    old = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if old.superseded_at:
        return Certificate.objects.get(supersedes=old)
    if old.revoked_at:
        raise AlreadyRevoked(old.code)
    old.superseded_at = at
    old.save(update_fields=["superseded_at"])
    fields = {name: getattr(old, name) for name in KEPT}
    new = draw_and_create(facts, supersedes=old, issued_at=at, issued_by=by, **fields)
    hand_over(old, new)
    mark_changed(old)
    enqueue_on_commit("certification.tasks.seal", new.pk)
    return new
