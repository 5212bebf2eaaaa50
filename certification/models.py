"""Certificates, evidence of skills, the status list and the public log."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Enrolment
from people.access import agencies_for, is_everywhere, roles_of
from people.models import Agency, Person, Role
from plan.models import Skill


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def unsealed(self) -> Self:
        """Issued, but the sealed file is not stored yet."""
        return self.filter(sealed_at=None)

    def sealed(self) -> Self:
        return self.exclude(sealed_at=None)

    def current(self) -> Self:
        return self.filter(superseded_at=None, revoked_at=None)

    def kept_by(self, person: Person) -> Self:
        """Those of agencies under the person's roles as registrar; citizens' at the root only."""
        mine = Q(agency__in=agencies_for(person, Role.Kind.REGISTRAR))
        roles = roles_of(person, Role.Kind.REGISTRAR)
        if is_everywhere(person) or any(role.agency.is_root() for role in roles):
            mine |= Q(agency=None)
        return self.filter(mine)


class Certificate(models.Model):
    """An issued certificate. ``facts`` is frozen at issue (see certification.facts)."""

    class Reason(models.TextChoices):
        ERROR = "error", _("Issued in error")
        FRAUD = "fraud", _("Obtained by fraud")
        CONDUCT = "conduct", _("Breach of the rules of the test")
        REQUEST = "request", _("At the holder's request")

    code = models.CharField(_("code"), max_length=12, unique=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="certificates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="certificates")
    course = models.ForeignKey(Course, models.PROTECT, related_name="certificates")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    achievement = models.CharField(_("achievement version"), max_length=64)
    facts = models.JSONField()
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="reissues"
    )
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    status_index = models.PositiveBigIntegerField(unique=True)

    sealed_at = models.DateTimeField(_("sealed at"), null=True, blank=True)
    pdf = models.FileField(upload_to="certificates/", blank=True)
    pdf_digest = models.CharField(max_length=64, blank=True)
    credential = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="revocations"
    )
    revocation_reason = models.CharField(
        _("reason"), max_length=20, choices=Reason.choices, blank=True
    )
    revocation_note = models.TextField(_("note"), blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "achievement"],
                condition=Q(superseded_at=None),
                name="one_certificate_an_enrolment_and_achievement",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revocation_reason="")
                | (~Q(revoked_at=None) & ~Q(revocation_reason="")),
                name="a_revocation_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def valid(self, day: dt.date) -> Self:
        """Evidence that counts on the day; the end days are the first that no longer count."""
        return self.filter(
            Q(expires_on=None) | Q(expires_on__gt=day),
            Q(revoked_on=None) | Q(revoked_on__gt=day),
            acquired_on__lte=day,
        )


class Evidence(models.Model):
    """A person holds a skill at a level, of a kind, between two dates."""

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", _("Certificate")
        IMPORTED = "imported", _("Imported record")

    person = models.ForeignKey(Person, models.PROTECT, related_name="evidence")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="evidence")
    level = models.PositiveSmallIntegerField(_("level"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    acquired_on = models.DateField(_("acquired on"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    position = models.JSONField(default=dict, blank=True)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "skill"], name="a_certificate_proves_a_skill_once"
            ),
            models.UniqueConstraint(
                fields=["person", "skill", "level", "acquired_on", "source"],
                condition=Q(certificate=None),
                name="a_record_is_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=F("acquired_on")),
                name="evidence_expires_after_it_is_acquired",
            ),
        ]
        indexes = [
            models.Index(fields=["skill", "level", "acquired_on"]),
            models.Index(fields=["person", "skill"]),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.skill} · {self.level}"


class StatusList(models.Model):
    """A signed Bitstring Status List as served; signed anew whenever a bit changes."""

    number = models.PositiveIntegerField(unique=True)
    credential = models.TextField()
    signed_at = models.DateTimeField()
    is_stale = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.number)


class LogEntry(models.Model):
    """One line of the public log: a salted hash in the order of issue, never changed."""

    position = models.PositiveBigIntegerField(unique=True)
    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="log_entry")
    salt = models.BinaryField(max_length=32)
    leaf_hash = models.BinaryField(max_length=32)
    logged_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.position)
