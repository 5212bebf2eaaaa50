"""How officials who register themselves prove their agency, and what came of it."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.agency import Agency
from people.models.person import Person
from people.models.role import Role


class AgencyProofQuerySet(models.QuerySet["AgencyCode"]):
    def usable(self, at: dt.datetime) -> Self:
        """Return codes that are neither revoked, over, nor used as often as they may be."""
        return self.filter(revoked_at=None, expires_at__gt=at, uses__lt=F("most_uses"))


class AgencyDomain(models.Model):
    """A domain whose mailboxes only people of the agency have; `people.registration` writes it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="domains")
    domain = models.CharField(_("domain"), max_length=253, unique=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("e-mail domain of an agency")
        verbose_name_plural = _("e-mail domains of agencies")
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain


class AgencyCode(models.Model):
    """A code that HR gives to people of a unit; only a digest of it is kept."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="registration_codes")
    digest = models.CharField(max_length=64, unique=True)
    most_uses = models.PositiveSmallIntegerField(_("for how many people"))
    uses = models.PositiveSmallIntegerField(_("used by"), default=0)
    issued_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("issued at"))
    expires_at = models.DateTimeField(_("valid until"))
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = AgencyProofQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration code of an agency")
        verbose_name_plural = _("registration codes of agencies")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(uses__lte=F("most_uses")), name="a_code_is_used_as_often_as_it_may"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} · {self.issued_at:%Y-%m-%d}"


class ServiceClaimQuerySet(models.QuerySet["ServiceClaim"]):
    def waiting(self) -> Self:
        return self.filter(decided_at=None)

    def managed_by(self, person: Person) -> Self:
        """Return claims to serve in units where the person is HR manager, not their own."""
        others = self.exclude(person=person)
        if person.is_active and person.is_superuser:
            return others
        roles = [role for role in person.current_roles if role.kind == Role.Kind.HR]
        agencies = Agency.objects.under(*(role.agency for role in roles if person.is_active))
        return others.filter(agency__in=agencies)


class ServiceClaim(models.Model):
    """Somebody says that they serve in a unit; `people.registration` is the only writer."""

    class Way(models.TextChoices):
        DOMAIN = "domain", _("by e-mail address")
        CODE = "code", _("by a code of the office")
        OFFICE = "office", _("by decision of the office")

    person = models.ForeignKey(Person, models.PROTECT, related_name="service_claims")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    position = models.JSONField(_("position"), default=dict)
    grade = models.PositiveSmallIntegerField(_("grade"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    way = models.CharField(_("proved"), max_length=10, choices=Way.choices)
    code = models.ForeignKey(AgencyCode, models.PROTECT, null=True, related_name="claims")
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    is_granted = models.BooleanField(null=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)

    objects = ServiceClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim to serve in an agency")
        verbose_name_plural = _("claims to serve in agencies")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(decided_at=None),
                name="a_person_claims_one_office_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, is_granted=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_granted__isnull=False),
                name="somebody_decides_about_a_claim",
            ),
            models.CheckConstraint(
                condition=Q(way="code", code__isnull=False) | (~Q(way="code") & Q(code=None)),
                name="a_claim_by_code_names_the_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.agency_id}"
