"""One-time codes: what an office printed or the system sent, known by a keyed digest only."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.agency import Agency
from people.models.person import Person


class OneTimeCodeQuerySet(models.QuerySet["OneTimeCode"]):
    def usable(self, at: dt.datetime) -> Self:
        """Return codes that were neither used nor cancelled and are not over."""
        return self.filter(used_at=None, cancelled_at=None, expires_at__gt=at)

    def issued_since(self, at: dt.datetime) -> Self:
        return self.filter(issued_at__gt=at)

    def slips(self) -> Self:
        return self.filter(purpose=OneTimeCode.Purpose.SLIP)

    def unapproved(self) -> Self:
        """Return codes that open nothing until a second person has approved them."""
        return self.filter(needs_approval=True, approved_by=None)

    def unsent(self) -> Self:
        """Return codes that are to be sent; slips are printed and never sent."""
        return self.exclude(purpose=OneTimeCode.Purpose.SLIP).filter(sent_at=None)


class OneTimeCode(models.Model):
    """One code for one person and purpose; `people.accounts.codes` is the only writer.

    ``contact`` is the address or number that the code was sent to. The rows stay: they tell a
    person who printed a slip for them, and when it was used.
    """

    class Purpose(models.TextChoices):
        SLIP = "slip", _("slip of an office")
        PASSWORD = "password", _("new password by text message")
        EMAIL = "email", _("e-mail address to be confirmed")
        PHONE = "phone", _("phone number to be confirmed")
        TEXT = "text", _("sign-in by text message")
        LINK = "link", _("sign-in by e-mail")

    person = models.ForeignKey(Person, models.PROTECT, related_name="codes")
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    digest = models.CharField(max_length=64, blank=True)
    contact = models.CharField(max_length=254, blank=True)
    issued_at = models.DateTimeField(_("issued at"))
    expires_at = models.DateTimeField(_("valid until"))
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="printed_codes", verbose_name=_("by")
    )
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    needs_approval = models.BooleanField(default=False)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    sent_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(_("used at"), null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = OneTimeCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")
        ordering = ["-issued_at", "-pk"]
        # By time: what was sent within an hour and a day is counted before more is sent.
        indexes = [models.Index(fields=["issued_at"], name="codes_by_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(used_at=None, cancelled_at=None),
                name="a_person_has_one_code_for_a_purpose",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(cancelled_at=None),
                name="a_cancelled_code_is_not_used",
            ),
            models.CheckConstraint(
                condition=Q(purpose="slip", issued_by__isnull=False, agency__isnull=False)
                | ~Q(purpose="slip"),
                name="somebody_prints_a_slip_for_an_agency",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("issued_by")),
                name="nobody_approves_an_own_slip",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.purpose}"
