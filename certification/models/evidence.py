"""Stores evidence of skills, and records of other systems that some of it rests on."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certification.models.certificate import Certificate
from certification.models.querysets import AgencyScopedQuerySet
from people.models import Agency, Person
from plan.models import Skill


class RecordQuerySet(AgencyScopedQuerySet["Record"]):
    """Records without an agency belong to the root."""


class Record(models.Model):
    """A certificate of another system as a registrar recorded it here."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="records")
    issuer = models.CharField(_("issuer"), max_length=200)
    title = models.CharField(_("title"), max_length=300)
    number = models.CharField(_("number"), max_length=100, blank=True)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    file_digest = models.CharField(
        _("SHA-256 of the file"), max_length=64, blank=True, db_index=True
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="records"
    )
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="recordings")
    recorded_at = models.DateTimeField(_("recorded at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record of another system")
        verbose_name_plural = _("records of other systems")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "issuer", "title", "issued_on"], name="a_record_is_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=F("issued_on")),
                name="a_record_expires_after_its_issue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} · {self.title}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def valid(self, day: dt.date) -> Self:
        """Evidence in force on the day; end days are the first that no longer count."""
        return self.filter(
            Q(expires_on=None) | Q(expires_on__gt=day),
            Q(revoked_on=None) | Q(revoked_on__gt=day),
            acquired_on__lte=day,
        )

    def counted(self) -> Self:
        """Evidence of kinds that count toward targets; self-claims and diagnostics do not."""
        return self.filter(kind__in=Evidence.COUNTED)

    def completions(self) -> Self:
        """Evidence of completed training, here or elsewhere, not of what was attested."""
        return self.filter(kind__in=Evidence.COMPLETIONS)


class Evidence(models.Model):
    """A person holds a skill at a level between two dates, proven in a certain way."""

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", _("Certificate")
        TEST = "test", _("Assessed test")
        SIGN_OFF = "sign_off", _("Signed off by a supervisor")
        IMPORTED = "imported", _("Imported record")
        DIAGNOSTIC = "diagnostic", _("Diagnostic test")
        SELF_CLAIM = "self_claim", _("The person's own statement")

    # Decision 0052: what people say of themselves and diagnostics never count.
    COUNTED = (Kind.CERTIFICATE, Kind.TEST, Kind.SIGN_OFF, Kind.IMPORTED)
    COMPLETIONS = (Kind.CERTIFICATE, Kind.IMPORTED)

    person = models.ForeignKey(Person, models.PROTECT, related_name="evidence")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="evidence")
    level = models.PositiveSmallIntegerField(_("level"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    record = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="evidence_recorded"
    )
    acquired_on = models.DateField(_("acquired on"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    # Where the person served on the day: a later move must not change the figures of that day.
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
                # Makes recording idempotent (see certification.evidence.writing).
                fields=["person", "skill", "level", "kind", "acquired_on", "source"],
                condition=Q(certificate=None),
                name="a_record_is_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=F("acquired_on")),
                name="evidence_expires_after_it_is_acquired",
            ),
            models.CheckConstraint(
                condition=(Q(certificate=None) & ~Q(kind="certificate"))
                | (~Q(certificate=None) & Q(kind="certificate")),
                name="evidence_of_a_certificate_says_so",
            ),
            models.CheckConstraint(
                condition=Q(record=None) | Q(kind="imported"),
                name="evidence_of_a_record_is_imported",
            ),
        ]
        indexes = [
            # Coverage asks by skill and level over days, pages of a person by person.
            models.Index(fields=["skill", "level", "acquired_on"]),
            models.Index(fields=["person", "skill"]),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.skill} · {self.level}"
