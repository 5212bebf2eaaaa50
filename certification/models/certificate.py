"""Stores certificates: what was issued to whom, whether sealed, superseded or revoked."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.models.choices import CertificateKind, RevocationReason
from certification.models.design import DesignVersion
from certification.models.querysets import AgencyScopedQuerySet
from courses.models import Course, Enrolment, ProgrammeEnrolment
from people.models import Agency, Person


class CertificateState(models.TextChoices):
    """A certificate is pending until it is sealed, then issued; expiry follows from the date."""

    PENDING = "pending", _("Waiting for its seal")
    ISSUED = "issued", _("Valid")
    EXPIRED = "expired", _("Expired")
    SUPERSEDED = "superseded", _("Replaced")
    REVOKED = "revoked", _("Revoked")


class CertificateQuerySet(AgencyScopedQuerySet["Certificate"]):
    def unsealed(self) -> Self:
        """Issued, but the sealed file is not stored yet; of an erased holder it never is."""
        return self.filter(sealed_at=None, credential_digest="")

    def sealed(self) -> Self:
        return self.exclude(sealed_at=None)

    def erased(self) -> Self:
        """Return those of holders whose data was erased: neither file nor name is left."""
        return self.exclude(credential_digest="")

    def current(self) -> Self:
        return self.filter(superseded_at=None, revoked_at=None)

    def in_state(self, state: str, day: dt.date) -> Self:
        """Certificates whose ``state_on`` the day is the state.

        The rules of ``state_on`` once more as a filter; a test compares the two.
        """
        expired = Q(expires_on__lte=day)
        current = Q(superseded_at=None, revoked_at=None)
        return self.filter(
            {
                CertificateState.REVOKED: ~Q(revoked_at=None),
                CertificateState.SUPERSEDED: ~Q(superseded_at=None),
                # An expired certificate that was never sealed stays pending, as in ``state_on``.
                CertificateState.PENDING: current & Q(sealed_at=None),
                CertificateState.EXPIRED: current & expired & ~Q(sealed_at=None),
                CertificateState.ISSUED: current & ~expired & ~Q(sealed_at=None),
            }[CertificateState(state)]
        )

    def using_keys(self, *kids: str) -> Self:
        """Certificates that any of the keys sealed, or whose credential it signed."""
        return self.filter(Q(sealed_with__in=kids) | Q(signed_with__in=kids))

    def not_using_keys(self, *kids: str) -> Self:
        """Certificates that none of the keys sealed or signed."""
        return self.exclude(Q(sealed_with__in=kids) | Q(signed_with__in=kids))

    def count_by_key(self) -> dict[str, int]:
        """Return how many certificates each key sealed or signed, by key id."""
        found: dict[str, int] = {}
        for field in ("sealed_with", "signed_with"):
            rows = self.order_by().values_list(field).annotate(models.Count("pk"))
            found |= {kid: number for kid, number in rows if kid}
        return found


class Certificate(models.Model):
    """An issued certificate; ``facts`` never change (see certification.facts.snapshot).

    ``award_key`` is its idempotency key: what it was issued for, such as ``enrolment:17``.
    """

    Reason = RevocationReason

    code = models.CharField(_("code"), max_length=12, unique=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=10, choices=CertificateKind.choices, default=CertificateKind.COURSE
    )
    award_key = models.CharField(max_length=100, default="")
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    programme_enrolment = models.ForeignKey(
        ProgrammeEnrolment, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="certificates")
    course = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    achievement = models.CharField(_("achievement version"), max_length=64)
    design = models.ForeignKey(
        DesignVersion, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    # Everything the file says. Columns beside it repeat only what is searched or joined by.
    facts = models.JSONField()
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="reissues"
    )
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    # The place in the status lists that verifiers download: drawn at random, never used twice.
    status_index = models.PositiveBigIntegerField(unique=True)

    sealed_at = models.DateTimeField(_("sealed at"), null=True, blank=True)
    sealed_with = models.CharField(_("seal key"), max_length=40, blank=True)
    signed_with = models.CharField(_("credential key"), max_length=40, blank=True)
    pdf = models.FileField(upload_to="certificates/", blank=True)
    pdf_digest = models.CharField(max_length=64, blank=True, db_index=True)
    credential = models.TextField(blank=True)
    # SHA-256 of the credential of a holder whose data was erased: the public log is checked by it.
    credential_digest = models.CharField(max_length=64, blank=True, default="", db_default="")
    # Of sealing; the sweep gives up after some, and ``last_error`` says why.
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    # The holder's choice for public pages; the signed file still has the score.
    hides_score = models.BooleanField(_("score is hidden"), default=False)
    # Opens the shared page without an account; empty while the certificate is not shared.
    share_key = models.CharField(max_length=43, blank=True)

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
            # Makes issuing idempotent, also for two workers with the same award at once.
            models.UniqueConstraint(
                fields=["award_key"],
                condition=Q(superseded_at=None),
                name="one_certificate_stands_for_an_award_key",
            ),
            models.CheckConstraint(
                condition=~Q(award_key=""), name="a_certificate_has_an_award_key"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revocation_reason="")
                | (~Q(revoked_at=None) & ~Q(revocation_reason="")),
                name="a_revocation_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(superseded_at=None),
                name="a_certificate_is_revoked_or_superseded",
            ),
            models.CheckConstraint(
                condition=Q(sealed_at=None)
                | ~(Q(pdf="") | Q(pdf_digest="") | Q(credential=""))
                | (Q(credential="") & ~Q(credential_digest="") & ~Q(pdf_digest="")),
                name="a_sealed_certificate_has_its_file",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "issued_at"]),
            # Partial, for the sweeps: few rows among many wait for a seal or are about to expire.
            models.Index(
                fields=["issued_at"],
                condition=Q(sealed_at=None),
                name="certificates_without_seal",
            ),
            models.Index(
                fields=["expires_on"],
                condition=Q(superseded_at=None, revoked_at=None),
                name="certificates_that_end",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_erased(self) -> bool:
        """Return whether name, file and credential were erased with the data of the holder."""
        return bool(self.credential_digest)

    def state_on(self, day: dt.date) -> CertificateState:
        """Return the state on a day; ``expires_on`` is the first day that no longer counts."""
        if self.revoked_at:
            return CertificateState.REVOKED
        if self.superseded_at:
            return CertificateState.SUPERSEDED
        if self.sealed_at is None:
            return CertificateState.PENDING
        return (
            CertificateState.EXPIRED
            if self.expires_on and self.expires_on <= day
            else CertificateState.ISSUED
        )
