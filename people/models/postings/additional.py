"""Additional charges: what somebody does for a further office beside the main posting."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.agency import Agency
from people.models.periods import FIRST_SERVICE_DAY, LAST_SERVICE_DAY
from people.models.person import Person


class AdditionalPostingQuerySet(models.QuerySet["AdditionalPosting"]):
    def on(self, day: dt.date) -> Self:
        """Return charges that hold on the day; ``valid_to`` is the first day after it."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def lasting_beyond(self, day: dt.date) -> Self:
        """Return charges that hold on the day or begin later."""
        return self.held().filter(Q(valid_to=None) | Q(valid_to__gt=day))

    def held(self) -> Self:
        """Return charges that hold on some day; the service of the others ended before them."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=F("valid_from")))


class AdditionalPosting(models.Model):
    """A charge beside the main posting, of which it takes a share: no figure counts it.

    It holds while its person serves without a break: ``planned_to`` is the end that an office
    gave, ``valid_to`` that or the end of the service. `people.postings` is the only writer.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="additional_postings")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="additional_postings")
    position = models.JSONField(_("position"), default=dict)
    share = models.PositiveSmallIntegerField(_("share in percent"))
    valid_from = models.DateField(_("valid from"))
    planned_to = models.DateField(null=True, editable=False)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    why = models.CharField(_("why it was given"), max_length=300)
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False)
    given_at = models.DateTimeField(editable=False)

    objects = AdditionalPostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("additional charge")
        verbose_name_plural = _("additional charges")
        ordering = ["valid_from", "pk"]
        # No two of one person and agency hold on one day: migration 0002 says it to the database.
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=99), name="a_charge_leaves_a_share"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_charge_does_not_end_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(planned_to=None)
                | Q(valid_to__isnull=False, valid_to__lte=F("planned_to")),
                name="a_charge_ends_as_planned_or_before",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__gte=FIRST_SERVICE_DAY, valid_from__lte=LAST_SERVICE_DAY)
                & (Q(planned_to=None) | Q(planned_to__lte=LAST_SERVICE_DAY)),
                name="charges_have_possible_days",
            ),
        ]
        indexes = [models.Index(fields=["agency", "valid_from", "valid_to"])]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.agency_id} · {self.share}"

    def holds_on(self, day: dt.date) -> bool:
        """Return whether it holds on the day; ``valid_to`` is the first after it."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def is_void(self) -> bool:
        """Whether it holds on no day: the service ended before it began."""
        return self.valid_to == self.valid_from

    @property
    def ends_with_service(self) -> bool:
        """Whether the service ends it, and no office did."""
        return self.valid_to is not None and self.valid_to != self.planned_to
